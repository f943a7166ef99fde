package io.clientele.jobs;

import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.util.ShutdownHookManager;

/** A process of its own that waits for its end, and says what is told of a failure by then. */
final class ToldToEnd {

  private ToldToEnd() {}

  /** Waits for ever. */
  public static void main(String[] arguments) throws InterruptedException {
    IllegalStateException stopped = new IllegalStateException("Cannot call methods on this.");
    ShutdownHookManager.get()
        .addShutdownHook(
            () -> {
              Failure failure = Failures.explain(stopped);
              System.out.println(failure.exitCode() + " " + failure.message());
              System.out.println(Failures.sentence(stopped));
            },
            100);
    System.out.println(Failures.explain(stopped).exitCode());
    new CountDownLatch(1).await();
  }
}
