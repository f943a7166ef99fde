package io.clientele.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.clientele.schema.AllTables;
import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/** The warehouse as Delta tables: every write is one commit of the table's log. */
record DeltaTables(SparkSession spark, Folders folders, Money money, Catalog catalog)
    implements Tables {
  /** Of fewer bytes, as Spark estimates rows, all files are written anew soon enough. */
  private static final BigInteger FEW_BYTES = BigInteger.valueOf(64L << 20);

  @Override
  public Dataset<Row> read(TableSchema table) {
    if (!exists(table)) {
      return spark.createDataFrame(List.of(), table.structType(money));
    }
    return files(table).rows();
  }

  @Override
  public List<LocalDate> dates(TableSchema table) {
    PartitionDates.require(table);
    // A query would open a file of every date.
    return exists(table) ? new Inventory(Size.NONE, files(table).visible()).dates() : List.of();
  }

  @Override
  public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    PartitionDates.require(table);
    if (AllTables.dated().contains(table)) {
      folders.manifest().begin(date);
    }
    return writing(table, () -> write(table).replaceDate(date, rows));
  }

  @Override
  public long rewriteDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    PartitionDates.require(table);
    return writing(table, () -> write(table).replaceDate(date, rows));
  }

  /** Each half has tasks of its own, and a task a file: rows kept at hand are read twice. */
  @Override
  public Dataset<Row> apart(Dataset<Row> rows, Column isLikelyReplaced) {
    BigInteger bytes = rows.queryExecution().optimizedPlan().stats().sizeInBytes().bigInteger();
    if (bytes.compareTo(FEW_BYTES) < 0) {
      return rows;
    }
    Column isFirst = coalesce(isLikelyReplaced, lit(false));
    return rows.filter(isFirst).union(rows.filter(not(isFirst)));
  }

  @Override
  public long replaceAll(TableSchema table, Dataset<Row> rows) {
    return writing(table, () -> write(table).replaceAll(rows));
  }

  @Override
  public long replaceKeys(
      TableSchema table, List<String> keys, Dataset<Row> gone, Dataset<Row> rows, String version) {
    if (!version(table).equals(version)) {
      throw Conflicts.overtaken(location(table));
    }
    // A replacement would read the whole table to find nothing that goes.
    long came = gone.isEmpty() ? added(table, rows) : replaced(table, keys, gone, rows, version);
    // A change of nothing may be no commit at all.
    if (number(version(table)) > number(version) + 1) {
      throw Conflicts.overtaken(location(table));
    }
    return came;
  }

  private long added(TableSchema table, Dataset<Row> rows) {
    return rows.isEmpty() ? 0 : writing(table, () -> write(table).append(rows));
  }

  private long replaced(
      TableSchema table, List<String> keys, Dataset<Row> gone, Dataset<Row> rows, String version) {
    return writing(table, () -> write(table).replaceKeys(keys, gone, rows, number(version)));
  }

  @Override
  public boolean holds(TableSchema table, String version) {
    String current = version(table);
    if (current.isEmpty() || version.isEmpty() || number(current) < number(version)) {
      return current.equals(version);
    }
    return DeltaHistory.onlyDealsAnew(
        DeltaLog.forTable(spark, location(table)), number(version), number(current));
  }

  private static long number(String version) {
    return Long.parseLong(version.substring(version.indexOf(' ') + 1));
  }

  @Override
  public void append(TableSchema table, Dataset<Row> rows) {
    writing(table, () -> write(table).append(rows));
  }

  @Override
  public void complete(LocalDate date) {
    folders.manifest().complete(date, versions());
  }

  @Override
  public void republish() {
    folders.manifest().republish(versions());
  }

  @Override
  public void republishAlone() {
    folders.manifest().republishAlone(versions());
  }

  private SortedMap<String, Long> versions() {
    SortedMap<String, Long> versions = new TreeMap<>();
    AllTables.dated().stream()
        .filter(this::exists)
        .forEach(table -> versions.put(table.name(), newest(table)));
    return versions;
  }

  @Override
  public Set<LocalDate> unfinished() {
    return folders.manifest().states().unfinished();
  }

  @Override
  public String location(TableSchema table) {
    // Delta does not create tables at relative paths: the root is a whole one.
    return folders.root() + "/" + table.name();
  }

  @Override
  public String version(TableSchema table) {
    if (!exists(table)) {
      return "";
    }
    return "delta " + newest(table);
  }

  private long newest(TableSchema table) {
    // The history would tell too, by a Spark job.
    return files(table).snapshot().version();
  }

  private DeltaFiles files(TableSchema table) {
    return new DeltaFiles(spark, location(table), table);
  }

  @Override
  public Upkeep upkeep(TableSchema table) {
    return new DeltaUpkeep(spark, folders, table);
  }

  private boolean exists(TableSchema table) {
    return newest(table) >= 0;
  }

  private DeltaWrite write(TableSchema table) {
    return new DeltaWrite(spark, location(table), table, money);
  }

  private <T> T writing(TableSchema table, Supplier<T> write) {
    String location = location(table);
    Snapshot stored = files(table).snapshot();
    if (stored.version() >= 0) {
      StoredSchema.check(table, money, stored.schema(), location);
    }
    T written = Writes.to("table " + location, () -> DeltaCommit.of(location, write));
    catalog.registerDelta(table, location);
    return written;
  }
}
