package io.clientele.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.PlainReason;
import io.clientele.settings.Problems;
import io.clientele.settings.SourceSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads a source of the shop's as its logical columns. */
public final class SourceReader {
  /** Name of the boolean column that tells whether the filter keeps a row; never null. */
  public static final String KEPT = "kept";

  /** Name of the struct column that holds the row as it stands in the source. */
  public static final String SOURCE_ROW = "source_row";

  private final SparkSession spark;
  private final InputFiles files;

  /** Reads with a session, whose time zone is the shop's. */
  public SourceReader(SparkSession spark) {
    this.spark = spark;
    this.files = new InputFiles(spark);
  }

  /**
   * Returns every row of the source, lazily: each mapped logical column with its expression's own
   * type, {@link #KEPT} and {@link #SOURCE_ROW}.
   *
   * @throws ClienteleException with exit code 3 where the source is missing or cannot be read, 2
   *     where an expression does not fit its columns
   */
  public Dataset<Row> rows(SourceSettings source) {
    Dataset<Row> raw;
    try {
      raw = raw(source);
    } catch (ClienteleException known) {
      throw known;
    } catch (Exception failure) {
      Problems.raise(List.of(MappingCheck.queryProblem(source, failure)));
      throw failure;
    }
    return mapped(source, raw);
  }

  /** Returns rows of the source's own columns as {@link #rows} would. */
  Dataset<Row> mapped(SourceSettings source, Dataset<Row> raw) {
    try {
      return raw.select(logical(source));
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      Problems.raise(new MappingCheck(source, raw).problems());
      throw failure;
    }
  }

  /**
   * Returns the source's own columns; a query that does not fit its inputs throws as Spark does.
   */
  Dataset<Row> raw(SourceSettings source) {
    List<InputPlace> places = InputPlace.of(source);
    if (source.query().isEmpty()) {
      return input(places.get(0));
    }
    try (QueryViews views = new QueryViews(spark)) {
      places.forEach(place -> views.add(place.name(), input(place)));
      return spark.sql(source.query().get());
    }
  }

  private static Column[] logical(SourceSettings source) {
    List<Column> columns = new ArrayList<>();
    source.columns().forEach((name, sql) -> columns.add(expr(sql).as(name)));
    columns.add(
        source
            .filter()
            .map(filter -> coalesce(expr(filter), lit(false)))
            .orElse(lit(true))
            .as(KEPT));
    columns.add(struct(col("*")).as(SOURCE_ROW));
    return columns.toArray(Column[]::new);
  }

  /** Returns an input's own columns. */
  Dataset<Row> input(InputPlace place) {
    refuseMissing(place);
    try {
      if (place.settings().table().isPresent()) {
        return spark.table(place.settings().table().get());
      }
      DataFrameReader reader =
          spark.read().format(place.settings().format()).options(place.settings().options());
      return reader.load(place.location());
    } catch (Exception failure) {
      ColumnNames.refuseTwins(place, failure);
      throw place
          .failure(
              "cannot be read: " + PlainReason.of(failure),
              "check the name, the format ("
                  + place.settings().format()
                  + "), the options and that the file is whole")
          .causedBy(failure);
    }
  }

  private void refuseMissing(InputPlace place) {
    if (place.settings().path().isEmpty()) {
      return;
    }
    String path = place.settings().path().get();
    try {
      if (!files.exist(path)) {
        throw place.failure("does not exist", "give an existing file, folder or glob");
      }
      if (!place.settings().format().equals("delta") && files.list(path).isEmpty()) {
        throw place.failure("holds no files", "give a folder with data files");
      }
    } catch (IOException | IllegalArgumentException failure) {
      throw place
          .failure(
              "cannot be reached: " + PlainReason.of(failure),
              "check the path, its storage and the rights to read it")
          .causedBy(failure);
    }
  }
}
