package io.clientele.failure;

import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/** What people can use of an exception of the platform. */
public final class PlainReason {

  private PlainReason() {}

  /**
   * Returns the first line of an exception's message, without error codes; that of the first cause
   * that Spark knows by name, where wrappers around it say nothing.
   */
  public static String of(Throwable failure) {
    Throwable telling = telling(failure);
    String message = telling.getMessage() == null ? telling.toString() : telling.getMessage();
    return message
        .strip()
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^\\[[A-Z0-9_.]+]\\s*", "")
        .replaceFirst("\\s*SQLSTATE: \\w+.*$", "");
  }

  private static Throwable telling(Throwable failure) {
    Throwable innermost = failure;
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SparkThrowable known && known.getCondition() != null) {
        return cause;
      }
      innermost = cause;
      cause = cause.getCause();
    }
    // What a task threw is told behind pages of stages and tasks.
    return isOfStages(failure) ? innermost : failure;
  }

  private static boolean isOfStages(Throwable failure) {
    return String.valueOf(failure.getMessage()).startsWith("Job aborted due to stage failure");
  }
}
