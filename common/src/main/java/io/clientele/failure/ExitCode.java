package io.clientele.failure;

/** What the process tells its scheduler; the numbers are part of the command line's contract. */
public enum ExitCode {
  /** Everything asked for was done. */
  DONE(0),
  /** A fault of ours or of the platform that nobody foresaw. */
  UNEXPECTED(1),
  /** The command line or the configuration is wrong: a retry cannot help. */
  USAGE(2),
  /** A source is missing or not to contract. */
  INPUT(3),
  /** The data was read and refused by a quality gate. */
  QUALITY(4),
  /** Another writer was faster: worth a retry. */
  CONFLICT(5),
  /** The process was told to end while it was at work. */
  TERMINATED(143);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the process exit status. */
  public int number() {
    return number;
  }
}
