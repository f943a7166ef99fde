package io.clientele.table;

import static org.apache.spark.sql.functions.input_file_name;

import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes of a Delta table, each of which is one commit: it makes the table where there is none,
 * takes off the files that are replaced and adds the new ones. Delta's own overwrite makes the
 * table by a commit of its own, and looks up by Spark jobs which files it replaces; at dozens of
 * small tables a night that is most of the time.
 */
record DeltaWrite(SparkSession spark, String location, TableSchema table, Money money) {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Least and largest values cost more than they save here, as dates are partitions; and
          // the log would keep ids of people who are to be forgotten.
          "delta.dataSkippingNumIndexedCols", "0",
          // They would ask readers for a newer protocol than BI tools speak.
          "delta.enableDeletionVectors", "false");

  private static final String FILE = "file";

  /** Adds rows, and returns how many. */
  long append(Dataset<Row> rows) {
    return commit(rows, SaveMode.Append, Optional.empty());
  }

  /** Puts rows in the place of all that are there, and returns how many come. */
  long replaceAll(Dataset<Row> rows) {
    return commit(rows, SaveMode.Overwrite, Optional.empty());
  }

  /** Puts rows of a date in the place of that date's, and returns how many come. */
  long replaceDate(LocalDate date, Dataset<Row> rows) {
    return commit(rows, SaveMode.Overwrite, Optional.of(date));
  }

  /**
   * Puts rows in the place of those of some keys, and returns how many come. Only files that hold
   * one of the keys are written anew; Delta's own merge would deal all their rows over the cluster
   * again to say which of them go.
   *
   * @param keys columns that name the rows that go; null counts as a value
   * @param gone the keys, each once
   * @param version of the table
   * @throws io.clientele.failure.ClienteleException with exit code 5 where the table is no longer
   *     of that version
   */
  long replaceKeys(List<String> keys, Dataset<Row> gone, Dataset<Row> rows, long version) {
    OptimisticTransaction transaction = transaction();
    if (transaction.readVersion() != version) {
      throw Conflicts.overtaken(location);
    }
    transaction.readWholeTable();
    List<AddFile> touched = touched(transaction, keys, gone);
    long coming = rows.count();
    if (touched.isEmpty() && coming == 0) {
      return 0;
    }
    Dataset<Row> stored = rows(transaction, touched);
    Dataset<Row> kept = stored.join(gone, KeyMatch.of(stored, gone, keys), "left_anti");
    List<Action> actions = new ArrayList<>();
    touched.forEach(file -> actions.add(file.remove()));
    Dataset<Row> all = table.conform(kept, money).unionByName(table.conform(rows, money));
    files(transaction.writeFiles(all)).forEach(actions::add);
    String replaced = KeyMatch.sql("stored", "gone", keys);
    transaction.commit(scala(actions), operation(SaveMode.Overwrite, Optional.of(replaced)));
    return coming;
  }

  /** The files that hold rows of the keys. */
  private List<AddFile> touched(
      OptimisticTransaction transaction, List<String> keys, Dataset<Row> gone) {
    List<AddFile> all = new DeltaFiles(spark, location, table).of(transaction.snapshot());
    List<Column> columns = new ArrayList<>(keys.stream().map(functions::col).toList());
    columns.add(input_file_name().as(FILE));
    Dataset<Row> placed = rows(transaction, all).select(columns.toArray(Column[]::new));
    Set<String> names =
        placed
            .join(gone, KeyMatch.of(placed, gone, keys), "left_semi")
            .select(FILE)
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> name(row.getString(0)))
            .collect(Collectors.toSet());
    List<AddFile> touched = all.stream().filter(file -> names.contains(name(file.path()))).toList();
    // Rows of a file that is not known again would stay beside those that come in their place.
    if (touched.size() != names.size()) {
      throw new IllegalStateException(
          "Spark names files of %s that its log does not: %s".formatted(location, names));
    }
    return touched;
  }

  /** The last part of a path: Delta gives each file one of its own. */
  private static String name(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  private Dataset<Row> rows(OptimisticTransaction transaction, List<AddFile> files) {
    return DeltaLog.forTable(spark, location)
        .createDataFrame(transaction.snapshot(), scala(files), false, Option.empty());
  }

  private OptimisticTransaction transaction() {
    return DeltaLog.forTable(spark, location).startTransaction(Option.empty(), Option.empty());
  }

  private long commit(Dataset<Row> rows, SaveMode mode, Optional<LocalDate> date) {
    OptimisticTransaction transaction = transaction();
    if (transaction.readVersion() < 0) {
      transaction.updateMetadataForNewTable(metadata());
    }
    List<Action> actions = new ArrayList<>();
    if (mode == SaveMode.Overwrite) {
      replaced(transaction, date).forEach(file -> actions.add(file.remove()));
    }
    long written = 0;
    for (FileAction file : files(transaction.writeFiles(table.conform(rows, money)))) {
      actions.add(file);
      written += file instanceof AddFile added ? rowsOf(added) : 0;
    }
    transaction.commit(scala(actions), operation(mode, date.map(this::isOf)));
    return written;
  }

  /** A Spark that collects no statistics leaves the number to the file itself. */
  private long rowsOf(AddFile added) {
    Option<Object> told = added.numPhysicalRecords();
    return told.isDefined()
        ? (long) told.get()
        : ParquetFooter.rows(spark, new Path(location, new Path(URI.create(added.path()))));
  }

  /** A writer that changes the same rows meanwhile is noticed by what is read here. */
  private List<AddFile> replaced(OptimisticTransaction transaction, Optional<LocalDate> date) {
    DeltaFiles files = new DeltaFiles(spark, location, table);
    if (date.isEmpty()) {
      transaction.readWholeTable();
      return files.of(transaction.snapshot());
    }
    transaction.trackReadPredicates(
        scala(List.<Expression>of(new CatalystSqlParser().parseExpression(isOf(date.get())))),
        true,
        true);
    return files.of(transaction.snapshot()).stream()
        .filter(file -> files.date(file).equals(date))
        .toList();
  }

  private String isOf(LocalDate date) {
    return "`%s` = DATE'%s'".formatted(PartitionDates.column(table), date);
  }

  private DeltaOperations.Operation operation(SaveMode mode, Optional<String> replaced) {
    return new DeltaOperations.Write(
        mode,
        Option.apply(partitions()),
        Option.apply(replaced.orElse(null)),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private Metadata metadata() {
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        table.comment(),
        new Format("parquet", properties(Map.of())),
        table.structType(money).json(),
        partitions(),
        properties(PROPERTIES),
        Option.apply(System.currentTimeMillis()));
  }

  private static scala.collection.immutable.Map<String, String> properties(
      Map<String, String> properties) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(properties));
  }

  private Seq<String> partitions() {
    return scala(table.partition().stream().toList());
  }

  private static Iterable<FileAction> files(Seq<FileAction> written) {
    return CollectionConverters.asJava(written);
  }

  private static <T> Seq<T> scala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
