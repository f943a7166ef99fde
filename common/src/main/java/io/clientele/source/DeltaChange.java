package io.clientele.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.util.DeltaFileOperations;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What is new in a Delta table between two versions: by its change data feed where that was on all
 * the time, else by the files that its log adds and removes.
 */
final class DeltaChange {
  private static final String CHANGE = "_change_type";

  private final SparkSession spark;
  private final String location;
  private final DeltaLog log;

  DeltaChange(SparkSession spark, String location) {
    this.spark = spark;
    this.location = location;
    this.log = DeltaLog.forTable(spark, location);
  }

  /** Returns where the table stands. */
  SourcePosition.Input position(String how, String schema) {
    Snapshot newest = newest();
    return new SourcePosition.Input(
        SourcePosition.Kind.DELTA,
        how,
        schema,
        newest.metadata().id(),
        newest.version(),
        List.of());
  }

  /** Returns the table's own columns as of a version. */
  Dataset<Row> at(long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(location);
  }

  SourceChange between(
      SourceHistory.Mapping mapping, SourcePosition.Input then, SourcePosition.Input now) {
    if (!then.table().equals(now.table()) || then.version() > now.version()) {
      return mapping.everything("%s is another table than before");
    }
    DeltaCommits commits = DeltaCommits.of(log, then.version(), now.version());
    if (!commits.isWhole()) {
      return mapping.everything(
          "the log of %s no longer reaches back to version " + then.version());
    }
    if (commits.changesNothing()) {
      return new SourceChange.Nothing();
    }
    Snapshot newest = snapshot(now.version());
    Optional<String> obstacle =
        mapping.worth().obstacle(commits.changedBytes(), newest.sizeInBytes());
    if (obstacle.isPresent()) {
      return mapping.everything(obstacle.get());
    }
    if (!allThere(commits.superseded())) {
      return mapping.everything("old files of %s have been vacuumed");
    }
    return commits.hasFeed()
        ? fed(mapping, then.version(), now.version())
        : filed(mapping, commits, then.version(), newest);
  }

  private SourceChange fed(SourceHistory.Mapping mapping, long then, long now) {
    Dataset<Row> feed =
        spark
            .read()
            .format("delta")
            .option("readChangeFeed", "true")
            .option("startingVersion", then + 1)
            .option("endingVersion", now)
            .load(location);
    boolean onlyAdds =
        feed.filter(functions.not(functions.col(CHANGE).equalTo("insert"))).isEmpty();
    return new SourceChange.Some(
        mapping.of(ofTypes(feed, "insert", "update_postimage")),
        onlyAdds
            ? Optional.empty()
            : Optional.of(mapping.of(ofTypes(feed, "delete", "update_preimage"))),
        mapping.of(at(then)),
        mapping.of(at(now)));
  }

  private static Dataset<Row> ofTypes(Dataset<Row> feed, String... types) {
    return feed.filter(functions.col(CHANGE).isin((Object[]) types))
        .drop(CHANGE, "_commit_version", "_commit_timestamp");
  }

  private SourceChange filed(
      SourceHistory.Mapping mapping, DeltaCommits commits, long then, Snapshot newest) {
    Dataset<Row> added = mapping.of(read(newest, commits.added()));
    Dataset<Row> before = mapping.of(at(then));
    Dataset<Row> after = mapping.of(at(newest.version()));
    if (commits.removed().isEmpty()) {
      return new SourceChange.Some(added, Optional.empty(), before, after);
    }
    List<AddFile> removed = new ArrayList<>();
    Map<DeltaCommits.Key, AddFile> known = new LinkedHashMap<>();
    for (AddFile file : snapshot(then).allFiles().collectAsList()) {
      known.put(DeltaCommits.Key.of(file), file);
    }
    known.putAll(commits.seen());
    for (DeltaCommits.Key key : commits.removed()) {
      AddFile file = known.get(key);
      if (file == null) {
        return mapping.everything("the log of %s names a file that was never added");
      }
      removed.add(file);
    }
    return new SourceChange.Some(
        added, Optional.of(mapping.of(read(newest, removed))), before, after);
  }

  private Dataset<Row> read(Snapshot snapshot, Collection<AddFile> files) {
    return log.createDataFrame(
        snapshot, CollectionConverters.asScala(List.copyOf(files)).toSeq(), false, Option.empty());
  }

  private boolean allThere(Collection<String> paths) {
    try {
      Path root = log.dataPath();
      FileSystem files = root.getFileSystem(spark.sessionState().newHadoopConf());
      for (String path : paths) {
        if (!files.exists(DeltaFileOperations.absolutePath(root.toString(), path))) {
          return false;
        }
      }
      return true;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Snapshot newest() {
    return log.update(false, Option.empty(), Option.empty());
  }

  private Snapshot snapshot(long version) {
    return log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
  }
}
