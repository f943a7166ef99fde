package io.clientele.table;

import io.clientele.schema.AllTables;
import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The warehouse as Delta tables: every write is one commit of the table's log. */
record DeltaTables(SparkSession spark, Folders folders, Money money, Catalog catalog)
    implements Tables {

  @Override
  public Dataset<Row> read(TableSchema table) {
    if (!exists(table)) {
      return spark.createDataFrame(List.of(), table.structType(money));
    }
    return spark.read().format("delta").load(location(table));
  }

  @Override
  public List<LocalDate> dates(TableSchema table) {
    PartitionDates.column(table);
    // A query would open a file of every date.
    return exists(table) ? new Inventory(Size.NONE, files(table).visible()).dates() : List.of();
  }

  @Override
  public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    String partition = PartitionDates.column(table);
    if (AllTables.dated().contains(table)) {
      folders.manifest().begin(date);
    }
    return overwrite(table, rows, "`%s` = DATE'%s'".formatted(partition, date));
  }

  @Override
  public long replaceAll(TableSchema table, Dataset<Row> rows) {
    return overwrite(table, rows, "true");
  }

  @Override
  public void append(TableSchema table, Dataset<Row> rows) {
    create(table);
    committing(
        table,
        () ->
            table
                .conform(rows, money)
                .write()
                .format("delta")
                .mode("append")
                .save(location(table)));
  }

  @Override
  public void complete(LocalDate date) {
    folders.manifest().complete(date, versions());
  }

  @Override
  public void republish() {
    folders.manifest().republish(versions());
  }

  private SortedMap<String, Long> versions() {
    SortedMap<String, Long> versions = new TreeMap<>();
    AllTables.dated().stream()
        .filter(this::exists)
        .forEach(table -> versions.put(table.name(), newest(table)));
    return versions;
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
    long version = newest(table);
    // A table is made by its first version, and filled by a later one.
    return version == 0 ? "" : "delta " + version;
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

  private long overwrite(TableSchema table, Dataset<Row> rows, String replaced) {
    create(table);
    CountedRows counted = CountedRows.of(table.conform(rows, money));
    committing(
        table,
        () ->
            counted
                .rows()
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", replaced)
                .save(location(table)));
    long written = counted.written().orElseGet(() -> read(table).filter(replaced).count());
    if (written == 0 && newest(table) == 0) {
      // Delta commits nothing then; a table that was written is to be told from one just made.
      String sql = "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('clientele.filled' = 'empty')";
      committing(table, () -> spark.sql(sql.formatted(location(table))));
    }
    return written;
  }

  private boolean exists(TableSchema table) {
    return DeltaTable.isDeltaTable(spark, location(table));
  }

  private void create(TableSchema table) {
    if (exists(table)) {
      StoredSchema.check(table, money, read(table).schema(), location(table));
      catalog.registerDelta(table, location(table));
      return;
    }
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark)
            .location(location(table))
            .comment(table.comment())
            .addColumns(table.structType(money))
            // Statistics of every column cost more than they save here: dates are partitions.
            .property("delta.dataSkippingNumIndexedCols", "2")
            // They would ask readers for a newer protocol than BI tools speak.
            .property("delta.enableDeletionVectors", "false");
    table.partition().ifPresent(builder::partitionedBy);
    committing(table, builder::execute);
    catalog.registerDelta(table, location(table));
  }

  private void committing(TableSchema table, Runnable write) {
    Writes.to(
        "table " + location(table),
        () -> {
          DeltaCommit.of(location(table), write);
          return table;
        });
  }
}
