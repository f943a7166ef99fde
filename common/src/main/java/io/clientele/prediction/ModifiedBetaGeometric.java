package io.clientele.prediction;

import java.io.Serializable;
import org.hipparchus.special.Beta;

/**
 * MBG/NBD: as BG/NBD, but a customer may be lost after the very first purchase as well.
 *
 * @param r shape of the purchase rates
 * @param alpha their rate parameter, in weeks
 * @param a first parameter of the probability to be lost
 * @param b second parameter
 */
public record ModifiedBetaGeometric(double r, double alpha, double a, double b)
    implements PurchaseModel, Serializable {
  /** The name in the configuration. */
  public static final String NAME = "mbg-nbd";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double logAlive(long repeats) {
    return Beta.logBeta(a, b + repeats + 1) - Beta.logBeta(a, b);
  }

  @Override
  public double logLost(long repeats) {
    return Math.log(a / (b + repeats));
  }

  @Override
  public double expectedOfTheLiving(PurchaseHistory history, double weeks) {
    return PurchaseSeries.expected(
        r + history.repeats(), a, b + history.repeats() + 1, weeks / (alpha + history.ageWeeks()));
  }
}
