package io.clientele.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/**
 * Gives work that is told to end (SIGTERM, SIGINT) the time to say so: its Spark jobs are
 * cancelled, which fails it, and Spark is stopped only when it has recorded and told its failure.
 */
final class Termination {
  /** Before Spark's own hook, which would take the session away. */
  private static final int BEFORE_SPARK = 100;

  /** Hadoop gives a hook 30 seconds. */
  private static final int SECONDS = 25;

  private static final String WHY = "because the process was told to end";

  private Termination() {}

  /** Does work and returns its exit status, whether it was told to end or not. */
  static int orderly(IntSupplier work) {
    CountDownLatch ended = new CountDownLatch(1);
    ShutdownHookManager.get().addShutdownHook(() -> end(ended), BEFORE_SPARK);
    try {
      return work.getAsInt();
    } finally {
      ended.countDown();
    }
  }

  private static void end(CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    var session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().sparkContext().cancelJobGroupAndFutureJobs(Sessions.WORK, WHY);
      try {
        ended.await(SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
