package io.clientele.family;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The standard deviation of whole numbers, from exact sums. */
final class Deviation {

  private Deviation() {}

  /**
   * Returns the population standard deviation: {@code sqrt(n sum(x^2) - (sum x)^2) / n}.
   *
   * @param n how many numbers, at least one
   * @param total their sum
   * @param squares the sum of their squares
   */
  static double population(long n, long total, long squares) {
    BigInteger spread =
        BigInteger.valueOf(n)
            .multiply(BigInteger.valueOf(squares))
            .subtract(BigInteger.valueOf(total).pow(2));
    return Math.sqrt(spread.doubleValue()) / n;
  }

  /**
   * Returns the same of weighed numbers.
   *
   * @param n what they weigh, above 0
   * @param total their weighed sum
   * @param squares the weighed sum of their squares
   */
  static double population(BigDecimal n, BigDecimal total, BigDecimal squares) {
    double spread = n.multiply(squares).subtract(total.pow(2)).doubleValue();
    return Math.sqrt(Math.max(0, spread)) / n.doubleValue();
  }
}
