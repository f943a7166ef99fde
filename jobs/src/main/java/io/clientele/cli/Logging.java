package io.clientele.cli;

/**
 * How much is logged to stderr, and how.
 *
 * @param format text for people or JSON for machines
 * @param detail how much
 */
public record Logging(Format format, Detail detail) {

  /** Quiet text. */
  public static final Logging QUIET = new Logging(Format.TEXT, Detail.QUIET);

  /** The shape of a log line. */
  public enum Format {
    /** A line of text. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  /** How much is logged. */
  public enum Detail {
    /** What needs attention. */
    QUIET,
    /** Everything Spark says, and stack traces. */
    VERBOSE
  }
}
