package io.clientele.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, each with what ends it: CR, LF or both, and another one after each line if
 * need be; or what the options say.
 */
final class TextLines implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader reader;
  private final String separator;
  private final char[] buffer = new char[BUFFER];
  private int position;
  private int filled;
  private boolean hasStarted;

  /**
   * Reads lines.
   *
   * @param separator what ends a line; empty for CR, LF or both
   */
  TextLines(Reader reader, String separator) {
    this.reader = reader;
    this.separator = separator;
  }

  /** Returns the next line with its end; null after the last. */
  @Nullable String next() {
    StringBuilder line = new StringBuilder();
    int letter = read();
    while (letter >= 0) {
      line.append((char) letter);
      if (separator.isEmpty()) {
        if (letter == '\n') {
          break;
        }
        if (letter == '\r') {
          if (peek() == '\n') {
            line.append((char) read());
          }
          break;
        }
      } else if (endsWithSeparator(line)) {
        break;
      }
      letter = read();
    }
    return line.length() == 0 ? null : line.toString();
  }

  /** Returns a line without its end. */
  String bare(String line) {
    if (!separator.isEmpty()) {
      return line.endsWith(separator)
          ? line.substring(0, line.length() - separator.length())
          : line;
    }
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    return line.substring(0, end);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private boolean endsWithSeparator(StringBuilder line) {
    int start = line.length() - separator.length();
    return start >= 0 && line.indexOf(separator, start) == start;
  }

  private int read() {
    int letter = peek();
    position++;
    return letter;
  }

  private int peek() {
    if (position >= filled) {
      fill();
    }
    return filled <= 0 ? -1 : buffer[position];
  }

  private void fill() {
    try {
      position = 0;
      filled = reader.read(buffer, 0, BUFFER);
      if (!hasStarted && filled > 0 && buffer[0] == BYTE_ORDER_MARK) {
        position = 1;
        hasStarted = true;
        if (filled == 1) {
          fill();
        }
      }
      hasStarted = true;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
