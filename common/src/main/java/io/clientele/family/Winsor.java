package io.clientele.family;

import java.util.NavigableMap;

/**
 * Limits beyond which a value counts as the limit: the k-th smallest and the k-th largest of n, k =
 * max(2, floor(n / 100) + 1). So nobody's numbers, however large, move what is measured on all.
 *
 * @param lower least value
 * @param upper largest value
 */
record Winsor(double lower, double upper) {
  private static final long SHARE = 100;
  private static final long LEAST = 2;

  /** Returns the value within the limits. */
  long within(long value) {
    return Math.round(within((double) value));
  }

  /** Returns the value within the limits. */
  double within(double value) {
    return Math.max(lower, Math.min(upper, value));
  }

  /**
   * Returns the limits of counted values.
   *
   * @param counts how often each value occurs, at least one
   */
  static Winsor of(NavigableMap<Double, Long> counts) {
    long n = counts.values().stream().mapToLong(Long::longValue).sum();
    long rank = rank(n);
    return new Winsor(at(counts, rank), at(counts.descendingMap(), rank));
  }

  private static double at(NavigableMap<Double, Long> counts, long rank) {
    long passed = 0;
    for (var value : counts.entrySet()) {
      passed += value.getValue();
      if (passed >= rank) {
        return value.getKey();
      }
    }
    throw new IllegalArgumentException("No value of rank " + rank);
  }

  /** Returns k; of fewer than three values the one in the middle. */
  static long rank(long n) {
    return Math.min(Math.max(LEAST, n / SHARE + 1), (n + 1) / 2);
  }
}
