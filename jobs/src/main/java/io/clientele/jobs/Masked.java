package io.clientele.jobs;

import io.clientele.settings.LogicalColumn.Kind;
import java.util.regex.Pattern;

/** Values of a source as they may be shown: nothing of them says who somebody is. */
public final class Masked {
  private static final int LONGEST = 24;
  private static final int LONGEST_WORD = 9;
  private static final int LONGEST_FLAG = 5;
  private static final int TAIL = 4;
  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

  /** A phone number with its country. */
  private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ()/.-]{7,}");

  private static final Pattern LONG_WORD =
      Pattern.compile("\\p{L}{" + (LONGEST_WORD + 1) + ",}|\\p{L}+\\s+\\p{L}+");

  private Masked() {}

  /** Returns a value of a column: amounts, times and flags as they are, of others the shape. */
  public static String of(String value, Kind kind) {
    boolean isShown =
        switch (kind) {
          case NUMBER, TIME -> looksLikeFigure(value);
          case FLAG -> value.length() <= LONGEST_FLAG && value.indexOf('@') < 0;
          case TEXT -> false;
        };
    return isShown ? cut(value) : shape(value);
  }

  /** Returns what a value looks like: a for a letter, 9 for a digit, all else as it is. */
  public static String shape(String value) {
    String letters = LETTER.matcher(cut(value)).replaceAll("a");
    return DIGIT.matcher(letters).replaceAll("9");
  }

  /** Returns the end of an id, enough to look it up. */
  public static String tail(String id) {
    boolean isNumber = id.codePoints().noneMatch(letter -> letter == '@' || letter == ' ');
    if (!isNumber) {
      return shape(id);
    }
    return id.length() <= TAIL ? id : ".." + id.substring(id.length() - TAIL);
  }

  /** Returns a word of the shop's, such as a status; the shape of what is none. */
  public static String word(String value) {
    boolean isWord =
        value.length() <= LONGEST && value.indexOf('@') < 0 && !PHONE.matcher(value).matches();
    return isWord ? value.replaceAll("\\s+", " ") : shape(value);
  }

  private static boolean looksLikeFigure(String value) {
    return value.length() <= 2 * LONGEST
        && value.indexOf('@') < 0
        && (value.isBlank() || DIGIT.matcher(value).find())
        && !LONG_WORD.matcher(value).find()
        && !PHONE.matcher(value.strip()).matches();
  }

  private static String cut(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 2)) + "..";
  }
}
