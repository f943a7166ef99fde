package io.clientele.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.special.Gamma;

/** Spends of many customers, in an order of their own. */
public final class Spends {
  private static final Comparator<Spend> ORDER =
      Comparator.comparingLong(Spend::repeats).thenComparingDouble(Spend::mean);

  /** So many tell where to look to a few thousandths. */
  private static final int LARGEST_PART = 50_000;

  private final long[] repeats;
  private final int[] starts;
  private final double[] means;
  private final double[] logSums;

  private Spends(List<Spend> sorted) {
    means = sorted.stream().mapToDouble(Spend::mean).toArray();
    repeats = sorted.stream().mapToLong(Spend::repeats).distinct().toArray();
    starts = new int[repeats.length + 1];
    logSums = new double[repeats.length];
    int block = 0;
    for (int i = 0; i < means.length; i++) {
      if (sorted.get(i).repeats() != repeats[block]) {
        block++;
        starts[block] = i;
      }
      logSums[block] += Math.log(means[i]);
    }
    starts[repeats.length] = means.length;
  }

  /** Returns the spends, sorted. */
  public static Spends of(List<Spend> spends) {
    return new Spends(spends.stream().sorted(ORDER).toList());
  }

  /** Returns every so manieth spend where there are many, else all of them. */
  Spends part() {
    int step = 1 + (means.length - 1) / LARGEST_PART;
    if (step == 1) {
      return this;
    }
    List<Spend> some = new ArrayList<>();
    int block = 0;
    for (int i = step / 2; i < means.length; i += step) {
      while (i >= starts[block + 1]) {
        block++;
      }
      some.add(new Spend(repeats[block], means[i]));
    }
    return new Spends(some);
  }

  /** Returns how many customers there are. */
  public int customers() {
    return means.length;
  }

  /** Returns the mean over customers. */
  double mean() {
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    return sum / Math.max(1, means.length);
  }

  /** Sums the log-likelihood over all customers. */
  double logLikelihood(GammaGamma model) {
    double total = 0;
    for (int block = 0; block < repeats.length; block++) {
      double x = repeats[block];
      double shape = model.p() * x;
      double each =
          Gamma.logGamma(shape + model.q())
              - Gamma.logGamma(shape)
              - Gamma.logGamma(model.q())
              + model.q() * Math.log(model.g())
              + shape * Math.log(x);
      LogOfProduct all = new LogOfProduct();
      for (int i = starts[block]; i < starts[block + 1]; i++) {
        all.times(model.g() + x * means[i]);
      }
      double logs = all.value();
      int n = starts[block + 1] - starts[block];
      total += n * each + (shape - 1) * logSums[block] - (shape + model.q()) * logs;
    }
    return total;
  }
}
