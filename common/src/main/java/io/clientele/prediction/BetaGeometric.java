package io.clientele.prediction;

import java.io.Serializable;
import org.hipparchus.special.Beta;

/**
 * BG/NBD: after each repeat purchase a customer is lost with a probability that is beta distributed
 * over customers. Somebody without a repeat purchase is alive for certain.
 *
 * @param r shape of the purchase rates
 * @param alpha their rate parameter, in weeks
 * @param a first parameter of the probability to be lost
 * @param b second parameter
 */
public record BetaGeometric(double r, double alpha, double a, double b)
    implements PurchaseModel, Serializable {
  /** The name in the configuration. */
  public static final String NAME = "bg-nbd";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double logAlive(long repeats) {
    return Beta.logBeta(a, b + repeats) - Beta.logBeta(a, b);
  }

  @Override
  public double logLost(long repeats) {
    return repeats == 0 ? Double.NEGATIVE_INFINITY : Math.log(a / (b + repeats - 1));
  }

  @Override
  public double expectedOfTheLiving(PurchaseHistory history, double weeks) {
    return PurchaseSeries.expected(
        r + history.repeats(), a, b + history.repeats(), weeks / (alpha + history.ageWeeks()));
  }
}
