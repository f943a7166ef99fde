package io.clientele.prediction;

import io.clientele.prediction.MaximumLikelihood.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** Fits the models of purchases. */
public final class PurchaseFits {
  /** Share of customers lost at a chance below which the histories do not tell it from none. */
  public static final double LEAST_LOSS = 0.001;

  private static final MaximumLikelihood RATES =
      new MaximumLikelihood(List.of(new Range("r", 1e-4, 1e4), new Range("alpha", 1e-2, 1e6)));
  private static final MaximumLikelihood RATES_AND_LOSSES =
      new MaximumLikelihood(
          List.of(
              new Range("r", 1e-4, 1e4),
              new Range("alpha", 1e-2, 1e6),
              new Range("a", 1e-5, 1e4),
              new Range("b", 1e-4, 1e5)));

  private PurchaseFits() {}

  /** Fits BG/NBD. */
  public static Fit<BetaGeometric> betaGeometric(PurchaseHistories histories) {
    return RATES_AND_LOSSES.search(
        starts(histories),
        at -> new BetaGeometric(at[0], at[1], at[2], at[3]),
        likelihood(histories.part(), BetaGeometric::logLikelihood),
        likelihood(histories, BetaGeometric::logLikelihood));
  }

  /** Fits MBG/NBD. */
  public static Fit<ModifiedBetaGeometric> modifiedBetaGeometric(PurchaseHistories histories) {
    return RATES_AND_LOSSES.search(
        starts(histories),
        at -> new ModifiedBetaGeometric(at[0], at[1], at[2], at[3]),
        likelihood(histories.part(), ModifiedBetaGeometric::logLikelihood),
        likelihood(histories, ModifiedBetaGeometric::logLikelihood));
  }

  /** Fits NBD. */
  public static Fit<NegativeBinomial> negativeBinomial(PurchaseHistories histories) {
    List<double[]> starts = new ArrayList<>();
    for (double r : new double[] {0.2, 1, 5}) {
      starts.add(new double[] {r, r / pace(histories)});
    }
    return RATES.search(
        starts,
        at -> new NegativeBinomial(at[0], at[1]),
        likelihood(histories.part(), NegativeBinomial::logLikelihood),
        likelihood(histories, NegativeBinomial::logLikelihood));
  }

  /** Fits Gamma-Gamma to spends above 0. */
  public static Fit<GammaGamma> gammaGamma(Spends spends) {
    double unit = spends.mean();
    MaximumLikelihood search =
        new MaximumLikelihood(
            List.of(
                new Range("p", 1e-3, 1e4),
                new Range("q", 1e-3, 1e4),
                new Range("g", unit * 1e-6, unit * 1e6)));
    List<double[]> starts = new ArrayList<>();
    for (double p : new double[] {1, 5, 20}) {
      for (double q : new double[] {2, 6}) {
        // The mean over customers is p g / (q - 1).
        starts.add(new double[] {p, q, unit * (q - 1) / p});
      }
    }
    return search.search(
        starts,
        at -> new GammaGamma(at[0], at[1], at[2]),
        likelihood(spends.part(), GammaGamma::logLikelihood),
        likelihood(spends, GammaGamma::logLikelihood));
  }

  private static <M, C> ToDoubleFunction<M> likelihood(
      C customers, ToDoubleBiFunction<M, C> ofModel) {
    return model -> ofModel.applyAsDouble(model, customers);
  }

  private static List<double[]> starts(PurchaseHistories histories) {
    List<double[]> starts = new ArrayList<>();
    for (double r : new double[] {0.2, 1, 5}) {
      for (double lost : new double[] {0.02, 0.3}) {
        for (double certainty : new double[] {1, 5}) {
          // Those lost early make the pace of the others faster than the mean shows.
          double alpha = r / (pace(histories) * (1 + 3 * lost));
          starts.add(new double[] {r, alpha, certainty * lost, certainty * (1 - lost)});
        }
      }
    }
    return starts;
  }

  private static double pace(PurchaseHistories histories) {
    return Math.max(1e-6, histories.repeatsPerWeek());
  }
}
