package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.clientele.prediction.GammaGamma;
import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is fitted when, and the expressions against the models in plain Java. */
class PredictionTest {
  private static final PredictionModel.Quality FIT =
      new PredictionModel.Quality(-1, 1, true, List.of());
  private static final PredictionModel.Spending SPEND =
      new PredictionModel.Spending(6.25, 3.74, 15.44, FIT);

  static Stream<PredictionModel.Purchases> models() {
    return Stream.of(
        new PredictionModel.Purchases("bg-nbd", 0.243, 4.414, 0.793, 2.426, FIT),
        new PredictionModel.Purchases("bg-nbd", 2.1, 0.05, 1.0, 0.3, FIT),
        new PredictionModel.Purchases("mbg-nbd", 0.525, 6.183, 0.891, 1.614, FIT),
        new PredictionModel.Purchases("nbd", 0.385, 12.072, null, null, FIT));
  }

  @ParameterizedTest
  @MethodSource("models")
  void expressionsAreTheModelRowByRow(PredictionModel.Purchases purchases) {
    List<Shopper> crowd = new ArrayList<>(Shopper.crowd(80, 4));
    crowd.add(buyer("today", 1, 1, 0).with("repeat_gross_revenue", new BigDecimal("0.00")));
    crowd.add(buyer("daily", 900, 1, 0).with("repeat_gross_revenue", new BigDecimal("9000.00")));
    crowd.add(buyer("gone", 900, 1, 2000).with("repeat_gross_revenue", new BigDecimal("1.00")));
    FittedFamily fitted = restored(new PredictionModel(60, 30, purchases, null, 30, SPEND, null));

    List<Row> rows = fitted.assign(Shopper.rows(crowd)).collectAsList();

    assertThat(rows).hasSize(83);
    PurchaseModel model = purchases.purchaseModel();
    for (Row row : rows) {
      assertThat(row.<Long>getAs("purchase_days") > 0)
          .isEqualTo(row.getAs("prediction_model") != null);
      if (row.<Long>getAs("purchase_days") == 0) {
        assertThat(Stream.of(NUMBERS).map(row::<Object>getAs)).containsOnlyNulls();
      } else {
        requireSame(row, model);
      }
    }
  }

  private static final String[] NUMBERS = {
    "p_alive",
    "return_probability_90d",
    "expected_orders_90d",
    "expected_value_365d",
    "prediction_model",
    "prediction_fit_date"
  };

  private static void requireSame(Row row, PurchaseModel model) {
    PurchaseHistory history =
        PurchaseHistory.ofDays(
            row.getAs("purchase_days"), row.getAs("recency_days"), row.getAs("tenure_days"));
    double total = row.<BigDecimal>getAs("repeat_gross_revenue").doubleValue();
    OptionalDouble spend =
        new GammaGamma(6.25, 3.74, 15.44).expectedSpend(history.repeats(), total);
    requireSame(row, "p_alive", model.pAlive(history));
    requireSame(row, "return_probability_90d", model.returnProbability(history, 90 / 7.0));
    requireSame(row, "expected_orders_90d", model.expectedPurchases(history, 90 / 7.0));
    requireSame(
        row,
        "expected_value_365d",
        model.expectedPurchases(history, 365 / 7.0) * spend.orElseThrow());
    assertThat(row.<String>getAs("prediction_model")).isEqualTo(model.name());
    assertThat(row.<Object>getAs("prediction_fit_date")).hasToString("2025-03-31");
  }

  private static void requireSame(Row row, String column, double expected) {
    String what = row.<String>getAs("customer_id") + " " + column;
    assertThat(row.<Double>getAs(column)).as(what).isCloseTo(expected, withPercentage(1e-8));
  }

  @Test
  void withoutMoneyOrMeanSpendThereIsNoValue() {
    PredictionModel.Purchases purchases = models().findFirst().orElseThrow();
    List<Shopper> two =
        List.of(
            buyer("once", 1, 1, 9).with("repeat_gross_revenue", new BigDecimal("0.00")),
            buyer("twice", 2, 8, 9).with("repeat_gross_revenue", new BigDecimal("20.00")));
    PredictionModel.Spending heavyTail = new PredictionModel.Spending(2, 1, 10, FIT);
    List<Shopper> moneyless = two.stream().map(one -> one.without("repeat_gross_revenue")).toList();

    assertThat(values(new PredictionModel(2, 1, purchases, null, 0, null, null), two))
        .containsExactly("once: null", "twice: null");
    assertThat(values(new PredictionModel(2, 1, purchases, null, 1, SPEND, null), moneyless))
        .containsExactly("once: null", "twice: null");
    assertThat(values(new PredictionModel(2, 1, purchases, null, 1, heavyTail, null), two))
        .containsExactly("once: null", "twice: number");
  }

  private static List<String> values(PredictionModel model, List<Shopper> shoppers) {
    return restored(model).assign(Shopper.rows(shoppers)).collectAsList().stream()
        .map(
            row ->
                row.<String>getAs("customer_id")
                    + (row.getAs("expected_value_365d") == null ? ": null" : ": number"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"41, 10, 30, 10", "40, 11, 30, 10", "40, 10, 40, 10"})
  void tooFewCustomersAreNotFitted(int least, int leastRepeat, int once, int twice) {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p")));
    for (int i = 0; i < once + twice; i++) {
      shop.add(
          buyer("c" + i, i < once ? 1 : 2, 5 + i % 7, i * 11 % 160)
              .with("repeat_gross_revenue", new BigDecimal(i < once ? "0.00" : "12.50")));
    }
    FittedFamily fitted =
        new Prediction(
                Shopper.settings(
                        "families.prediction.min-customers=" + least,
                        "families.prediction.min-repeat-customers=" + leastRepeat)
                    .families())
            .fit(Shopper.rows(shop), DATE);

    boolean isFitted = once + twice >= least && twice >= leastRepeat;
    assertThat(fitted.model().model()).isEqualTo(isFitted ? "bg-nbd" : "none");
    assertThat(fitted.model().n()).isEqualTo(once + twice);
    if (isFitted) {
      assertThat(fitted.notes()).noneMatch(note -> note.startsWith("No "));
      return;
    }
    assertThat(fitted.notes())
        .containsExactly(
            "No prediction is fitted: %d buyers, %d with a second purchase day; it takes %d and %d (families.prediction.min-customers, min-repeat-customers)."
                .formatted(once + twice, twice, least, leastRepeat));
    for (Row row : fitted.assign(Shopper.rows(shop)).collectAsList()) {
      assertThat(Stream.of(NUMBERS).map(row::<Object>getAs)).containsOnlyNulls();
    }
  }

  /** Beyond the third largest of 200, repeats and spend count as it does. */
  @Test
  void nobodyMovesTheFitForTheOthers() {
    List<Shopper> people =
        new ArrayList<>(
            Shopper.crowd(400, 17).stream()
                .filter(shopper -> shopper.values().get("recency_days") != null)
                .limit(198)
                .toList());
    people.add(buyer("often", 41, 9, 5).with("repeat_gross_revenue", new BigDecimal("400000.00")));
    Shopper till = buyer("till", 1001, 1, 0);
    Prediction family = new Prediction(Shopper.settings().families());

    List<FamilyModel> models = new ArrayList<>();
    for (long days : List.of(41L, 501L, 1001L)) {
      List<Shopper> shop = new ArrayList<>(people);
      shop.add(
          till.with("purchase_days", days)
              .with("repeat_gross_revenue", BigDecimal.valueOf(50_000 * (days - 1))));
      models.add(family.fit(Shopper.rows(shop), DATE).model());
    }

    assertThat(models.get(0).model()).isEqualTo("bg-nbd");
    assertThat(models.get(1)).isEqualTo(models.get(0));
    assertThat(models.get(2)).isEqualTo(models.get(0));
  }

  @Test
  void whereNobodyIsLostTheSimplerModelTakesOver() {
    FittedFamily fitted =
        new Prediction(Shopper.settings().families()).fit(Shopper.rows(faithful()), DATE);
    PredictionModel model = ModelJson.read(fitted.model(), PredictionModel.class);

    assertThat(fitted.model().model()).isEqualTo("nbd");
    assertThat(model.purchaseModel().orElseThrow().name()).isEqualTo("nbd");
    assertThat(fitted.model().parameters()).contains("\"replaced\":{\"model\":\"bg-nbd\"");
    assertThat(fitted.notes())
        .contains(
            "The shop's history shows next to nobody lost: predictions are by nbd, not bg-nbd.",
            "No spend is predicted: 0 customers have an amount on a repeat purchase day; it takes 50 (families.prediction.min-repeat-customers).");
  }

  @ParameterizedTest
  @MethodSource("models")
  void otherDaysAheadAreTheModelToo(PredictionModel.Purchases purchases) {
    FamilyModel model = restored(new PredictionModel(60, 30, purchases, null, 30, SPEND, null)).model();
    List<Shopper> crowd = new ArrayList<>(Shopper.crowd(40, 4));
    crowd.add(prospect("never"));

    List<Row> rows = Prediction.over(model, Shopper.rows(crowd), 31).collectAsList();

    assertThat(rows).hasSize(41);
    for (Row row : rows) {
      if (row.<Long>getAs("purchase_days") == 0) {
        assertThat(row.<Object>getAs("return_probability")).isNull();
        assertThat(row.<Object>getAs("expected_days")).isNull();
        continue;
      }
      PurchaseHistory history =
          PurchaseHistory.ofDays(
              row.getAs("purchase_days"), row.getAs("recency_days"), row.getAs("tenure_days"));
      assertThat(row.<Double>getAs("return_probability"))
          .isCloseTo(
              purchases.purchaseModel().returnProbability(history, 31 / 7.0), withPercentage(1e-7));
      assertThat(row.<Double>getAs("expected_days"))
          .isCloseTo(
              purchases.purchaseModel().expectedPurchases(history, 31 / 7.0), withPercentage(1e-7));
    }
    FamilyModel unfitted = restored(new PredictionModel(6, 3, null, null, 0, null, null)).model();
    assertThat(
            Prediction.over(unfitted, Shopper.rows(crowd), 31)
                .select("expected_days")
                .distinct()
                .collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly((Object) null);
  }

  /** Some buy each fortnight and some each month, and all of them did lately. */
  private static List<Shopper> faithful() {
    Random random = new Random(2);
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int gap = i % 2 == 0 ? 14 : 31;
      shop.add(buyer("c" + i, 8 + i % 5, gap, random.nextInt(gap)));
    }
    return shop;
  }

  @Test
  void aFitThatWentBadlySaysSo() {
    PredictionModel.Quality bad = new PredictionModel.Quality(-1, 9, false, List.of("a", "b"));
    PredictionModel model =
        new PredictionModel(
            900,
            300,
            new PredictionModel.Purchases("bg-nbd", 1, 1, 1.0, 1.0, bad),
            null,
            290,
            new PredictionModel.Spending(2, 0.9876, 10, bad),
            null);

    assertThat(restored(model).notes())
        .containsExactly(
            "The fit of bg-nbd did not converge: its numbers are the best that were found.",
            "The fit of bg-nbd ended at the bound of a, b: read its numbers with care.",
            "The fit of gamma-gamma did not converge: its numbers are the best that were found.",
            "The fit of gamma-gamma ended at the bound of a, b: read its numbers with care.",
            "Spend has no mean over customers (q = 0.988): expected_value_365d of customers without a repeat purchase is empty.");
  }

  private static FittedFamily restored(PredictionModel model) {
    return new Prediction(Shopper.settings().families())
        .restore(
            new FamilyModel(
                "prediction", "bg-nbd", DATE, ModelJson.write(model), model.customers()));
  }
}
