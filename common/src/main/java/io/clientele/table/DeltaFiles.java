package io.clientele.table;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the log of a Delta table says; no data file is opened. Where a table has few files, its
 * newest checksum lists them all: they are known without the Spark jobs that put a log together.
 */
record DeltaFiles(SparkSession spark, String location, TableSchema table) {

  /** Returns the newest state of the table; of version -1 where there is none. */
  Snapshot snapshot() {
    return log().update(false, Option.empty(), Option.empty());
  }

  /** Returns the rows of the newest state, which stay those of that state. */
  Dataset<Row> rows() {
    Snapshot state = snapshot();
    Option<Seq<AddFile>> listed = listed(state);
    return listed.isDefined()
        ? log().createDataFrame(state, listed.get(), false, Option.empty())
        : spark.read().format("delta").load(location);
  }

  /** Returns the files of a state. */
  List<AddFile> of(Snapshot state) {
    Option<Seq<AddFile>> listed = listed(state);
    return listed.isDefined()
        ? CollectionConverters.asJava(listed.get())
        : state.version() < 0 ? List.of() : state.allFiles().collectAsList();
  }

  /** Returns the date a file belongs to; empty in a table kept whole. */
  Optional<LocalDate> date(AddFile file) {
    return table
        .partition()
        .map(file.partitionValues()::get)
        .filter(Option::isDefined)
        .flatMap(value -> Optional.ofNullable(value.get()))
        .map(LocalDate::parse);
  }

  /** Returns the files that readers see. */
  List<Inventory.VisibleFile> visible() {
    return of(snapshot()).stream()
        .map(file -> new Inventory.VisibleFile(date(file), file.size()))
        .toList();
  }

  private static Option<Seq<AddFile>> listed(Snapshot state) {
    Option<VersionChecksum> checksum = state.checksumOpt();
    return checksum.isDefined() ? checksum.get().allFiles() : Option.empty();
  }

  private DeltaLog log() {
    return DeltaLog.forTable(spark, location);
  }
}
