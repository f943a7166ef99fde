package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The rows that a quality gate refused, in a file beside the warehouse's tables so that one can
 * look at them: {@code order_id, time, amount, reason}, at most 1,000 rows, for their owner alone.
 * It is the one thing that a refused run writes; the next ingest takes it away.
 */
final class RefusedFile {
  private static final int MOST = 1_000;
  private static final int SHOWN = 3;
  private static final FsPermission OWNER = new FsPermission((short) 0600);
  private static final List<String> COLUMNS =
      List.of("key_order_id", "stated_time", "stated_amount", "row_class");

  private final Path path;
  private final FileSystem files;

  private RefusedFile(Run run) throws IOException {
    this.path = new Path(new Path(run.settings().warehouse().path(), "_refused"), "ingest.csv");
    this.files = path.getFileSystem(run.spark().sparkContext().hadoopConfiguration());
  }

  /** Takes away what an earlier run left, if it did. */
  static void remove(Run run) {
    try {
      RefusedFile file = new RefusedFile(run);
      file.files.delete(file.path.getParent(), true);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Writes the file.
   *
   * @param refused rows of {@code key_order_id, stated_time, stated_amount, row_class}
   * @param broken where rows are that do not fit their files
   */
  static Written write(Run run, Dataset<Row> refused, Optional<String> broken) {
    var byReason =
        Window.partitionBy(col("row_class"))
            .orderBy(
                col("key_order_id").asc_nulls_last(), col("stated_time"), col("stated_amount"));
    List<Row> rows =
        refused
            .withColumn("place", row_number().over(byReason))
            .orderBy("place", "row_class")
            .limit(MOST)
            .selectExpr(COLUMNS.toArray(String[]::new))
            .collectAsList();
    try {
      RefusedFile file = new RefusedFile(run);
      file.write(rows);
      return new Written(file.path.toString(), examples(rows), broken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(List<Row> rows) throws IOException {
    files.mkdirs(path.getParent(), new FsPermission((short) 0700));
    // Made for its owner before it has anything in it.
    FileSystem.create(files, path, OWNER).close();
    CsvWriter csv =
        new CsvWriter(
            new OutputStreamWriter(files.create(path, true), StandardCharsets.UTF_8),
            new CsvWriterSettings());
    csv.writeHeaders("order_id", "time", "amount", "reason");
    rows.forEach(row -> csv.writeRow(row.get(0), row.get(1), row.get(2), row.get(3)));
    csv.close();
    files.setPermission(path, OWNER);
  }

  private static Map<String, Set<String>> examples(List<Row> rows) {
    Map<String, Set<String>> examples = new LinkedHashMap<>();
    for (Row row : rows) {
      boolean isPriced = !row.isNullAt(2) && !row.getString(2).isBlank();
      if (row.isNullAt(1) && !isPriced) {
        continue;
      }
      String time = row.isNullAt(1) ? "no time" : row.getString(1);
      String amount = isPriced ? ", " + row.getString(2) : "";
      Set<String> ofReason =
          examples.computeIfAbsent(row.getString(3), reason -> new LinkedHashSet<>());
      if (ofReason.size() < SHOWN) {
        ofReason.add(time + amount);
      }
    }
    return examples;
  }

  /**
   * What was written.
   *
   * @param place where
   * @param values up to three times and amounts of each reason
   * @param broken where rows are that do not fit their files
   */
  record Written(String place, Map<String, Set<String>> values, Optional<String> broken) {
    /** Returns the examples of a reason as the end of its line. */
    String examples(String reason) {
      return values.getOrDefault(reason, Set.of()).stream()
          .collect(Collectors.joining("; ", " (", ")"))
          .replace(" ()", "");
    }
  }
}
