package io.clientele.table;

import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What commits did to the rows of a Delta table. */
final class DeltaHistory {

  private DeltaHistory() {}

  /** Returns whether every commit after a version only dealt the same rows over other files. */
  static boolean onlyDealsAnew(DeltaLog log, long after, long upTo) {
    long expected = after + 1;
    var commits =
        CollectionConverters.asJava(log.getChanges(after + 1, upTo, Option.empty(), false));
    while (commits.hasNext()) {
      Tuple2<Object, Seq<Action>> commit = commits.next();
      if ((long) commit._1() != expected
          || CollectionConverters.asJava(commit._2()).stream()
              .anyMatch(DeltaHistory::changesRows)) {
        return false;
      }
      expected++;
    }
    return expected == upTo + 1;
  }

  private static boolean changesRows(Action action) {
    return (action instanceof AddFile added && added.dataChange())
        || (action instanceof RemoveFile removed && removed.dataChange());
  }
}
