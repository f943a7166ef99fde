package io.clientele.sample;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.sample.SampleReport.Written;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A generated shop of any size: order lines, customers, events, and the truth about the customers.
 *
 * <p>The same settings and time zone make the same rows, whatever the machine. Nothing happens in
 * the shop after its last day.
 */
public final class SampleShop {
  // Marks a folder as ours to write to again.
  private static final String MARK = "_SAMPLE_SHOP";

  private final SampleSettings settings;

  /** Describes the shop to generate. */
  public SampleShop(SampleSettings settings) {
    this.settings = settings;
  }

  /**
   * Writes the shop's tables below its folder, in place of those of an earlier sample shop.
   *
   * @param spark the session; its time zone is the shop's
   * @throws ClienteleException with exit code 2 where the folder holds something else
   */
  public SampleReport write(SparkSession spark) {
    SampleTables shop = new SampleTables(spark, settings);
    Map<String, Dataset<Row>> tables = shop.all();
    clear(spark, tables);
    Map<String, Written> written = new LinkedHashMap<>();
    tables.forEach((name, rows) -> written.put(name, written(rows, path(name))));
    return new SampleReport(written, planted(shop));
  }

  private Written written(Dataset<Row> rows, String path) {
    rows.write().format(settings.format()).save(path);
    long count = rows.sparkSession().read().format(settings.format()).load(path).count();
    return new Written(count, path);
  }

  // The generator is pure: a second look at the rows counts what the first one wrote.
  private Map<String, Long> planted(SampleTables shop) {
    Map<String, Long> planted = new LinkedHashMap<>();
    if (settings.dirt() > 0) {
      for (Row row : shop.dirt().orderBy("dirt").collectAsList()) {
        planted.put(row.getString(0), row.getLong(1));
      }
    }
    return planted;
  }

  private void clear(SparkSession spark, Map<String, Dataset<Row>> tables) {
    Path root = new Path(settings.directory());
    Path mark = new Path(root, MARK);
    try {
      FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
      boolean ours = files.exists(mark);
      for (String name : tables.keySet()) {
        Path table = new Path(path(name));
        if (files.exists(table) && !ours) {
          throw inTheWay(table);
        }
      }
      try (OutputStream out = files.create(mark, true)) {
        out.write((settings + "\n").getBytes(StandardCharsets.UTF_8));
      }
      for (String name : tables.keySet()) {
        files.delete(new Path(path(name)), true);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ClienteleException inTheWay(Path table) {
    return ClienteleException.of(
        ExitCode.USAGE,
        "There is a table in the way that is not of a sample shop.",
        table.toString(),
        "Give another folder, or remove the table yourself if nobody needs it.");
  }

  private String path(String table) {
    return settings.directory() + "/" + table;
  }
}
