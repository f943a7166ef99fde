package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.clientele.prediction.GammaGamma;
import io.clientele.prediction.PurchaseFits;
import io.clientele.prediction.PurchaseHistories;
import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import io.clientele.prediction.Season;
import io.clientele.prediction.SeasonFit;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.SeasonalShop;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions where time runs by a season. */
class PredictionSeasonTest {
  private static final String MONTHS = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 5]";
  private static final PredictionModel.Quality FIT =
      new PredictionModel.Quality(-1, 1, true, List.of());
  private static final Season RISING =
      Season.ofWeeks(IntStream.rangeClosed(1, 52).mapToObj(week -> week / 26.5).toList());
  private static final LocalDate OCTOBER = LocalDate.parse("2023-10-31");
  private static final SeasonalShop PEAK = SeasonalShop.Plan.of(SeasonalShop::peak).draw(21, 700);

  static List<PredictionModel.Purchases> models() {
    return PredictionTest.models().toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void expressionsAreTheModelInOperationalTime(PredictionModel.Purchases purchases) {
    PredictionModel.Spending spend = new PredictionModel.Spending(6.25, 3.74, 15.44, FIT);
    PredictionScores scores =
        new PredictionScores(purchases, Optional.of(spend.gammaGamma()), Optional.of(RISING));

    List<Row> rows = scores.with(Shopper.rows(Shopper.crowd(120, 6))).collectAsList();
    LocalSpark.compiling(
        () ->
            assertThat(scores.with(Shopper.rows(Shopper.crowd(120, 6))).collectAsList())
                .isEqualTo(rows));

    assertThat(rows).hasSize(120);
    for (Row row : rows) {
      if (row.<Long>getAs("purchase_days") == 0) {
        assertThat(row.<Object>getAs("p_alive")).isNull();
        assertThat(row.<Object>getAs("return_probability_90d")).isNull();
        assertThat(row.<Object>getAs("expected_orders_90d")).isNull();
        assertThat(row.<Object>getAs("expected_value_365d")).isNull();
      } else {
        requireSame(row, purchases.purchaseModel());
      }
    }
  }

  private static void requireSame(Row row, PurchaseModel model) {
    LocalDate first = DATE.minusDays(row.<Integer>getAs("tenure_days"));
    LocalDate last = DATE.minusDays(row.<Integer>getAs("recency_days"));
    PurchaseHistory history =
        new PurchaseHistory(
            row.<Long>getAs("purchase_days") - 1,
            RISING.days(first, last) / 7,
            RISING.days(first, DATE) / 7);
    double quarter = RISING.days(DATE, LocalDate.parse("2025-06-29")) / 7;
    double year = RISING.days(DATE, LocalDate.parse("2026-03-31")) / 7;
    double total = row.<BigDecimal>getAs("repeat_gross_revenue").doubleValue();
    double spend =
        new GammaGamma(6.25, 3.74, 15.44).expectedSpend(history.repeats(), total).orElseThrow();
    requireSame(row, "p_alive", model.pAlive(history));
    requireSame(row, "return_probability_90d", model.returnProbability(history, quarter));
    requireSame(row, "expected_orders_90d", model.expectedPurchases(history, quarter));
    requireSame(row, "expected_value_365d", model.expectedPurchases(history, year) * spend);
  }

  private static void requireSame(Row row, String column, double expected) {
    String what = row.<String>getAs("customer_id") + " " + column;
    assertThat(row.<Double>getAs(column)).as(what).isCloseTo(expected, withPercentage(1e-8));
  }

  @Test
  void theSeasonIsFittedFromPurchaseDaysAndTheModelAgainInItsTime() {
    SeasonalShoppers shop = new SeasonalShoppers(PEAK, OCTOBER);
    FittedFamily fitted = fit(shop.features(), Optional.of(shop.repeatDays()));
    PredictionModel model = ModelJson.read(fitted.model(), PredictionModel.class);
    PurchaseHistories histories = PredictionFit.histories(shop.features());
    SeasonFit season =
        SeasonFit.of(
            PurchaseFits.betaGeometric(histories).model(),
            histories,
            PEAK.repeats(OCTOBER),
            OCTOBER);

    assertThat(model.season()).isEqualTo(PredictionModel.Seasonality.estimated(season));
    assertThat(season.years()).isEqualTo(3);
    assertThat(model.purchaseModel())
        .contains(
            PurchaseFits.betaGeometric(histories.in(season.season().orElseThrow(), OCTOBER))
                .model());
    assertThat(fitted.model().parameters())
        .contains("\"season\":{\"origin\":\"ESTIMATED\",\"years\":3,\"k\":5,\"gain\":")
        .contains(",\"weeks\":[" + season.season().orElseThrow().weeks().get(0) + ",");
    assertThat(fitted.notes()).hasSize(1);
    assertThat(fitted.notes().get(0))
        .matches(
            "Predictions count time by the shop's season, from 3 full years: a day in the week from \\d+ (November|December) counts [2-4]\\.\\d+ days, one in the week from \\d+ \\w+ 0\\.\\d+\\.");
  }

  @Test
  void partitionsAndOrderChangeNothing() {
    SeasonalShoppers shop = new SeasonalShoppers(PEAK, OCTOBER);
    FittedFamily fitted = fit(shop.features(), Optional.of(shop.repeatDays()));
    Dataset<Row> dealt = shop.features().repartition(7);
    FittedFamily again = fit(dealt, Optional.of(shop.repeatDays().repartition(5)));

    assertThat(again.model()).isEqualTo(fitted.model());
    assertThat(Shopper.json(again.assign(dealt)))
        .isEqualTo(Shopper.json(fitted.assign(shop.features())));
  }

  @Test
  void aFlatShopIsFittedAsIfNobodyHadAsked() {
    SeasonalShop flat = SeasonalShop.Plan.of(SeasonalShop::flat).draw(22, 700);
    SeasonalShoppers shop = new SeasonalShoppers(flat, OCTOBER);
    FittedFamily asked = fit(shop.features(), Optional.of(shop.repeatDays()));
    FittedFamily unasked = fit(shop.features(), Optional.empty());
    PredictionModel model = ModelJson.read(asked.model(), PredictionModel.class);
    PredictionModel other = ModelJson.read(unasked.model(), PredictionModel.class);

    assertThat(model.seasonModel()).isEmpty();
    assertThat(asked.model().parameters())
        .containsPattern(
            "\"season\":\\{\"origin\":\"ESTIMATED\",\"years\":3,\"k\":\\d+,\"gain\":-?[0-4]\\.\\d+,\"weeks\":null");
    assertThat(other.season()).isEqualTo(PredictionModel.Seasonality.unknown(3));
    assertThat(asked.model().parameters().replaceFirst("\"season\":.*", ""))
        .isEqualTo(unasked.model().parameters().replaceFirst("\"season\":.*", ""));
    assertThat(asked.notes()).isEqualTo(unasked.notes()).isEmpty();
    assertThat(Shopper.json(asked.assign(shop.features())))
        .isEqualTo(Shopper.json(unasked.assign(shop.features())));
    assertThat(reasons(asked, shop).get(1))
        .matches(
            "Every day counts the same: a season would gain -?[\\d.]+ of log-likelihood over 3 full years, and it takes 5\\.");
    assertThat(reasons(unasked, shop).get(1))
        .isEqualTo(
            "Every day counts the same: a season takes two full years of purchases, or families.prediction.season; the shop has 3.");
  }

  @Test
  void aSeasonThatIsGivenServesUntilTheShopHasTwoYears() {
    SeasonalShoppers young = new SeasonalShoppers(PEAK, LocalDate.parse("2021-12-30"));
    SeasonalShoppers old = new SeasonalShoppers(PEAK, LocalDate.parse("2022-01-31"));
    FittedFamily given =
        fit(
            young.features(),
            Optional.of(young.repeatDays()),
            "families.prediction.season=" + MONTHS);
    FittedFamily estimated =
        fit(old.features(), Optional.of(old.repeatDays()), "families.prediction.season=" + MONTHS);
    Season season =
        Season.ofMonths(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 5.0));
    PredictionModel model = ModelJson.read(given.model(), PredictionModel.class);

    assertThat(model.seasonModel()).contains(season);
    assertThat(model.purchaseModel())
        .contains(
            PurchaseFits.betaGeometric(
                    PredictionFit.histories(young.features()).in(season, young.today()))
                .model());
    assertThat(given.notes())
        .first()
        .isEqualTo(
            "Predictions count time by families.prediction.season until the shop has two full years (it has 1): a day in the week from 3 December counts 3.5409 days, one in the week from 1 January 0.7082.");
    assertThat(estimated.notes())
        .first()
        .isEqualTo(
            "families.prediction.season is not used any more: the shop has 2 full years of its own.");
    assertThat(estimated.model().parameters())
        .contains("\"season\":{\"origin\":\"ESTIMATED\",\"years\":2,");
  }

  @Test
  void theTimeOfTheSeasonIsExplained() {
    SeasonalShoppers shop = new SeasonalShoppers(PEAK, OCTOBER);
    PredictionModel.Purchases purchases = models().get(0);
    FittedFamily fitted = rising(purchases);
    Row row =
        fitted.assign(shop.features()).filter("purchase_days = 3").orderBy("customer_id").head();
    LocalDate first = LocalDate.parse(row.getAs("first_order_date").toString());
    LocalDate last = LocalDate.parse(row.getAs("last_order_date").toString());
    PurchaseHistory history =
        new PurchaseHistory(2, RISING.days(first, last) / 7, RISING.days(first, OCTOBER) / 7);
    Dataset<Row> one =
        fitted.assign(shop.features()).filter("customer_id = '" + row.getAs("customer_id") + "'");

    assertThat(fitted.explain(Person.of(one)))
        .containsExactly(
            "By bg-nbd of 2023-10-31 over 700 buyers: r 0.243, alpha 4.414, a 0.793, b 2.426 (weeks).",
            "Predictions count time by the shop's season, from 3 full years: a day in the week from 24 December counts 1.9623 days, one in the week from 1 January 0.0377.",
            "Seen of this customer: x 2 repeat purchase days, the last %s weeks after the first (t_x), first seen %s weeks ago (T), in weeks of the season."
                .formatted(Person.number(history.lastWeeks()), Person.number(history.ageWeeks())),
            "May still buy with probability %s; buys within 90 days with %s, on %s days; worth unknown in 365 days."
                .formatted(
                    Person.number(row.getAs("p_alive")),
                    Person.number(row.getAs("return_probability_90d")),
                    Person.number(row.getAs("expected_orders_90d"))),
            "Within 90 days of the season, which lifecycle method model goes by, with %s."
                .formatted(
                    Person.number(purchases.purchaseModel().returnProbability(history, 90 / 7.0))));
  }

  private static FittedFamily rising(PredictionModel.Purchases purchases) {
    return new Prediction(Shopper.settings().families())
        .restore(
            new FamilyModel(
                "prediction",
                "bg-nbd",
                OCTOBER,
                ModelJson.write(
                    new PredictionModel(
                        700,
                        300,
                        purchases,
                        null,
                        300,
                        null,
                        new PredictionModel.Seasonality(
                            PredictionModel.Origin.ESTIMATED, 3, 20, 71.5, RISING.weeks()))),
                700));
  }

  private static List<String> reasons(FittedFamily fitted, SeasonalShoppers shop) {
    return fitted.explain(Person.of(fitted.assign(shop.features()).limit(1)));
  }

  private static FittedFamily fit(
      Dataset<Row> features, Optional<Dataset<Row>> repeatDays, String... keys) {
    Prediction family = new Prediction(Shopper.settings(keys).families());
    LocalDate date =
        LocalDate.parse(
            features
                .selectExpr("max(date_add(first_order_date, tenure_days))")
                .head()
                .get(0)
                .toString());
    return family.fit(
        repeatDays.map(days -> FitBase.of(features, days)).orElseGet(() -> FitBase.of(features)),
        date);
  }
}
