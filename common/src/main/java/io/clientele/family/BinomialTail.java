package io.clientele.family;

/**
 * The upper tail of the binomial distribution: how many of n it takes for "so many or more" to be
 * unlikely when each happens with probability p.
 */
final class BinomialTail {

  private BinomialTail() {}

  /**
   * Returns for each n from 1 to {@code upTo} the least k with {@code P(X >= k | n, p) <= chance},
   * n + 1 where no number is unlikely; at index n - 1.
   *
   * <p>Adds one trial at a time, {@code P(n+1, k) = (1-p) P(n, k) + p P(n, k-1)}: sums of positive
   * numbers, so nothing cancels.
   */
  static int[] least(double p, double chance, int upTo) {
    int[] least = new int[upTo];
    double[] mass = new double[upTo + 1];
    mass[0] = 1;
    for (int n = 1; n <= upTo; n++) {
      for (int k = n; k > 0; k--) {
        mass[k] = (1 - p) * mass[k] + p * mass[k - 1];
      }
      mass[0] *= 1 - p;
      int k = n + 1;
      double tail = 0;
      while (k > 0 && tail + mass[k - 1] <= chance) {
        tail += mass[k - 1];
        k--;
      }
      least[n - 1] = k;
    }
    return least;
  }

  /**
   * Returns how many sqrt(n) the least counts lie above n p, as the mean over the upper half of a
   * table: beyond it the least k is {@code ceil(n p + 1/2 + z sqrt(n))}, the normal approximation.
   */
  static double steps(double p, int[] least) {
    double sum = 0;
    int from = least.length / 2 + 1;
    for (int n = from; n <= least.length; n++) {
      // A half for the step of a whole number, and a half that rounding up adds on average.
      sum += (least[n - 1] - 1 - n * p) / Math.sqrt(n);
    }
    return sum / (least.length - from + 1);
  }
}
