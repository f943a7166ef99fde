package io.clientele.prediction;

/**
 * The logarithm of a long product, as the sum of few logarithms: most of what a likelihood over
 * millions of customers costs is one logarithm for each.
 */
final class LogOfProduct {
  /** A factor more, between 1e-100 and 1e100, is still a number. */
  private static final double LARGE = 1e200;

  private static final double SMALL = 1e-200;

  private double sum;
  private double product = 1;

  /** Takes a factor in. */
  void times(double factor) {
    product *= factor;
    if (product > LARGE || product < SMALL) {
      sum += Math.log(product);
      product = 1;
    }
  }

  /** Takes the power of a factor in. */
  void times(double factor, long exponent) {
    if (exponent == 1) {
      times(factor);
    } else {
      sum += exponent * Math.log(factor);
    }
  }

  /** Returns the logarithm of all that was taken in. */
  double value() {
    return sum + Math.log(product);
  }
}
