package io.clientele.table;

import io.clientele.schema.AllTables;
import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The warehouse as plain Parquet folders, one a date: for local disks and HDFS. */
record ParquetTables(SparkSession spark, Folders folders, Money money, Catalog catalog)
    implements Tables {

  @Override
  public Dataset<Row> read(TableSchema table) {
    if (folders.list(path(table)).isEmpty()) {
      return spark.createDataFrame(List.of(), table.structType(money));
    }
    // The partition column comes last from Spark, and without its comment.
    return table.conform(
        spark.read().schema(table.structType(money)).parquet(location(table)), money);
  }

  @Override
  public List<LocalDate> dates(TableSchema table) {
    String prefix = PartitionDates.column(table) + "=";
    return folders.list(path(table)).stream()
        .filter(FileStatus::isDirectory)
        .map(entry -> entry.getPath().getName())
        .filter(name -> name.startsWith(prefix))
        .map(name -> LocalDate.parse(name.substring(prefix.length())))
        .sorted()
        .toList();
  }

  @Override
  public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    String partition = PartitionDates.column(table);
    String folder = table.name() + "/" + partition + "=" + date;
    check(table);
    if (AllTables.dated().contains(table)) {
      folders.manifest().begin(date);
    }
    return replace(table, folder, table.conform(rows, money).drop(partition));
  }

  @Override
  public long rewriteDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    String partition = PartitionDates.column(table);
    String folder = table.name() + "/" + partition + "=" + date;
    return replace(table, folder, table.conform(rows, money).drop(partition));
  }

  @Override
  public Dataset<Row> apart(Dataset<Row> rows, Column isLikelyReplaced) {
    return rows;
  }

  @Override
  public long replaceAll(TableSchema table, Dataset<Row> rows) {
    return replace(table, table.name(), table.conform(rows, money));
  }

  @Override
  public long replaceKeys(
      TableSchema table, List<String> keys, Dataset<Row> gone, Dataset<Row> rows, String version) {
    if (!version(table).equals(version)) {
      throw Conflicts.overtaken(location(table));
    }
    // Afterwards the files that they may be made from are no longer there.
    long coming = rows.count();
    Dataset<Row> stored = read(table);
    Dataset<Row> kept = stored.join(gone, KeyMatch.of(stored, gone, keys), "left_anti");
    replaceAll(table, kept.unionByName(table.conform(rows, money)));
    return coming;
  }

  @Override
  public boolean holds(TableSchema table, String version) {
    return version(table).equals(version);
  }

  @Override
  public void append(TableSchema table, Dataset<Row> rows) {
    check(table);
    // Spark commits the files of an append together, so that a killed one leaves nothing visible.
    Writes.to(
        "table " + location(table),
        () -> {
          table.conform(rows, money).coalesce(1).write().mode("append").parquet(location(table));
          return table;
        });
    register(table);
  }

  @Override
  public void complete(LocalDate date) {
    folders.manifest().complete(date, new TreeMap<>());
  }

  @Override
  public void republish() {
    // Readers look at the folders as they are.
  }

  @Override
  public void republishAlone() {
    republish();
  }

  @Override
  public Set<LocalDate> unfinished() {
    return folders.manifest().states().unfinished();
  }

  @Override
  public String location(TableSchema table) {
    return path(table).toString();
  }

  @Override
  public String version(TableSchema table) {
    return folders.list(path(table)).stream()
        .mapToLong(FileStatus::getModificationTime)
        .max()
        .stream()
        .mapToObj(newest -> "written " + java.time.Instant.ofEpochMilli(newest))
        .findFirst()
        .orElse("");
  }

  @Override
  public Upkeep upkeep(TableSchema table) {
    return new ParquetUpkeep(this, table);
  }

  @Override
  public Optional<String> caution() {
    return folders.renameInOneStep()
        ? Optional.empty()
        : Optional.of(
            ("The warehouse is plain Parquet on %s, where renaming a folder takes many steps: a"
                    + " reader, or a run after a kill, may find a date in part. Only"
                    + " warehouse.format = delta is whole or not at all there.")
                .formatted(folders.root()));
  }

  private long replace(TableSchema table, String folder, Dataset<Row> rows) {
    CountedRows counted = CountedRows.of(rows);
    Writes.to(
        "table " + location(table),
        () -> {
          Path staged = folders.staging(folder);
          counted.rows().write().parquet(staged.toString());
          folders.replace(folder, staged);
          return table;
        });
    register(table);
    return counted
        .written()
        .orElseGet(
            () ->
                spark
                    .read()
                    .schema(rows.schema())
                    .parquet(new Path(folders.root(), folder).toString())
                    .count());
  }

  /** Tells the catalog of the dates that are there by now. */
  void register(TableSchema table) {
    catalog.registerParquet(table, money, location(table));
  }

  /** Dates and appends of one table must agree; a table replaced as a whole may change. */
  private void check(TableSchema table) {
    new ParquetFooter(spark, folders)
        .columns(path(table))
        .ifPresent(stored -> StoredSchema.check(table, money, stored, location(table)));
  }

  private Path path(TableSchema table) {
    return new Path(folders.root(), table.name());
  }
}
