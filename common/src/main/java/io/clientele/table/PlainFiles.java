package io.clientele.table;

import static org.apache.spark.sql.functions.col;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Plain files for others: in a folder a table, one file for the table or for each of its dates. New
 * ones are written out of sight first, and then take their places: each is old or new for its
 * readers, never in part.
 */
public final class PlainFiles {
  private static final String STAGING = ".clientele-export";
  private static final String DATE = "clientele_export_date";
  private static final String INSTANTS = "spark.sql.parquet.outputTimestampType";
  private static final Map<String, TableSchema> TABLES =
      Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
          .collect(Collectors.toMap(TableSchema::name, table -> table));
  private static final Pattern ENDING = Pattern.compile("(_\\d{4}-\\d{2}-\\d{2})?\\.(parquet|csv)");

  private final SparkSession spark;
  private final Folders folders;
  private final PlainFormat format;
  private final ZoneId zone;

  private PlainFiles(SparkSession spark, Folders folders, PlainFormat format, ZoneId zone) {
    this.spark = spark;
    this.folders = folders;
    this.format = format;
    this.zone = zone;
  }

  /**
   * Opens the folder they go to, which need not be there, and tidies up after those who were
   * killed.
   *
   * @param zone what times of day are of, where the format has no instants
   * @throws ClienteleException (exit 2) where the folder holds anything else
   */
  public static PlainFiles in(SparkSession spark, String folder, PlainFormat format, ZoneId zone) {
    PlainFiles files = new PlainFiles(spark, Folders.of(spark, folder), format, zone);
    files.refuseOthers();
    files.discard();
    return files;
  }

  /** Returns the folder, for people. */
  public String location() {
    return folders.root().toString();
  }

  /** Writes a table that is kept whole out of sight, and returns how many rows it has. */
  public long stage(TableSchema table, Dataset<Row> rows) {
    CountedRows counted = CountedRows.of(rows.coalesce(1));
    save(table, counted.rows(), staged(table));
    return counted.written().orElseGet(rows::count);
  }

  /**
   * Writes dates of a table out of sight, and returns how many rows they have. A date without rows
   * gets a file too, so that readers find its columns.
   */
  public long stage(TableSchema table, List<LocalDate> dates, Dataset<Row> rows) {
    Column date = col(PartitionDates.column(table));
    Dataset<Row> wanted = rows.filter(date.isInCollection(dates)).withColumn(DATE, date);
    // One date needs no exchange.
    Dataset<Row> dealt =
        dates.size() == 1 ? wanted.coalesce(1) : wanted.repartition(dates.size(), col(DATE));
    CountedRows counted = CountedRows.of(dealt);
    save(table, counted.rows(), staged(table));
    dates.stream()
        .map(one -> staged(table, one))
        .filter(folder -> folders.list(folder).isEmpty())
        .forEach(folder -> save(table, rows.limit(0).coalesce(1), folder));
    return counted.written().orElseGet(wanted::count);
  }

  /** Puts all that was staged in its place, where it replaces what was there. */
  public void publish() {
    for (FileStatus folder : folders.list(new Path(folders.root(), STAGING))) {
      String table = folder.getPath().getName();
      SmallFiles target = new SmallFiles(folders.files(), new Path(folders.root(), table));
      folders.below(folder.getPath()).stream()
          .map(FileStatus::getPath)
          .filter(file -> file.getName().startsWith("part-"))
          .forEach(file -> writing(() -> adopt(target, file, table)));
    }
    discard();
  }

  private Path adopt(SmallFiles target, Path file, String table) {
    String folder = file.getParent().getName();
    String date = folder.startsWith(DATE) ? "_" + folder.substring(DATE.length() + 1) : "";
    target.adopt(file, table + date + "." + format.extension());
    return file;
  }

  /** Removes what was staged and not published. */
  public void discard() {
    writing(
        () -> {
          folders.delete(new Path(folders.root(), STAGING));
          return STAGING;
        });
  }

  private void save(TableSchema table, Dataset<Row> rows, Path folder) {
    boolean isDated = List.of(rows.columns()).contains(DATE);
    List<Column> columns = new ArrayList<>(columns(table));
    List<Column> order = new ArrayList<>(table.key().stream().map(name -> col(name)).toList());
    if (isDated) {
      columns.add(col(DATE));
      order.add(0, col(DATE));
    }
    DataFrameWriter<Row> writer =
        writer(
            rows.sortWithinPartitions(order.toArray(Column[]::new))
                .select(columns.toArray(Column[]::new)));
    writing(
        () -> {
          (isDated ? writer.partitionBy(DATE) : writer).save(folder.toString());
          return folder;
        });
  }

  private List<Column> columns(TableSchema table) {
    return format == PlainFormat.PARQUET
        ? table.columns().stream().map(column -> col(column.name())).toList()
        : CsvColumns.of(table, format);
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows) {
    // One file, however many rows the session would put into one.
    DataFrameWriter<Row> writer = rows.write().option("maxRecordsPerFile", 0);
    return format == PlainFormat.PARQUET
        ? writer.format("parquet")
        : writer.format("csv").options(CsvColumns.options(zone));
  }

  /** Other tools do not know the instants that Spark writes by default. */
  private void writing(Supplier<?> work) {
    String before = spark.conf().get(INSTANTS);
    spark.conf().set(INSTANTS, "TIMESTAMP_MICROS");
    try {
      Writes.to("folder " + location(), "--out", work);
    } finally {
      spark.conf().set(INSTANTS, before);
    }
  }

  private Path staged(TableSchema table) {
    return new Path(new Path(folders.root(), STAGING), table.name());
  }

  private Path staged(TableSchema table, LocalDate date) {
    return new Path(staged(table), DATE + "=" + date);
  }

  private void refuseOthers() {
    List<String> others = others();
    if (!others.isEmpty()) {
      throw ClienteleException.of(
          ExitCode.USAGE,
          "The folder to export to holds something else: " + others.get(0),
          "--out " + location(),
          "name an empty folder, or one that holds nothing but earlier exports");
    }
  }

  private List<String> others() {
    List<String> others = new ArrayList<>();
    for (FileStatus entry : folders.list(folders.root())) {
      String name = entry.getPath().getName();
      if (!entry.isDirectory() || !TABLES.containsKey(name)) {
        others.add(name);
        continue;
      }
      folders.list(entry.getPath()).stream()
          .filter(file -> file.isDirectory() || !isOfTable(name, file.getPath().getName()))
          .forEach(file -> others.add(name + "/" + file.getPath().getName()));
    }
    return others;
  }

  private static boolean isOfTable(String table, String file) {
    return file.startsWith(table) && ENDING.matcher(file.substring(table.length())).matches();
  }
}
