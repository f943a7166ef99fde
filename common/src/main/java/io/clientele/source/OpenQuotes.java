package io.clientele.source;

import org.apache.spark.sql.catalyst.csv.CSVOptions;

/**
 * Whether a record of CSV ends inside a quoted field, as Spark's parser sees it. The parser takes
 * such a field for ended where the record ends, and does not tell.
 */
final class OpenQuotes {
  private final String delimiter;
  private final char quote;
  private final char escape;
  private final boolean skipsBlanks;

  OpenQuotes(CSVOptions options) {
    this.delimiter = options.delimiter();
    this.quote = options.quote();
    this.escape = options.escape();
    this.skipsBlanks = options.ignoreLeadingWhiteSpaceInRead();
  }

  /** Returns whether the last field of a record has a quote that opens and none that closes. */
  boolean isOpen(String record) {
    if (quote == '\0' || record.indexOf(quote) < 0) {
      return false;
    }
    int at = 0;
    while (at < record.length()) {
      if (skipsBlanks && record.charAt(at) <= ' ' && !record.startsWith(delimiter, at)) {
        at++;
      } else if (record.charAt(at) == quote) {
        int closed = afterQuote(record, at + 1);
        if (closed < 0) {
          return true;
        }
        at = afterField(record, closed);
      } else {
        at = afterField(record, at);
      }
    }
    return false;
  }

  /** Returns where a quoted field has ended, or another quote has made it a plain one; else -1. */
  private int afterQuote(String record, int start) {
    int at = start;
    while (at < record.length()) {
      char letter = record.charAt(at);
      char next = at + 1 < record.length() ? record.charAt(at + 1) : '\0';
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
  private int afterField(String record, int start) {
    int found = record.indexOf(delimiter, start);
    return found < 0 ? record.length() : found + delimiter.length();
  }
}
