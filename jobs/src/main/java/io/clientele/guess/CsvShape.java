package io.clientele.guess;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a CSV file is written, by its first bytes.
 *
 * @param encoding the name of its characters' encoding
 * @param separator what stands between fields
 * @param quoting whether quotes hold fields together
 */
record CsvShape(String encoding, char separator, Quoting quoting) {
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  /** Whether quotes hold fields together. */
  enum Quoting {
    /** Some field stands in quotes. */
    QUOTED,
    /** A quote is a letter like others, such as an inch. */
    PLAIN
  }

  static CsvShape of(byte[] start) {
    String encoding = encoding(start);
    String text = new String(start, Charset.forName(encoding));
    String header = text.lines().findFirst().orElse("");
    char separator = ',';
    int most = 0;
    for (char candidate : SEPARATORS) {
      int count = outsideQuotes(header, candidate);
      if (count > most) {
        most = count;
        separator = candidate;
      }
    }
    boolean isQuoted =
        text.startsWith("\"") || text.contains(separator + "\"") || text.contains("\n\"");
    // Between tabs nobody needs quotes, and inches are many.
    boolean areInches = separator == '\t' && !text.contains("\t\"") && text.indexOf('"') >= 0;
    return new CsvShape(
        encoding, separator, isQuoted && !areInches ? Quoting.QUOTED : Quoting.PLAIN);
  }

  /** Returns the options of Spark's reader; those that say its defaults are left out. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("header", "true");
    if (separator != ',') {
      options.put("sep", String.valueOf(separator));
    }
    if (!encoding.equals("UTF-8")) {
      options.put("encoding", encoding);
    }
    if (quoting == Quoting.QUOTED || encoding.startsWith("UTF-16")) {
      // Spark splits lines by single bytes, where a character has two.
      options.put("multiLine", "true");
    }
    if (quoting == Quoting.QUOTED) {
      options.put("escape", "\"");
    } else if (separator == '\t') {
      options.put("quote", "");
    }
    return options;
  }

  private static int outsideQuotes(String line, char separator) {
    int count = 0;
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      quoted = quoted != (line.charAt(at) == '"');
      if (!quoted && line.charAt(at) == separator) {
        count++;
      }
    }
    return count;
  }

  private static String encoding(byte[] start) {
    boolean isMarked =
        start.length >= 2
            && ((start[0] == (byte) 0xFF && start[1] == (byte) 0xFE)
                || (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF));
    if (isMarked) {
      return "UTF-16";
    }
    if (start.length >= 4 && start[1] == 0 && start[3] == 0) {
      return "UTF-16LE";
    }
    // The last character may be cut.
    for (int less = 0; less < 4; less++) {
      if (isUtf8(start, start.length - less)) {
        return "UTF-8";
      }
    }
    // Of the encodings of single bytes Spark reads this one alone; they hardly differ.
    return "ISO-8859-1";
  }

  private static boolean isUtf8(byte[] start, int length) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(start, 0, Math.max(length, 0)));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }
}
