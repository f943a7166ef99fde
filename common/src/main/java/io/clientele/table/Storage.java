package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.schema.Money;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Opens the warehouse. */
public final class Storage {
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Up to as many files, the checksum beside a commit lists them all: years of small dates.
          "spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "1000",
          "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension",
          "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
          // Delta reads its log in 50 tasks by default: seconds of start-up on a small machine.
          "spark.databricks.delta.snapshotPartitions", "2",
          // A write of one date needs no sort by date. At the limit Spark begins to sort, so that
          // it is
          // one more than the file that a task has open.
          "spark.sql.maxConcurrentOutputFileWriters", "2",
          // Spark's default is 96 bits that Parquet gave up: slower, and without statistics.
          "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
          // Away from UTC, Delta checks every commit by reading back the whole state of the table.
          // What that guards against concerns partitions by instant, and ours are by date.
          "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false");

  private Storage() {}

  /** Returns the session settings the stored tables need, to set before the session starts. */
  public static Map<String, String> sessionSettings() {
    Map<String, String> settings = new TreeMap<>(PlainColumns.settings());
    settings.putAll(SETTINGS);
    return settings;
  }

  /**
   * Waits until nobody else writes the warehouse, and keeps others from it until the lock is
   * closed.
   *
   * @param told what is going on, a sentence at a time
   * @throws ClienteleException (exit 5) if somebody else is at work on the same date
   */
  public static WriteLock lock(
      SparkSession spark, WarehouseSettings warehouse, Writing writing, Consumer<String> told) {
    Folders folders = Folders.of(spark, warehouse.path());
    return Writes.to(
        "warehouse.path " + warehouse.path(),
        () -> {
          WriteLock lock = WriteLock.take(folders.turns(), writing, WriteLock.Patience.USUAL, told);
          if (warehouse.format() == WarehouseFormat.PARQUET) {
            folders.heal();
          }
          return lock;
        });
  }

  /**
   * Opens the warehouse in the session, and heals what a killed run left behind; where somebody is
   * at work on it there is nothing to heal.
   */
  public static Tables open(SparkSession spark, WarehouseSettings warehouse, Money money) {
    Folders folders = Folders.of(spark, warehouse.path());
    if (warehouse.format() == WarehouseFormat.PARQUET && !folders.isHealthy()) {
      WriteLock.takeIfFree(folders.turns(), new Writing("healing", List.of()))
          .ifPresent(
              lock -> {
                try (lock) {
                  folders.heal();
                }
              });
    }
    return look(spark, warehouse, money);
  }

  /** Opens the warehouse to look at it as it is: nothing is healed. */
  public static Tables look(SparkSession spark, WarehouseSettings warehouse, Money money) {
    Catalog catalog = new Catalog(spark, warehouse.database());
    Folders folders = Folders.of(spark, warehouse.path());
    return switch (warehouse.format()) {
      case DELTA -> new DeltaTables(spark, folders, money, catalog);
      case PARQUET -> new ParquetTables(spark, folders, money, catalog);
    };
  }

  /**
   * Replaces a text file in one step, and makes its folder where there is none.
   *
   * @param setting what says where the folder is
   * @return where it is, for people: a plain path on the local disk, else a URI
   * @throws ClienteleException (exit 1) where the storage is full or may not be written
   */
  public static String publish(
      SparkSession spark, String folder, String setting, String name, String text) {
    Folders folders = Folders.of(spark, folder);
    SmallFiles files = new SmallFiles(folders.files(), folders.root());
    URI place =
        Writes.to(
            folder,
            setting,
            () -> {
              files.replace(name, text);
              return files.path(name).toUri();
            });
    return "file".equals(place.getScheme()) ? place.getPath() : place.toString();
  }

  /** Returns the dates whose tables are whole and belong together, as readers are told. */
  public static SortedSet<LocalDate> completeDates(
      SparkSession spark, WarehouseSettings warehouse) {
    return Folders.of(spark, warehouse.path()).manifest().states().states().stream()
        .flatMap(state -> state.dates().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
