package io.clientele.family;

import io.clientele.testing.LocalSpark;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Counts what Spark was asked to plan and execute. */
final class CountedExecutions {

  private CountedExecutions() {}

  /** Returns how many SQL executions work starts. */
  static int of(Runnable work) throws TimeoutException {
    SparkContext spark = LocalSpark.session().sparkContext();
    AtomicInteger started = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onOtherEvent(SparkListenerEvent event) {
            if (event instanceof SparkListenerSQLExecutionStart) {
              started.incrementAndGet();
            }
          }
        };
    spark.listenerBus().waitUntilEmpty();
    spark.addSparkListener(listener);
    try {
      work.run();
      spark.listenerBus().waitUntilEmpty();
    } finally {
      spark.removeSparkListener(listener);
    }
    return started.get();
  }
}
