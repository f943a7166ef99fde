package io.clientele.family;

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
}
