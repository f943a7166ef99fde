package io.clientele.prediction;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * A model of purchase days: while alive, a customer buys as a Poisson process whose rate a week is
 * gamma distributed over customers (shape r, rate alpha); how a customer is lost is what the models
 * differ in.
 *
 * <p>Formulas: Fader, Hardie and Lee, "Counting your customers the easy way", Marketing Science 24
 * (2005); Batislam, Denizel and Filiztekin, International Journal of Research in Marketing 24
 * (2007).
 */
public sealed interface PurchaseModel
    permits BetaGeometric, ModifiedBetaGeometric, NegativeBinomial {

  /** Returns the shape of the distribution of purchase rates, above 0. */
  double r();

  /** Returns its rate parameter in weeks, above 0. */
  double alpha();

  /** Returns the model's name, as in the configuration. */
  String name();

  /** Returns ln P(a customer with so many repeats has survived every chance to be lost). */
  double logAlive(long repeats);

  /**
   * Returns the logarithm of the odds that the last chance lost a customer who had survived all
   * before it; negative infinity where there was none.
   */
  double logLost(long repeats);

  /** Returns the purchase days expected in the coming weeks of somebody who is alive. */
  double expectedOfTheLiving(PurchaseHistory history, double weeks);

  /** Returns the probability that the customer may still buy. */
  default double pAlive(PurchaseHistory history) {
    double lost = logLost(history.repeats());
    if (lost == Double.NEGATIVE_INFINITY) {
      return 1;
    }
    double since =
        Math.log((alpha() + history.ageWeeks()) / (alpha() + history.lastWeeks()))
            * (r() + history.repeats());
    return 1 / (1 + Math.exp(lost + since));
  }

  /** Returns the probability of at least one purchase in the coming weeks. */
  default double returnProbability(PurchaseHistory history, double weeks) {
    double waited = alpha() + history.ageWeeks();
    double none = (r() + history.repeats()) * Math.log(waited / (waited + weeks));
    return pAlive(history) * -Math.expm1(none);
  }

  /**
   * Returns the least number of days, 1 or more, after which the return probability is below a cut,
   * had there been no purchase until then; empty beyond a million days. The probability falls day
   * by day, so halving finds it.
   */
  default OptionalInt daysUntilBelow(double cut, PurchaseHistory history, double weeks) {
    return daysUntilBelow(cut, history, weeks, days -> days);
  }

  /**
   * Returns the same where time runs by a season.
   *
   * @param ahead operational days of so many coming calendar days; the more, the more
   */
  default OptionalInt daysUntilBelow(
      double cut, PurchaseHistory history, double weeks, IntToDoubleFunction ahead) {
    int most = 1;
    while (returnProbability(history.afterDays(ahead.applyAsDouble(most)), weeks) >= cut) {
      most *= 2;
      if (most > 1_000_000) {
        return OptionalInt.empty();
      }
    }
    int least = most / 2;
    while (most - least > 1) {
      int middle = (least + most) / 2;
      if (returnProbability(history.afterDays(ahead.applyAsDouble(middle)), weeks) >= cut) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return OptionalInt.of(most);
  }

  /** Returns the purchase days expected in the coming weeks. */
  default double expectedPurchases(PurchaseHistory history, double weeks) {
    return pAlive(history) * expectedOfTheLiving(history, weeks);
  }

  /** Returns the log-likelihood of the histories. */
  default double logLikelihood(PurchaseHistories histories) {
    return histories.logLikelihood(this);
  }
}
