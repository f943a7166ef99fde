package io.clientele.prediction;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Gamma-Gamma: what a customer spends on a purchase day varies with shape p around a mean of their
 * own, whose rate is gamma distributed over customers (shape q, rate g).
 *
 * <p>Fader and Hardie, "The Gamma-Gamma model of monetary value" (2013).
 *
 * @param p shape of one purchase day's spend
 * @param q shape over customers
 * @param g rate over customers, in the shop's currency
 */
public record GammaGamma(double p, double q, double g) implements Serializable {

  /**
   * Returns the mean spend expected of a customer's coming purchase days, {@code p (g + x z) / (p x
   * + q - 1)}; empty where it does not exist (no repeat purchase, and q not above 1).
   *
   * @param repeats x, purchase days after the first
   * @param total x z, gross amount of those days
   */
  public OptionalDouble expectedSpend(long repeats, double total) {
    double weight = p * repeats + q - 1;
    return weight > 0 ? OptionalDouble.of(p * (g + total) / weight) : OptionalDouble.empty();
  }

  /** Returns the log-likelihood of the spends. */
  public double logLikelihood(Spends spends) {
    return spends.logLikelihood(this);
  }
}
