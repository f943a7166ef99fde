package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.source.UnreadableData;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;

/**
 * Explains what was thrown: the first cause we know decides.
 *
 * <p>Messages of Spark that quote values of rows are not repeated: a value may be personal.
 */
public final class Failures {
  private static final Set<String> MISSING =
      Set.of(
          "PATH_NOT_FOUND",
          "TABLE_OR_VIEW_NOT_FOUND",
          "UNABLE_TO_INFER_SCHEMA",
          "DELTA_TABLE_NOT_FOUND",
          "DELTA_PATH_DOES_NOT_EXIST",
          "DELTA_MISSING_DELTA_TABLE");

  private static final String UNFORESEEN = "Something unexpected went wrong.";
  private static final String OUT_OF_RANGE = "NUMERIC_VALUE_OUT_OF_RANGE";
  private static final String SUMS =
      "; sums of money hold 18 digits: let source.orders.filter leave out amounts beyond belief";
  private static final String NO_SPACE = "No space left on device";

  private Failures() {}

  /**
   * Returns what to tell about anything thrown. A process that was told to end does so with the
   * status of that, whatever the end of its work looks like: cancelled jobs fail in many ways.
   */
  public static Failure explain(Throwable thrown) {
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      return Failure.of(
          ExitCode.TERMINATED,
          "The process was told to end before it was done.",
          "process " + ProcessHandle.current().pid(),
          "start it again; what was complete before is complete still");
    }
    List<Throwable> chain = chain(thrown);
    Optional<Failure> unreadable = UnreadableData.in(thrown).map(Failure::of);
    return Stream.concat(
            chain.stream().map(Failures::known).flatMap(Optional::stream), unreadable.stream())
        .findFirst()
        .orElseGet(() -> unexpected(chain));
  }

  /**
   * Returns what is kept of it in the runs table: the first sentence, or the name of the class
   * where the words are not ours and may quote the shop's data.
   */
  static String sentence(Throwable thrown) {
    String first = explain(thrown).message().lines().findFirst().orElse("");
    return first.equals(UNFORESEEN) ? thrown.getClass().getName() : first;
  }

  private static Optional<Failure> known(Throwable thrown) {
    if (thrown instanceof ClienteleException ours) {
      return Optional.of(Failure.of(ours));
    }
    if (isConflict(thrown)) {
      return Optional.of(
          Failure.of(
              ExitCode.CONFLICT,
              "Another writer changed the same table while this run was writing.",
              thrown.getClass().getSimpleName(),
              "start the run again; run one writer a date at a time"));
    }
    if (thrown instanceof OutOfMemoryError) {
      return Optional.of(
          Failure.of(
              ExitCode.UNEXPECTED,
              "The memory was not enough.",
              "heap of " + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB",
              "give more, such as CLIENTELE_HEAP=4g, or spark-submit --driver-memory 4g"));
    }
    if (String.valueOf(thrown.getMessage()).contains(NO_SPACE)) {
      return Optional.of(
          Failure.of(
              ExitCode.UNEXPECTED,
              "The disk is full.",
              "the warehouse, or Spark's temporary files in spark.local.dir",
              "free some space, or let SPARK_LOCAL_DIRS point to a larger disk"));
    }
    if (thrown instanceof FileNotFoundException || thrown instanceof NoSuchFileException) {
      return Optional.of(missing(firstLine(thrown)));
    }
    return thrown instanceof SparkThrowable spark ? ofSpark(spark) : Optional.empty();
  }

  private static Optional<Failure> ofSpark(SparkThrowable thrown) {
    String condition = String.valueOf(thrown.getCondition());
    String state = String.valueOf(thrown.getSqlState());
    if (MISSING.contains(condition)) {
      return Optional.of(missing(place(thrown.getMessageParameters(), condition)));
    }
    // SQLSTATE class 22 is "data exception": a value did not fit an expression.
    return state.startsWith("22")
        ? Optional.of(
            Failure.of(
                ExitCode.INPUT,
                "A mapped expression failed on a value of the source.",
                fragment(thrown) + condition + ", SQLSTATE " + state,
                "use try_cast, try_divide and the like: what gives null is then counted"
                    + (condition.startsWith(OUT_OF_RANGE) ? SUMS : "")))
        : Optional.empty();
  }

  private static Failure missing(String where) {
    return Failure.of(
        ExitCode.INPUT,
        "Something to read is not there.",
        where,
        "correct the path or the table, or --set source.orders.path=... for one run");
  }

  private static Failure unexpected(List<Throwable> chain) {
    Throwable root = chain.get(chain.size() - 1);
    return new Failure(
        ExitCode.UNEXPECTED,
        UNFORESEEN
            + "\n  what:  "
            + root.getClass().getName()
            + ": "
            + firstLine(root)
            + "\n  mend:  start again with --verbose to see what Spark did");
  }

  /** Delta's classes are known by name: only the storage links to Delta. */
  private static boolean isConflict(Throwable thrown) {
    String name = thrown.getClass().getName();
    String simple = thrown.getClass().getSimpleName();
    return name.startsWith("io.delta.exceptions.")
        && (simple.contains("Concurrent")
            || simple.equals("MetadataChangedException")
            || simple.equals("ProtocolChangedException"));
  }

  private static String fragment(SparkThrowable thrown) {
    QueryContext[] contexts = thrown.getQueryContext();
    return Arrays.stream(contexts)
        .map(QueryContext::fragment)
        .filter(text -> !text.isBlank())
        .map(text -> text + "; ")
        .collect(Collectors.joining());
  }

  private static String place(Map<String, String> parameters, String otherwise) {
    return parameters.entrySet().stream()
        .filter(
            entry ->
                entry
                    .getKey()
                    .toLowerCase(Locale.ROOT)
                    .matches("path|relationname|.*table.*|format"))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst()
        .orElse(otherwise);
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable next = thrown; next != null && !chain.contains(next); next = next.getCause()) {
      chain.add(next);
    }
    return chain;
  }
}
