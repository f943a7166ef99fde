package io.clientele.family;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One customer on one date, to be explained: features and labels, as the tables hold them.
 *
 * @param row one row
 * @param values the same, read
 */
public record Person(Dataset<Row> row, Row values) {
  private static final int DIGITS = 4;

  /**
   * Reads a customer.
   *
   * @param row exactly one row with the columns of customer_features and customer_segments
   */
  public static Person of(Dataset<Row> row) {
    return new Person(row, row.head());
  }

  /** Returns whether a value is there. */
  boolean has(String column) {
    return value(column) != null;
  }

  /** Returns whether a flag is true. */
  boolean is(String column) {
    return Boolean.TRUE.equals(value(column));
  }

  /** Returns a value for people: numbers with at most four decimals, unknown where it is null. */
  String text(String column) {
    Object value = value(column);
    if (value == null) {
      return "unknown";
    }
    return value instanceof Number ? number(real(column)) : value.toString();
  }

  /** Returns a number of things: "1 day", "2 days". */
  String many(String column, String thing) {
    return text(column) + " " + thing + (real(column) == 1 ? "" : "s");
  }

  /** Returns a number; NaN where it is null. */
  double real(String column) {
    Object value = value(column);
    return value == null ? Double.NaN : Double.parseDouble(value.toString());
  }

  /** Returns a number as people write it, with at most four decimals. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "unknown";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private @Nullable Object value(String column) {
    return Arrays.asList(values.schema().fieldNames()).contains(column)
        ? values.get(values.fieldIndex(column))
        : null;
  }
}
