package io.clientele.notebook;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How values look, by what their column is called and what they are. */
final class Values {
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
  private static final Pattern SHARE =
      Pattern.compile("(.*_|^)(share|rate|retention|probability|growth)(_.*|$)");

  private Values() {}

  /** Returns whether a column holds shares of one, to be shown in percent. */
  static boolean isShare(String column) {
    return SHARE.matcher(column.replace(' ', '_')).matches();
  }

  /** Returns the value as people write it; a dash for nothing. */
  static String text(String column, @Nullable Object value) {
    if (value == null) {
      return "–";
    }
    if (!(value instanceof Number number)) {
      return value.toString();
    }
    if (isShare(column)) {
      return format("0.0%", number.doubleValue());
    }
    if (number instanceof BigDecimal || number instanceof Long || number instanceof Integer) {
      return format("#,##0", number.doubleValue());
    }
    return format(
        Math.abs(number.doubleValue()) < 100 ? "#,##0.##" : "#,##0", number.doubleValue());
  }

  /** Returns the column's name as a heading. */
  static String heading(String column) {
    return column.replace('_', ' ');
  }

  /** Returns the pattern of the axis of a column. */
  static DecimalFormat axis(String column) {
    return new DecimalFormat(isShare(column) ? "0%" : "#,##0.##", SYMBOLS);
  }

  /** Returns the pattern of numbers that stand in a chart. */
  static DecimalFormat label(String column) {
    return new DecimalFormat(isShare(column) ? "0.0%" : "#,##0", SYMBOLS);
  }

  private static String format(String pattern, double value) {
    return new DecimalFormat(pattern, SYMBOLS).format(value);
  }
}
