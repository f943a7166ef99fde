package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import io.clientele.prediction.Simulation.Loss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.junit.jupiter.api.Test;

/** Parameters come back from customers simulated with them. */
class PurchaseFitsTest {
  /** Percent, about three standard errors of 10,000 customers. */
  private static final double SAMPLING = 15;

  private static final Simulation SHOP = new Simulation(20250331, 0.8, 9);

  @Test
  void recoversBetaGeometric() {
    Fit<BetaGeometric> fit = PurchaseFits.betaGeometric(shop(10_000, Loss.AFTER_REPEATS, 0.9, 3.1));

    assertThat(fit.model().r()).isCloseTo(0.8, withPercentage(SAMPLING));
    assertThat(fit.model().alpha()).isCloseTo(9, withPercentage(SAMPLING));
    assertThat(fit.model().a()).isCloseTo(0.9, withPercentage(SAMPLING));
    assertThat(fit.model().b()).isCloseTo(3.1, withPercentage(SAMPLING));
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.atBounds()).isEmpty();
  }

  @Test
  void recoversModifiedBetaGeometric() {
    Fit<ModifiedBetaGeometric> fit =
        PurchaseFits.modifiedBetaGeometric(shop(10_000, Loss.AFTER_EVERY_PURCHASE, 0.9, 3.1));

    assertThat(fit.model().r()).isCloseTo(0.8, withPercentage(SAMPLING));
    assertThat(fit.model().alpha()).isCloseTo(9, withPercentage(SAMPLING));
    assertThat(fit.model().a()).isCloseTo(0.9, withPercentage(SAMPLING));
    assertThat(fit.model().b()).isCloseTo(3.1, withPercentage(SAMPLING));
    assertThat(fit.isConverged()).isTrue();
  }

  @Test
  void recoversNegativeBinomialAndSeesNobodyLost() {
    PurchaseHistories histories = shop(10_000, Loss.NEVER, 1, 1);
    NegativeBinomial model = PurchaseFits.negativeBinomial(histories).model();
    BetaGeometric lossy = PurchaseFits.betaGeometric(histories).model();

    assertThat(model.r()).isCloseTo(0.8, withPercentage(SAMPLING));
    assertThat(model.alpha()).isCloseTo(9, withPercentage(SAMPLING));
    assertThat(lossy.a() / (lossy.a() + lossy.b())).isLessThan(PurchaseFits.LEAST_LOSS);
  }

  @Test
  void recoversGammaGamma() {
    Random random = new Random(7);
    List<Spend> spends = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      double rate = draw(random, 4, 1.0 / 50);
      int repeats = 1 + random.nextInt(6);
      spends.add(new Spend(repeats, draw(random, 5.0 * repeats, 1 / rate) / repeats));
    }
    Fit<GammaGamma> fit = PurchaseFits.gammaGamma(Spends.of(spends));

    assertThat(fit.model().p()).isCloseTo(5, withPercentage(SAMPLING));
    assertThat(fit.model().q()).isCloseTo(4, withPercentage(SAMPLING));
    assertThat(fit.model().g()).isCloseTo(50, withPercentage(SAMPLING));
    assertThat(fit.isConverged()).isTrue();
  }

  /** Of many customers a part says where to look. What is found is what all of them say. */
  @Test
  void manyCustomersGiveTheFitThatAllOfThemGiveFromTheStart() {
    PurchaseHistories histories = shop(70_000, Loss.AFTER_REPEATS, 0.9, 3.1);
    Fit<BetaGeometric> all =
        new MaximumLikelihood(
                List.of(
                    new MaximumLikelihood.Range("r", 1e-4, 1e4),
                    new MaximumLikelihood.Range("alpha", 1e-2, 1e6),
                    new MaximumLikelihood.Range("a", 1e-5, 1e4),
                    new MaximumLikelihood.Range("b", 1e-4, 1e5)))
            .search(
                List.of(new double[] {1, 10, 1, 3}),
                at -> new BetaGeometric(at[0], at[1], at[2], at[3]),
                model -> model.logLikelihood(histories),
                model -> model.logLikelihood(histories));

    Fit<BetaGeometric> fit = PurchaseFits.betaGeometric(histories);

    assertThat(histories.part().customers()).isBetween(1L, histories.customers() * 2 / 3);
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.logLikelihood()).isCloseTo(all.logLikelihood(), offset(1e-5));
    assertThat(fit.model().r()).isCloseTo(all.model().r(), withPercentage(0.01));
    assertThat(fit.model().alpha()).isCloseTo(all.model().alpha(), withPercentage(0.01));
    assertThat(fit.model().a()).isCloseTo(all.model().a(), withPercentage(0.01));
    assertThat(fit.model().b()).isCloseTo(all.model().b(), withPercentage(0.01));
  }

  @Test
  void manySpendsGiveTheFitThatAllOfThemGiveFromTheStart() {
    Random random = new Random(7);
    List<Spend> list = new ArrayList<>();
    for (int i = 0; i < 120_000; i++) {
      // Means that fall off like those of real shops; they need not be of the model to be fitted.
      list.add(new Spend(1 + random.nextInt(6), Math.exp(3 + 0.6 * random.nextGaussian())));
    }
    Spends spends = Spends.of(list);
    double unit = spends.mean();
    Fit<GammaGamma> all =
        new MaximumLikelihood(
                List.of(
                    new MaximumLikelihood.Range("p", 1e-3, 1e4),
                    new MaximumLikelihood.Range("q", 1e-3, 1e4),
                    new MaximumLikelihood.Range("g", unit * 1e-6, unit * 1e6)))
            .search(
                List.of(new double[] {5, 2, unit / 5}),
                at -> new GammaGamma(at[0], at[1], at[2]),
                model -> model.logLikelihood(spends),
                model -> model.logLikelihood(spends));

    Fit<GammaGamma> fit = PurchaseFits.gammaGamma(spends);

    assertThat(spends.part().customers()).isEqualTo(40_000);
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.logLikelihood()).isCloseTo(all.logLikelihood(), offset(1e-5));
    assertThat(fit.model().p()).isCloseTo(all.model().p(), withPercentage(0.01));
    assertThat(fit.model().q()).isCloseTo(all.model().q(), withPercentage(0.01));
    assertThat(fit.model().g()).isCloseTo(all.model().g(), withPercentage(0.01));
  }

  private static double draw(Random random, double shape, double scale) {
    return new GammaDistribution(shape, scale).inverseCumulativeProbability(random.nextDouble());
  }

  @Test
  void theOrderOfCustomersChangesNothing() {
    List<PurchaseGroup> customers = SHOP.customers(500, 80, Loss.AFTER_REPEATS, 0.9, 3.1);
    List<PurchaseGroup> shuffled = new ArrayList<>(customers);
    Collections.shuffle(shuffled, new Random(3));

    assertThat(PurchaseFits.betaGeometric(PurchaseHistories.of(shuffled)))
        .isEqualTo(PurchaseFits.betaGeometric(PurchaseHistories.of(customers)));
  }

  @Test
  void spendsInAnotherOrderOrCurrencyAreTheSameFit() {
    List<Spend> spends =
        List.of(new Spend(1, 12), new Spend(2, 7.5), new Spend(1, 30), new Spend(4, 21));
    List<Spend> pence =
        spends.stream().map(spend -> new Spend(spend.repeats(), 100 * spend.mean())).toList();
    List<Spend> reversed = new ArrayList<>(spends);
    Collections.reverse(reversed);
    Fit<GammaGamma> fit = PurchaseFits.gammaGamma(Spends.of(spends));

    assertThat(PurchaseFits.gammaGamma(Spends.of(reversed))).isEqualTo(fit);
    GammaGamma dear = PurchaseFits.gammaGamma(Spends.of(pence)).model();
    assertThat(dear.expectedSpend(2, 1_500).orElseThrow())
        .isCloseTo(100 * fit.model().expectedSpend(2, 15).orElseThrow(), withPercentage(0.01));
  }

  @Test
  void aFitAtTheEdgeOfTheSearchSaysSo() {
    // Everybody buys every tenth day: rates do not vary at all, so their shape is without limit.
    List<PurchaseGroup> alike = List.of(new PurchaseGroup(20, 200, 205, 300));

    Fit<NegativeBinomial> fit = PurchaseFits.negativeBinomial(PurchaseHistories.of(alike));

    assertThat(fit.atBounds()).containsExactly("r");
  }

  @Test
  void hardlyAnyCustomersStillGiveNumbers() {
    PurchaseHistories one = PurchaseHistories.of(List.of(new PurchaseGroup(1, 3, 9, 1)));
    Fit<BetaGeometric> purchases = PurchaseFits.betaGeometric(one);
    Fit<GammaGamma> spend = PurchaseFits.gammaGamma(Spends.of(List.of(new Spend(1, 5))));

    assertThat(purchases.logLikelihood()).isFinite();
    assertThat(purchases.atBounds()).isNotEmpty();
    assertThat(purchases.model().expectedPurchases(new PurchaseHistory(0, 0, 0), 52)).isFinite();
    assertThat(spend.logLikelihood()).isFinite();
    assertThat(spend.atBounds()).isNotEmpty();
  }

  private static PurchaseHistories shop(int customers, Loss loss, double a, double b) {
    return PurchaseHistories.of(SHOP.customers(customers, 80, loss, a, b));
  }
}
