package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.failure.PlainReason;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/** Recognises a source that turned out unreadable only while its rows were read. */
public final class UnreadableData {

  private UnreadableData() {}

  /** Returns the failure to show, exit code 3, if the cause of an exception is a file. */
  public static Optional<ClienteleException> in(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SparkThrowable known
          && known.getCondition() != null
          && known.getCondition().startsWith("FAILED_READ_FILE")) {
        return Optional.of(told(cause, known).causedBy(failure));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static ClienteleException told(Throwable cause, SparkThrowable known) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return ClienteleException.of(
        ExitCode.INPUT,
        "A source file cannot be read: " + PlainReason.of(reason),
        known.getMessageParameters().getOrDefault("path", "a source"),
        "check that the file is whole and of the format the configuration says");
  }
}
