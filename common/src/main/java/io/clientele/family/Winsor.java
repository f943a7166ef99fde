package io.clientele.family;

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

  /** Returns k; of fewer than three values the one in the middle. */
  static long rank(long n) {
    return Math.min(Math.max(LEAST, n / SHARE + 1), (n + 1) / 2);
  }
}
