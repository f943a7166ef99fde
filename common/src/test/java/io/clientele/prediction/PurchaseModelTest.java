package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the models say of one customer, and the likelihood of a few, by their published formulas.
 */
class PurchaseModelTest {
  private static final BetaGeometric BG = new BetaGeometric(0.243, 4.414, 0.793, 2.426);
  private static final ModifiedBetaGeometric MBG =
      new ModifiedBetaGeometric(0.525, 6.183, 0.891, 1.614);
  private static final NegativeBinomial NBD = new NegativeBinomial(0.385, 12.072);
  private static final List<PurchaseGroup> GROUPS =
      List.of(
          new PurchaseGroup(0, 0, 0, 3),
          new PurchaseGroup(0, 0, 272, 40),
          new PurchaseGroup(1, 12, 272, 7),
          new PurchaseGroup(1, 270, 270, 1),
          new PurchaseGroup(2, 213, 272, 5),
          new PurchaseGroup(29, 190, 195, 1));

  static Stream<PurchaseModel> models() {
    return Stream.of(BG, MBG, NBD);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 30.43, 1.226 0.7266 0.5546, 1.263 0.7062 0.5600",
    "7, 29.43, 3.337 0.6418 0.6356, 3.168 0.6227 0.6170",
    "0, 0, 0.195 1.0000 0.1446, 0.154 0.3897 0.1088"
  })
  void publishedParametersGiveThePublishedForecasts(
      long repeats, double last, String bg, String mbg) {
    PurchaseHistory history = new PurchaseHistory(repeats, last, 38.86);

    assertThat(forecast(BG, history)).isEqualTo(bg);
    assertThat(forecast(MBG, history)).isEqualTo(mbg);
  }

  private static String forecast(PurchaseModel model, PurchaseHistory history) {
    return String.format(
        Locale.ROOT,
        "%.3f %.4f %.4f",
        model.expectedPurchases(history, 39),
        model.pAlive(history),
        model.returnProbability(history, 39));
  }

  @Test
  void forecastsOfOneTimeBuyersHaveTheirFourthDigit() {
    PurchaseHistory once = new PurchaseHistory(0, 0, 38.86);
    assertThat(BG.expectedPurchases(once, 39)).isEqualTo(0.1951, offset(0.00005));
    assertThat(MBG.expectedPurchases(once, 39)).isEqualTo(0.1540, offset(0.00005));
  }

  @Test
  void withoutLossesExpectationIsProportionalToTime() {
    PurchaseHistory history = new PurchaseHistory(3, 10, 20);

    assertThat(NBD.pAlive(history)).isEqualTo(1);
    assertThat(NBD.expectedPurchases(history, 13)).isEqualTo(3.385 / 32.072 * 13, offset(1e-12));
    assertThat(NBD.returnProbability(history, 13))
        .isEqualTo(1 - Math.pow(32.072 / 45.072, 3.385), offset(1e-12));
  }

  @Test
  void lossesTooRareToSeeChangeNothing() {
    PurchaseHistory history = new PurchaseHistory(3, 10, 20);
    for (PurchaseModel rare :
        List.of(
            new BetaGeometric(0.385, 12.072, 1e-9, 1),
            new ModifiedBetaGeometric(0.385, 12.072, 1e-9, 1))) {
      assertThat(rare.expectedPurchases(history, 52))
          .isEqualTo(NBD.expectedPurchases(history, 52), offset(1e-7));
      assertThat(rare.logLikelihood(PurchaseHistories.of(GROUPS)))
          .isEqualTo(NBD.logLikelihood(PurchaseHistories.of(GROUPS)), offset(1e-6));
    }
  }

  @Test
  void likelihoodsAreThoseOfTheLiterature() {
    double bg = 0;
    double mbg = 0;
    double nbd = 0;
    for (PurchaseGroup group : GROUPS) {
      bg += group.customers() * betaGeometric(group);
      mbg += group.customers() * modifiedBetaGeometric(group);
      nbd += group.customers() * gamma(group.repeats(), NBD) - group.customers() * waiting(group);
    }
    PurchaseHistories histories = PurchaseHistories.of(GROUPS);
    assertThat(BG.logLikelihood(histories)).isEqualTo(bg, offset(1e-10));
    assertThat(MBG.logLikelihood(histories)).isEqualTo(mbg, offset(1e-10));
    assertThat(NBD.logLikelihood(histories)).isEqualTo(nbd, offset(1e-10));
  }

  private static double gamma(long x, PurchaseModel model) {
    return Gamma.logGamma(model.r() + x)
        - Gamma.logGamma(model.r())
        + model.r() * Math.log(model.alpha());
  }

  private static double waiting(PurchaseGroup group) {
    return (NBD.r() + group.repeats()) * Math.log(NBD.alpha() + group.age() / 7.0);
  }

  private static double betaGeometric(PurchaseGroup group) {
    long x = group.repeats();
    double alive = Math.pow(BG.alpha() + group.age() / 7.0, -BG.r() - x);
    double gone =
        x == 0
            ? 0
            : BG.a() / (BG.b() + x - 1) * Math.pow(BG.alpha() + group.lastDay() / 7.0, -BG.r() - x);
    return gamma(x, BG)
        + Gamma.logGamma(BG.a() + BG.b())
        + Gamma.logGamma(BG.b() + x)
        - Gamma.logGamma(BG.b())
        - Gamma.logGamma(BG.a() + BG.b() + x)
        + Math.log(alive + gone);
  }

  private static double modifiedBetaGeometric(PurchaseGroup group) {
    long x = group.repeats();
    double alive =
        Math.exp(Beta.logBeta(MBG.a(), MBG.b() + x + 1))
            * Math.pow(MBG.alpha() + group.age() / 7.0, -MBG.r() - x);
    double gone =
        Math.exp(Beta.logBeta(MBG.a() + 1, MBG.b() + x))
            * Math.pow(MBG.alpha() + group.lastDay() / 7.0, -MBG.r() - x);
    return gamma(x, MBG) - Beta.logBeta(MBG.a(), MBG.b()) + Math.log(alive + gone);
  }

  @ParameterizedTest
  @MethodSource("models")
  void theOrderAndTheSizeOfGroupsChangeNothing(PurchaseModel model) {
    List<PurchaseGroup> single = new ArrayList<>();
    for (PurchaseGroup group : GROUPS) {
      for (int i = 0; i < group.customers(); i++) {
        single.add(new PurchaseGroup(group.repeats(), group.lastDay(), group.age(), 1));
      }
    }
    Collections.shuffle(single, new Random(5));

    assertThat(model.logLikelihood(PurchaseHistories.of(single)))
        .isEqualTo(model.logLikelihood(PurchaseHistories.of(GROUPS)));
    assertThat(PurchaseHistories.of(single).customers()).isEqualTo(57);
    assertThat(PurchaseHistories.of(single).repeatCustomers()).isEqualTo(14);
  }

  @ParameterizedTest
  @MethodSource("models")
  void waitingLowersTheProbabilityDayByDayUntilTheCut(PurchaseModel model) {
    double weeks = 90 / 7.0;
    for (long purchaseDays : List.of(1, 2, 8)) {
      PurchaseHistory today = PurchaseHistory.ofDays(purchaseDays, 5, 40);
      double cut = model.returnProbability(today, weeks) / 3;
      int days = 1;
      double before = model.returnProbability(today, weeks);
      double now = model.returnProbability(today.afterDays(days), weeks);
      while (now >= cut) {
        assertThat(now).isLessThan(before);
        before = now;
        days++;
        now = model.returnProbability(today.afterDays(days), weeks);
      }
      assertThat(model.daysUntilBelow(cut, today, weeks)).isEqualTo(OptionalInt.of(days));
    }
    PurchaseHistory today = PurchaseHistory.ofDays(2, 5, 40);
    assertThat(model.daysUntilBelow(1, today, weeks)).isEqualTo(OptionalInt.of(1));
    assertThat(model.daysUntilBelow(0, today, weeks)).isEmpty();
  }

  @Test
  void aLongSilenceLeavesNobodyAlive() {
    PurchaseHistory busy = PurchaseHistory.ofDays(1_500, 3_000, 5_000);
    assertThat(BG.pAlive(busy)).isZero();
    assertThat(MBG.returnProbability(busy, 13)).isZero();
    assertThat(BG.expectedPurchases(busy, 52)).isZero();
  }

  @Test
  void spendIsPulledTowardsTheMeanOfAll() {
    GammaGamma model = new GammaGamma(6.25, 3.74, 15.44);

    assertThat(model.expectedSpend(0, 0).orElseThrow())
        .isEqualTo(6.25 * 15.44 / 2.74, offset(1e-12));
    assertThat(model.expectedSpend(2, 44.7).orElseThrow())
        .isEqualTo(6.25 * (15.44 + 44.7) / (12.5 + 2.74), offset(1e-12));
    // Nothing was paid on the repeat days: less is expected than of somebody unknown.
    assertThat(model.expectedSpend(2, 0).orElseThrow())
        .isEqualTo(6.25 * 15.44 / 15.24, offset(1e-12));
    assertThat(new GammaGamma(2, 1, 10).expectedSpend(0, 0)).isEqualTo(OptionalDouble.empty());
    assertThat(new GammaGamma(2, 0.5, 10).expectedSpend(1, 30).orElseThrow())
        .isEqualTo(2 * 40 / 1.5, offset(1e-12));
  }
}
