package io.clientele.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/** What the log of a Delta table says; no data file is opened. */
record DeltaFiles(SparkSession spark, String location, TableSchema table) {

  /** Returns the newest state of the table. */
  Snapshot snapshot() {
    return DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
  }

  /** Returns the files that readers see. */
  List<Inventory.VisibleFile> visible() {
    Column date =
        table
            .partition()
            .map(name -> element_at(col("partitionValues"), lit(name)))
            .orElseGet(() -> lit(null).cast("string"));
    return snapshot().allFiles().select(date, col("size")).collectAsList().stream()
        .map(
            row ->
                new Inventory.VisibleFile(
                    Optional.ofNullable(row.getString(0)).map(LocalDate::parse), row.getLong(1)))
        .toList();
  }
}
