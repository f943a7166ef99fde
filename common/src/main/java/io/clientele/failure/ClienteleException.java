package io.clientele.failure;

import org.jspecify.annotations.Nullable;

/**
 * The one exception a user sees: what is wrong, where, and how to mend it.
 *
 * <p>Its message holds no customer data.
 */
public final class ClienteleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private ClienteleException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /**
   * Builds a failure from its three sentences.
   *
   * @param exitCode the kind of failure
   * @param what the problem, one sentence
   * @param where the file, key, table or row class it was found in
   * @param cure what the reader can do about it
   */
  public static ClienteleException of(ExitCode exitCode, String what, String where, String cure) {
    return new ClienteleException(exitCode, message(what, where, cure), null);
  }

  /** Returns the same failure with the exception that led to it. */
  public ClienteleException causedBy(Throwable cause) {
    return new ClienteleException(exitCode, String.valueOf(getMessage()), cause);
  }

  /** Builds a failure whose message is already laid out, such as a list of problems. */
  public static ClienteleException listing(ExitCode exitCode, String message) {
    return new ClienteleException(exitCode, message, null);
  }

  /** Returns the kind of failure, which decides the process exit status. */
  public ExitCode exitCode() {
    return exitCode;
  }

  private static String message(String what, String where, String cure) {
    return what + "\n  where: " + where + "\n  mend:  " + cure;
  }
}
