package io.clientele.source;

import org.apache.spark.sql.catalyst.csv.CSVOptions;

/**
 * Whether a text of CSV ends inside a quoted field, as Spark's parser sees it. The parser takes
 * such a field for ended where the text ends, and does not tell.
 */
final class OpenQuotes {
  private final String delimiter;
  private final char quote;
  private final char escape;
  private final boolean skipsBlanks;

  /** How a text ends. */
  enum End {
    /** Between fields, or after the last. */
    CLOSED,
    /** Inside a quote. */
    OPEN,
    /** After a quote that closes a field of several lines in the middle of other letters. */
    TORN
  }

  OpenQuotes(CSVOptions options) {
    this.delimiter = options.delimiter();
    this.quote = options.quote();
    this.escape = options.escape();
    this.skipsBlanks = options.ignoreLeadingWhiteSpaceInRead();
  }

  /** Returns how the first line of a record ends. */
  End of(String line) {
    return hasQuote(line) ? fields(line, 0) : End.CLOSED;
  }

  /** Returns how a line ends that starts inside a quote. */
  End inside(String line) {
    if (!hasQuote(line)) {
      return End.OPEN;
    }
    int closed = afterQuote(line, 0);
    if (closed < 0) {
      return End.OPEN;
    }
    int next = closed;
    while (next < line.length() && line.charAt(next) <= ' ' && !line.startsWith(delimiter, next)) {
      next++;
    }
    return next < line.length() && !line.startsWith(delimiter, next)
        ? End.TORN
        : fields(line, afterField(line, closed));
  }

  private boolean hasQuote(String line) {
    return quote != '\0' && line.indexOf(quote) >= 0;
  }

  private End fields(String line, int start) {
    int at = start;
    while (at < line.length()) {
      if (skipsBlanks && line.charAt(at) <= ' ' && !line.startsWith(delimiter, at)) {
        at++;
      } else if (line.charAt(at) == quote) {
        int closed = afterQuote(line, at + 1);
        if (closed < 0) {
          return End.OPEN;
        }
        at = afterField(line, closed);
      } else {
        at = afterField(line, at);
      }
    }
    return End.CLOSED;
  }

  /** Returns where a quoted field has ended, or another quote has made it a plain one; else -1. */
  private int afterQuote(String line, int start) {
    int at = start;
    while (at < line.length()) {
      char letter = line.charAt(at);
      char next = at + 1 < line.length() ? line.charAt(at + 1) : '\0';
      if (letter == escape && (next == quote || (escape != quote && next == escape))) {
        at += 2;
      } else if (letter == quote) {
        return at + 1;
      } else {
        at++;
      }
    }
    return -1;
  }

  /** Returns where the next field starts. */
  private int afterField(String line, int start) {
    int found = line.indexOf(delimiter, start);
    return found < 0 ? line.length() : found + delimiter.length();
  }
}
