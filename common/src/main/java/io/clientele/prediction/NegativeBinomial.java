package io.clientele.prediction;

import java.io.Serializable;

/**
 * NBD: nobody is ever lost. The limit of the other two where the probability to be lost is 0.
 *
 * @param r shape of the purchase rates
 * @param alpha their rate parameter, in weeks
 */
public record NegativeBinomial(double r, double alpha) implements PurchaseModel, Serializable {
  /** The name in segment_models. */
  public static final String NAME = "nbd";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double logAlive(long repeats) {
    return 0;
  }

  @Override
  public double logLost(long repeats) {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public double expectedOfTheLiving(PurchaseHistory history, double weeks) {
    return (r + history.repeats()) * weeks / (alpha + history.ageWeeks());
  }
}
