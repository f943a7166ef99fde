package io.clientele.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The floor under a job of Spark's: reads tables of a warehouse and writes them elsewhere,
 * computing nothing. {@code TableCopy FORMAT WAREHOUSE TARGET SEGMENT_DATE TABLE...}; of a table
 * {@code scan:NAME} every column is read and nothing written; of tables with dates one date is
 * copied.
 */
public final class TableCopy {
  private static final String SCAN = "scan:";

  private TableCopy() {}

  /** Copies the tables. */
  public static void main(String[] arguments) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .config("spark.databricks.delta.properties.defaults.dataSkippingNumIndexedCols", "2")
            .config("spark.sql.warehouse.dir", "file:" + arguments[2])
            .getOrCreate();
    try {
      for (int i = 4; i < arguments.length; i++) {
        copy(spark, arguments, arguments[i]);
      }
    } finally {
      spark.stop();
    }
  }

  private static void copy(SparkSession spark, String[] arguments, String named) {
    String format = arguments[0];
    String table = named.startsWith(SCAN) ? named.substring(SCAN.length()) : named;
    Path folder = Path.of(arguments[1], table);
    Dataset<Row> rows = spark.read().format(format).load(folder.toString());
    if (Files.isDirectory(folder.resolve("segment_date=" + arguments[3]))) {
      rows = rows.filter("segment_date = DATE'" + arguments[3] + "'");
    }
    if (named.startsWith(SCAN)) {
      rows.write().format("noop").mode("overwrite").save();
    } else {
      rows.write().format(format).save(arguments[2] + "/" + table);
    }
  }
}
