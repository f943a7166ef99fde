package io.clientele.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddCDCFile;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What the commits after a version of a Delta table come to. */
final class DeltaCommits {
  private static final String FEED = "delta.enableChangeDataFeed";

  private final Map<Key, AddFile> added = new LinkedHashMap<>();
  private final Map<Key, AddFile> seen = new LinkedHashMap<>();
  private final Set<Key> removed = new LinkedHashSet<>();
  private final Set<String> superseded = new LinkedHashSet<>();
  private boolean isWhole;
  private boolean hasFeed;
  private long changedBytes;

  private DeltaCommits() {}

  /** A file and the rows of it that count: a deletion vector leaves some out. */
  record Key(String path, String deletions) {

    static Key of(AddFile file) {
      return new Key(file.path(), text(file.getDeletionVectorUniqueId()));
    }

    static Key of(RemoveFile file) {
      return new Key(file.path(), text(file.getDeletionVectorUniqueId()));
    }

    private static String text(Option<String> id) {
      return id.isDefined() ? id.get() : "";
    }
  }

  /** Reads the commits after one version up to another. */
  static DeltaCommits of(DeltaLog log, long after, long upTo) {
    DeltaCommits commits = new DeltaCommits();
    commits.hasFeed =
        isFed(log.getSnapshotAt(after, Option.empty(), Option.empty(), false).metadata());
    long expected = after + 1;
    var changes =
        CollectionConverters.asJava(log.getChanges(after + 1, upTo, Option.empty(), false));
    while (changes.hasNext()) {
      Tuple2<Object, Seq<Action>> commit = changes.next();
      if ((long) commit._1() != expected) {
        return commits;
      }
      commits.take(CollectionConverters.asJava(commit._2()));
      expected++;
    }
    commits.isWhole = expected == upTo + 1;
    return commits;
  }

  /** Whether no commit of the range is missing from the log. */
  boolean isWhole() {
    return isWhole;
  }

  /** Whether the change data feed was on all the time. */
  boolean hasFeed() {
    return hasFeed;
  }

  /** Whether files were at most dealt anew. */
  boolean changesNothing() {
    return added.isEmpty() && removed.isEmpty();
  }

  /** The size of all that was added or removed. */
  long changedBytes() {
    return changedBytes;
  }

  /** Files with rows that have come. */
  Collection<AddFile> added() {
    return added.values();
  }

  /** Files with rows that have gone, or that stand elsewhere now. */
  Set<Key> removed() {
    return removed;
  }

  /** Every file that a commit of the range added, by what tells it apart. */
  Map<Key, AddFile> seen() {
    return seen;
  }

  /** Paths of files that some commit of the range took out of the table. */
  Set<String> superseded() {
    return superseded;
  }

  private void take(List<Action> actions) {
    long feed = 0;
    long files = 0;
    for (Action action : actions) {
      if (action instanceof Metadata metadata) {
        hasFeed = hasFeed && isFed(metadata);
      } else if (action instanceof AddCDCFile change) {
        feed += change.size();
      } else if (action instanceof AddFile file) {
        seen.put(Key.of(file), file);
        if (file.dataChange()) {
          added.put(Key.of(file), file);
          files += file.size();
        }
      } else if (action instanceof RemoveFile file) {
        superseded.add(file.path());
        if (file.dataChange()) {
          remove(Key.of(file));
          files += file.size().isDefined() ? (long) file.size().get() : 0;
        }
      }
    }
    changedBytes += hasFeed && feed > 0 ? feed : files;
  }

  private void remove(Key key) {
    if (added.remove(key) == null) {
      removed.add(key);
    }
  }

  private static boolean isFed(Metadata metadata) {
    return CollectionConverters.asJava(metadata.configuration())
        .getOrDefault(FEED, "false")
        .equalsIgnoreCase("true");
  }
}
