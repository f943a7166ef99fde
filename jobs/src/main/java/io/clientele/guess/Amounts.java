package io.clientele.guess;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How numbers are written in a column. */
final class Amounts {
  private static final double MOST = 0.9;
  private static final String TYPE = "decimal(18, 4)";
  private static final Pattern PLAIN = Pattern.compile("[-+]?\\d+([.]\\d+)?(E[+-]?\\d+)?");
  private static final Pattern COMMA = Pattern.compile("[-+]?(\\d+|\\d{1,3}([. ]\\d{3})+)(,\\d+)?");
  private static final Pattern POINT =
      Pattern.compile("[-+]?(\\d+|\\d{1,3}([, ]\\d{3})+)([.]\\d+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[-+]?\\d{1,3}([.,]\\d{3})+");

  /** A currency before or behind. */
  private static final Pattern SIGN = Pattern.compile("[\\p{Sc}\\s\\u00a0]|[A-Z]{3}|[a-z]{2}$");

  private Amounts() {}

  /**
   * How a column says how much something is.
   *
   * @param sql an expression that gives a number, with COLUMN for the column
   * @param told how it is written, for people
   */
  record Written(String sql, String told) {}

  /** Returns how numbers are written in a column; empty where it holds none. */
  static Optional<Written> in(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (isMostly(values, PLAIN)) {
      return Optional.of(new Written("try_cast(COLUMN as " + TYPE + ")", "numbers"));
    }
    List<String> bare = values.stream().map(value -> SIGN.matcher(value).replaceAll("")).toList();
    boolean areSigned = !bare.equals(values);
    String column = areSigned ? "regexp_replace(COLUMN, '[^0-9.,-]', '')" : "COLUMN";
    String sign = areSigned ? " with a currency sign" : "";
    boolean isComma = isMostly(bare, COMMA);
    boolean isPoint = isMostly(bare, POINT);
    if (isComma && isPoint && bare.stream().anyMatch(value -> THOUSANDS.matcher(value).matches())) {
      boolean isCommaBetween = bare.stream().anyMatch(value -> value.indexOf(',') >= 0);
      return Optional.of(
          isCommaBetween
              ? point(column, sign + "; a comma is taken to stand between thousands")
              : comma(column, sign + "; a point is taken to stand between thousands"));
    }
    if (isPoint) {
      return Optional.of(point(column, sign));
    }
    return isComma ? Optional.of(comma(column, sign)) : Optional.empty();
  }

  /** Returns whether numbers are whole and small, as pieces are. */
  static boolean arePieces(List<String> values) {
    return isMostly(values, Pattern.compile("[-+]?\\d{1,5}([.,]0+)?"));
  }

  private static Written point(String column, String more) {
    return new Written(
        "try_cast(replace(" + column + ", ',', '') as " + TYPE + ")",
        "numbers with a decimal point" + more);
  }

  private static Written comma(String column, String more) {
    return new Written(
        "try_cast(replace(replace(" + column + ", '.', ''), ',', '.') as " + TYPE + ")",
        "numbers with a decimal comma" + more);
  }

  private static boolean isMostly(List<String> values, Pattern pattern) {
    return values.stream().filter(value -> pattern.matcher(value).matches()).count()
        >= MOST * values.size();
  }
}
