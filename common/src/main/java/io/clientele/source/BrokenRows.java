package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.clientele.source.BrokenColumns.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of a source that do not fit their files.
 *
 * @param rows how many there are
 * @param openQuotes how many of them end inside a quote
 * @param places file and line of the first three, of the file alone where it is too long to look
 */
public record BrokenRows(long rows, long openQuotes, List<String> places) {
  private static final int NAMED = 3;
  private static final int COMPARED = 10_000;
  private static final String PLACE = SourceReader.BROKEN_PLACE;

  /** Keeps its own copy. */
  public BrokenRows {
    places = List.copyOf(places);
  }

  /**
   * Looks for them.
   *
   * @param mapped rows of {@link SourceReader}; they are read
   */
  public static BrokenRows among(SparkSession spark, Dataset<Row> mapped) {
    Dataset<Row> broken =
        mapped
            .filter(col(SourceReader.BROKEN).isNotNull())
            .select(
                col(PLACE + ".file"),
                col(PLACE + ".start"),
                col(PLACE + ".line"),
                col(PLACE + ".fault"),
                col(SourceReader.BROKEN));
    Row counts =
        broken.agg(count(lit(1)), count_if(col("fault").equalTo(Fault.QUOTE.name()))).head();
    return new BrokenRows(
        counts.getLong(0),
        counts.getLong(1),
        counts.getLong(0) == 0 ? List.of() : places(new FileLines(spark), broken));
  }

  /** Returns how many there are and where, as the end of a sentence. */
  public String text() {
    String where = String.join(", ", places) + (rows > places.size() ? ", ..." : "");
    String cure =
        openQuotes == 0
            ? ""
            : "; %,d %s inside a quote: set multiLine = true where fields hold ends of lines"
                .formatted(openQuotes, openQuotes == 1 ? "line ends" : "lines end");
    return "%,d %s (%s)%s"
        .formatted(
            rows,
            rows == 1 ? "row does not fit its file" : "rows do not fit their files",
            where,
            cure);
  }

  private static List<String> places(FileLines lines, Dataset<Row> broken) {
    List<Row> first =
        broken.orderBy("file", "start", "line", SourceReader.BROKEN).limit(NAMED).collectAsList();
    List<String> places = new ArrayList<>();
    Set<String> searched = new HashSet<>();
    for (Row row : first) {
      String file = row.getString(0);
      if (!row.isNullAt(2)) {
        places.add(place(file, lines.number(file, row.getLong(1), row.getLong(2))));
      } else if (searched.add(file)) {
        for (OptionalLong number : lines.of(file, texts(broken, file), NAMED)) {
          places.add(place(file, number));
        }
      }
    }
    return places.subList(0, Math.min(NAMED, places.size()));
  }

  private static Set<String> texts(Dataset<Row> broken, String file) {
    return new HashSet<>(
        broken
            .filter(col("file").equalTo(file))
            .select(SourceReader.BROKEN)
            .distinct()
            .orderBy(SourceReader.BROKEN)
            .limit(COMPARED)
            .as(Encoders.STRING())
            .collectAsList());
  }

  private static String place(String file, OptionalLong line) {
    String name = FileLines.name(file);
    return line.isPresent() ? "%s line %,d".formatted(name, line.getAsLong()) : name;
  }
}
