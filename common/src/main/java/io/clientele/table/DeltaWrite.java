package io.clientele.table;

import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
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

  private long commit(Dataset<Row> rows, SaveMode mode, Optional<LocalDate> date) {
    OptimisticTransaction transaction =
        DeltaLog.forTable(spark, location).startTransaction(Option.empty(), Option.empty());
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
    transaction.commit(scala(actions), operation(mode, date));
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

  private DeltaOperations.Operation operation(SaveMode mode, Optional<LocalDate> date) {
    return new DeltaOperations.Write(
        mode,
        Option.apply(partitions()),
        Option.apply(date.map(this::isOf).orElse(null)),
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
