package io.clientele.insight;

import static org.apache.spark.sql.functions.round;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Sums of floating-point numbers that no order of rows and no number of cores changes. */
final class Exact {
  private static final int DIGITS = 6;
  private static final String HELD = "decimal(28,6)";

  private Exact() {}

  /** Returns the sum of the numbers, each rounded half up to a millionth; null of nothing. */
  static Column sum(Column number) {
    return functions.sum(round(number, DIGITS).try_cast(HELD)).cast("double");
  }
}
