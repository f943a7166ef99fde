package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.prediction.Cdnow.Customer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published numbers of the CDNOW sample, to their printed digits. */
class CdnowTest {
  private static List<Customer> customers = List.of();
  private static PurchaseHistories histories = PurchaseHistories.of(List.of());

  @BeforeAll
  static void read() {
    customers = Cdnow.customers();
    histories = PurchaseHistories.of(customers.stream().map(Customer::group).toList());
  }

  @Test
  void theSampleIsThePublishedOne() {
    assertThat(histories.customers()).isEqualTo(2357);
    assertThat(histories.repeatCustomers()).isEqualTo(946);
    assertThat(customers.stream().mapToLong(Customer::repeats).sum()).isEqualTo(2457);
    assertThat(customers.stream().mapToLong(Customer::heldOut).sum()).isEqualTo(1882);
  }

  @Test
  void betaGeometricIsThePublishedOne() {
    Fit<BetaGeometric> fit = PurchaseFits.betaGeometric(histories);
    BetaGeometric model = fit.model();

    assertThat(digits(3, model.r(), model.alpha(), model.a(), model.b()))
        .isEqualTo("0.243 4.414 0.793 2.426");
    assertThat(digits(1, fit.logLikelihood())).isEqualTo("-9582.4");
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.atBounds()).isEmpty();
  }

  @Test
  void modifiedBetaGeometricIsThePublishedOne() {
    Fit<ModifiedBetaGeometric> fit = PurchaseFits.modifiedBetaGeometric(histories);
    ModifiedBetaGeometric model = fit.model();

    assertThat(digits(3, model.r(), model.alpha(), model.a(), model.b()))
        .isEqualTo("0.525 6.183 0.891 1.614");
    assertThat(digits(3, fit.logLikelihood())).isEqualTo("-9582.136");
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.atBounds()).isEmpty();
  }

  @Test
  void theHoldoutIsPredictedAsPublished() {
    BetaGeometric model = PurchaseFits.betaGeometric(histories).model();
    double[] predicted =
        customers.stream()
            .mapToDouble(customer -> model.expectedPurchases(customer.history(), 39))
            .toArray();
    double[] actual = customers.stream().mapToDouble(Customer::heldOut).toArray();
    double total = 0;
    for (double one : predicted) {
      total += one;
    }
    assertThat(digits(0, total)).isEqualTo("1653");
    assertThat(digits(3, correlation(predicted, actual))).isEqualTo("0.626");
  }

  @Test
  void gammaGammaIsThePublishedOne() {
    Spends spends =
        Spends.of(
            customers.stream()
                .filter(customer -> customer.repeats() > 0 && customer.total() > 0)
                .map(
                    customer ->
                        new Spend(customer.repeats(), customer.total() / customer.repeats()))
                .toList());
    Fit<GammaGamma> fit = PurchaseFits.gammaGamma(spends);
    GammaGamma model = fit.model();

    assertThat(spends.customers()).isEqualTo(946);
    assertThat(digits(2, model.p(), model.q(), model.g())).isEqualTo("6.25 3.74 15.44");
    assertThat(digits(2, fit.logLikelihood())).isEqualTo("-4055.92");
    assertThat(fit.isConverged()).isTrue();
    double[] expected =
        customers.stream()
            .limit(10)
            .mapToDouble(
                customer -> model.expectedSpend(customer.repeats(), customer.total()).orElseThrow())
            .toArray();
    assertThat(digits(2, expected))
        .isEqualTo("24.65 18.91 35.17 35.17 35.17 71.46 18.91 35.17 27.28 35.17");
  }

  private static String digits(int count, double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(String.format(Locale.ROOT, "%." + count + "f ", value));
    }
    return text.toString().strip();
  }

  private static double correlation(double[] one, double[] other) {
    double mean = 0;
    double otherMean = 0;
    for (int i = 0; i < one.length; i++) {
      mean += one[i] / one.length;
      otherMean += other[i] / one.length;
    }
    double together = 0;
    double alone = 0;
    double otherAlone = 0;
    for (int i = 0; i < one.length; i++) {
      together += (one[i] - mean) * (other[i] - otherMean);
      alone += Math.pow(one[i] - mean, 2);
      otherAlone += Math.pow(other[i] - otherMean, 2);
    }
    return together / Math.sqrt(alone * otherAlone);
  }
}
