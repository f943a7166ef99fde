package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what the storage lacks where a write fails for that. */
final class Writes {
  private static final List<String> FULL = List.of("no space left on device", "quota exceeded");
  private static final List<String> FORBIDDEN =
      List.of(
          "permission denied",
          "accesscontrolexception",
          "accessdeniedexception",
          "read-only file system",
          "mkdirs failed to create",
          "parent path is not a directory");

  private Writes() {}

  /**
   * Does a write.
   *
   * @throws ClienteleException (exit 1) where the storage is full or may not be written
   */
  static <T> T to(String place, Supplier<T> write) {
    return to(place, "warehouse.path", write);
  }

  /**
   * Does a write.
   *
   * @param setting what says where it goes
   * @throws ClienteleException (exit 1) where the storage is full or may not be written
   */
  static <T> T to(String place, String setting, Supplier<T> write) {
    try {
      return write.get();
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      Optional<ClienteleException> told = told(failure, place, setting);
      if (told.isPresent()) {
        throw told.get().causedBy(failure);
      }
      throw failure;
    }
  }

  private static Optional<ClienteleException> told(
      Exception failure, String place, String setting) {
    String texts = texts(failure);
    // A write reads as well: what a source lacks is told elsewhere.
    if (failure instanceof ClienteleException || texts.contains("failed_read_file")) {
      return Optional.empty();
    }
    if (FULL.stream().anyMatch(texts::contains)) {
      return Optional.of(
          ClienteleException.of(
              ExitCode.UNEXPECTED,
              "The disk is full",
              place + ", or Spark's temporary files in spark.local.dir",
              "free some space, or let SPARK_LOCAL_DIRS point to a larger disk; then start this"
                  + " again"));
    }
    if (FORBIDDEN.stream().anyMatch(texts::contains)) {
      return Optional.of(
          ClienteleException.of(
              ExitCode.UNEXPECTED,
              "The storage refuses to be written",
              place,
              "give the user of this process the right to write there, or correct "
                  + setting
                  + "; then start this again"));
    }
    return Optional.empty();
  }

  private static String texts(Throwable failure) {
    StringBuilder texts = new StringBuilder();
    @Nullable Throwable cause = failure;
    while (cause != null) {
      texts.append(cause).append('\n');
      cause = cause.getCause();
    }
    return texts.toString().toLowerCase(Locale.ROOT);
  }
}
