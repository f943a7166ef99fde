package io.clientele.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;

/**
 * Customers drawn from known parameters.
 *
 * @param seed seed of the draws
 * @param r shape of the purchase rates
 * @param alpha their rate parameter, in weeks
 */
record Simulation(long seed, double r, double alpha) {

  /** When a customer may be lost. */
  enum Loss {
    NEVER,
    AFTER_REPEATS,
    AFTER_EVERY_PURCHASE
  }

  /** Returns customers who began at some day of the first half of so many weeks. */
  List<PurchaseGroup> customers(int count, int weeks, Loss loss, double a, double b) {
    Random random = new Random(seed);
    GammaDistribution rates = new GammaDistribution(r, 1 / alpha);
    BetaDistribution losses = new BetaDistribution(a, b);
    List<PurchaseGroup> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double rate = rates.inverseCumulativeProbability(random.nextDouble());
      double lost = losses.inverseCumulativeProbability(random.nextDouble());
      int age = 7 * weeks - random.nextInt(7 * weeks / 2);
      groups.add(history(random, rate / 7, loss == Loss.NEVER ? 0 : lost, age, loss));
    }
    return groups;
  }

  private static PurchaseGroup history(
      Random random, double ratePerDay, double lost, int age, Loss loss) {
    boolean isAlive = loss != Loss.AFTER_EVERY_PURCHASE || random.nextDouble() >= lost;
    double at = 0;
    long repeats = 0;
    int last = 0;
    while (isAlive) {
      at -= Math.log(1 - random.nextDouble()) / ratePerDay;
      if (at > age) {
        break;
      }
      repeats++;
      last = (int) Math.round(at);
      isAlive = random.nextDouble() >= lost;
    }
    return new PurchaseGroup(repeats, last, age, 1);
  }
}
