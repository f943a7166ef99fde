package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.failure.PlainReason;
import java.util.Map;
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
    Map<String, String> parameters = known.getMessageParameters();
    String path = parameters.getOrDefault("path", "a source");
    String condition = known.getCondition();
    if (condition.endsWith("TYPE_MISMATCH")) {
      return ClienteleException.of(
          ExitCode.INPUT,
          "A column has another type in one file than in the others: %s is %s there, not %s"
              .formatted(
                  parameters.getOrDefault("column", "it"),
                  parameters.getOrDefault("actualType", "another"),
                  parameters.getOrDefault("expectedType", "as elsewhere")),
          path,
          "give the files of each type as an input of its own, and let source.*.query cast it");
    }
    if (condition.endsWith("FILE_NOT_EXIST")) {
      return ClienteleException.of(
          ExitCode.INPUT,
          "A source file has gone while the source was read.",
          path,
          "start again once nobody replaces the files");
    }
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return ClienteleException.of(
        ExitCode.INPUT,
        "A source file cannot be read: " + PlainReason.of(reason),
        path,
        "check that the file is whole and of the format the configuration says");
  }
}
