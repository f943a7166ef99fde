package io.clientele.prediction;

/**
 * The purchases expected of somebody alive who may be lost after each: what the literature writes
 * with the Gaussian hypergeometric function as
 *
 * <pre>(c / (a - 1)) [1 - (1 - z)^s 2F1(s, k; c; z)],  c = a + k - 1,  z = w / (1 + w)</pre>
 *
 * <p>That form loses its digits where a is near 1 and has poles where c is 0 or a negative whole
 * number. The same number is E[h(N)], with N negative binomial (shape s, odds w): the purchases
 * there would be if nobody were lost, and h(n) = sum over j below n of (k)_j / (a + k)_j: those of
 * n that still happen, as each is preceded by j chances to be lost. All terms are positive, so
 * there is no cancellation for any a above 0, 1 included.
 */
final class PurchaseSeries {
  private static final double PRECISION = 1e-16;
  private static final double LEAST_LOG = -600;
  private static final double MOST_ODDS = 1e6;
  private static final double LARGE = 1e200;

  private PurchaseSeries() {}

  /**
   * Returns the expected purchases; takes about {@code 36 (1 + odds) + shape odds} terms.
   *
   * @param shape s = r + x, above 0
   * @param lost a: first parameter of the probability to be lost, above 0
   * @param kept k: second parameter given all that was survived, above 0
   * @param odds w = weeks ahead / (alpha + weeks of age), 0 to a million
   */
  static double expected(double shape, double lost, double kept, double odds) {
    boolean isInside = shape > 0 && lost > 0 && kept > 0 && odds >= 0 && odds <= MOST_ODDS;
    if (!isInside) {
      throw new IllegalArgumentException(
          "No series for shape %s, lost %s, kept %s, odds %s".formatted(shape, lost, kept, odds));
    }
    double z = odds / (1 + odds);
    double logStart = -shape * Math.log1p(odds);
    // Where P(N = 0) is too small for a number, it is 1 here and its logarithm kept aside.
    double scale = Math.max(logStart, LEAST_LOG);
    double aside = logStart - scale;
    double probability = Math.exp(scale);
    double survival = 1;
    double happening = 0;
    double sum = 0;
    for (int n = 0; ; n++) {
      double ratio = z * (shape + n) / (n + 1);
      probability *= ratio;
      happening += survival;
      survival *= (kept + n) / (lost + kept + n);
      sum += probability * happening;
      if (probability > LARGE) {
        probability /= LARGE;
        sum /= LARGE;
        aside += Math.log(LARGE);
      }
      // h(n + 1) / h(n) is at most (n + 2) / (n + 1): the rest is below a geometric series.
      double next = z * (shape + n + 1) / (n + 1);
      if (next < 1 && probability * happening * next <= PRECISION * sum * (1 - next)) {
        return sum * Math.exp(aside);
      }
    }
  }
}
