package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages day by day, against limits worked out here from the published formulas. */
class LifecycleTest {
  /** 240 gaps, half of 11 and half of 37 days. */
  private static final List<Shopper> BASE = base(120);

  private static final double MEAN_LOG = (Math.log(11) + Math.log(37)) / 2;

  /** Standard deviation of the logarithms. */
  private static final double LOG_DEVIATION = (Math.log(37) - Math.log(11)) / 2;

  private static final double SPREAD = Math.exp(LOG_DEVIATION / 2);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.5",
    "2, 3, 1.25",
    "2, 200, 1.25",
    "4, 25, 1.25",
    "9, 60, 1.5",
    "40, 90, 1.25"
  })
  void rhythmFollowsTheCustomersOwnGaps(int days, int gap, double minSpread) {
    double spread = Math.max(minSpread, SPREAD);
    double typical = Math.exp(((days - 1) * Math.log(gap) + 10 * MEAN_LOG) / (days - 1 + 10.0));
    double wait = typical * Math.pow(Math.min(Math.sqrt(days), 3), LOG_DEVIATION);
    int justOrdered = (int) Math.ceil(Math.min(30, typical));
    int active = Math.max(justOrdered, (int) Math.ceil(spread * wait));
    int slipping = Math.max(active, (int) Math.ceil(spread * spread * wait));

    List<Row> rows =
        sweep("rhythm", days, gap, slipping + 20, "families.lifecycle.min-spread=" + minSpread);

    assertStages(rows, justOrdered, active, slipping);
    assertThat(rows)
        .allMatch(row -> row.<String>getAs("lifecycle_method").equals("rhythm"))
        .allMatch(row -> Math.abs(row.<Double>getAs("expected_gap_days") - typical) < 1e-9);
  }

  @Test
  void shopTakesMeanAndDeviationForEverybody() {
    // Mean 24, standard deviation 13.
    assertStages(sweep("shop", 1, 1, 80), 30, 37, 50);
    assertStages(sweep("shop", 9, 100, 80), 30, 37, 50);
  }

  @Test
  void fixedTakesTheDaysGiven() {
    assertStages(sweep("fixed", 3, 11, 200), 30, 90, 180);
  }

  /** Who bought once has no gaps but the shop's. */
  @ParameterizedTest
  @ValueSource(strings = {"rhythm", "shop", "fixed"})
  void theLimitsToldOfAShopAreThoseOfItsOneTimeBuyers(String method) {
    Lifecycle lifecycle = family(method);
    FamilyModel model = lifecycle.fit(Shopper.rows(BASE), DATE).model();

    ShopRhythm told = lifecycle.rhythm(model, 1);

    assertThat(told.method()).isEqualTo(method);
    assertThat(told.gaps()).isEqualTo(240);
    assertThat(told.typicalDays().orElseThrow()).isCloseTo(Math.sqrt(11 * 37), offset(1e-9));
    assertStages(
        sweep(method, 1, 1, (int) told.slippingAway() + 20),
        (int) told.justOrdered(),
        (int) told.active(),
        (int) told.slippingAway());
    if (method.equals("rhythm")) {
      double wait = Math.sqrt(11 * 37) * Math.pow(2, LOG_DEVIATION / 2);
      assertThat(lifecycle.rhythm(model, 2))
          .extracting(ShopRhythm::justOrdered, ShopRhythm::active, ShopRhythm::slippingAway)
          .containsExactly(
              21L, (long) Math.ceil(SPREAD * wait), (long) Math.ceil(SPREAD * SPREAD * wait));
    }
  }

  @Test
  void nobodyWeighsMoreThanAHundredthOfTheShop() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      shop.add(buyer("b" + i, 2, 10, 5));
    }
    shop.add(buyer("three", 4, 40, 5));
    shop.add(buyer("till", 501, 2, 0));
    Dataset<Row> rows = Shopper.rows(shop);
    Lifecycle family = family("rhythm");

    FamilyModel model = family.fit(rows, DATE).model();

    // 200 + 3 + 20 gaps count: a customer weighs 2.23 gaps at most, three of 40 days and 500 of 2
    // days likewise.
    ShopGaps gaps = ModelJson.read(model, Lifecycle.Parameters.class).shop();
    double n = 200 + 2 * 2.23;
    double mean = (2000 + 2.23 * 40 + 2.23 * 2) / n;
    double squares = (20_000 + 2.23 * 1600 + 2.23 * 4) / n;
    double logMean = (200 * Math.log(10) + 2.23 * Math.log(40) + 2.23 * Math.log(2)) / n;
    double logSquares =
        (200 * square(Math.log(10)) + 2.23 * square(Math.log(40)) + 2.23 * square(Math.log(2))) / n;
    assertThat(gaps.gaps()).isEqualTo(703);
    assertThat(gaps.counted()).isEqualTo(223);
    assertThat(gaps.weight()).isEqualTo(n, offset(1e-9));
    assertThat(gaps.meanDays()).isEqualTo(mean, offset(1e-9));
    assertThat(gaps.stddevDays()).isEqualTo(Math.sqrt(squares - mean * mean), offset(1e-9));
    assertThat(gaps.logMean()).isEqualTo(logMean, offset(1e-9));
    assertThat(gaps.logStddev()).isEqualTo(Math.sqrt(logSquares - logMean * logMean), offset(1e-9));
    assertThat(ShopGaps.meanDaysOf(rows)).isEqualTo(gaps.meanDays());
    assertThat(family.fit(rows.repartition(7), DATE).model()).isEqualTo(model);
  }

  private static double square(double value) {
    return value * value;
  }

  /** The square root of the purchase days where gaps differ much; nothing where they are alike. */
  @ParameterizedTest
  @CsvSource({"1, 400, 3", "365, 365, 1"})
  void whoBuysLikeClockworkIsNotWaitedForLonger(int one, int other, double factor) {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      shop.add(buyer("b" + i, 3, i % 2 == 0 ? one : other, 5));
    }
    Lifecycle lifecycle = family("rhythm");
    FamilyModel model = lifecycle.fit(Shopper.rows(shop), DATE).model();
    ShopRhythm once = lifecycle.rhythm(model, 1);

    ShopRhythm often = lifecycle.rhythm(model, 25);

    assertThat((double) often.active()).isEqualTo(factor * once.active(), offset(factor));
    assertThat((double) often.slippingAway())
        .isEqualTo(factor * once.slippingAway(), offset(factor));
  }

  @Test
  void yearlyBuyersWhoStoppedThreeYearsAgoAreLost() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      shop.add(buyer("comes" + i, 8, 365, 3 * i));
      shop.add(buyer("left" + i, 5, 365, 3 * 365 + 3 * i));
    }
    Dataset<Row> rows = Shopper.rows(shop);

    assertThat(
            family("rhythm")
                .fit(rows, DATE)
                .assign(rows)
                .groupBy("lifecycle")
                .count()
                .toJSON()
                .collectAsList())
        .containsExactlyInAnyOrder(
            "{\"lifecycle\":\"Just Ordered\",\"count\":11}",
            "{\"lifecycle\":\"Active\",\"count\":49}",
            "{\"lifecycle\":\"Lost\",\"count\":60}");
  }

  @Test
  void equalLimitsSkipAStage() {
    List<Row> rows = sweep("shop", 3, 11, 80, "families.lifecycle.just-ordered-days=40");
    assertStages(rows, 40, 40, 50);
    assertThat(rows.get(40).<Integer>getAs("days_until_next_stage")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"49, fixed", "50, rhythm"})
  void aShopWithFewGapsGetsFixed(int customers, String method) {
    FittedFamily fitted = family("rhythm").fit(Shopper.rows(base(customers)), DATE);

    assertThat(fitted.model().model()).isEqualTo(method);
    assertThat(fitted.model().n()).isEqualTo(2L * customers);
    assertThat(
            fitted.assign(Shopper.rows(BASE)).select("lifecycle_method").distinct().collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(method);
  }

  @Test
  void aShopWithoutAnyGapExpectsNone() {
    var rows = Shopper.rows(List.of(buyer("anna", 1, 1, 31)));

    assertThat(Shopper.json(numbers(family("rhythm").fit(rows, DATE), rows)))
        .containsExactly(
            """
            {"lifecycle":"Active","lifecycle_method":"fixed","days_until_next_stage":60,\
            "lifecycle_fit_date":"2025-03-31"}""");
  }

  @Test
  void whoNeverBoughtIsAProspectWithoutNumbers() {
    FittedFamily fitted = family("rhythm").fit(Shopper.rows(BASE), DATE);

    assertThat(Shopper.json(numbers(fitted, Shopper.rows(List.of(prospect("anna"))))))
        .containsExactly(
            """
            {"lifecycle":"Prospect","lifecycle_method":"rhythm",\
            "lifecycle_fit_date":"2025-03-31"}""");
  }

  @Test
  void theNextOrderIsDueAfterTheExpectedGap() {
    FittedFamily fitted = family("rhythm").fit(Shopper.rows(BASE), DATE);
    Row row =
        numbers(fitted, Shopper.rows(List.of(buyer("anna", 1, 1, 10))))
            .selectExpr("cast(next_order_due_date as string)", "overdue_ratio")
            .head();
    // The shop's typical gap of 20.17 days, rounded up, after 2025-03-21.
    assertThat(row.getString(0)).isEqualTo("2025-04-11");
    assertThat(row.getDouble(1)).isEqualTo(10 / Math.exp(MEAN_LOG), offset(1e-9));
  }

  private static Dataset<Row> numbers(FittedFamily fitted, Dataset<Row> rows) {
    return fitted
        .assign(rows)
        .select(
            "lifecycle",
            "lifecycle_method",
            "expected_gap_days",
            "overdue_ratio",
            "days_until_next_stage",
            "next_order_due_date",
            "lifecycle_fit_date");
  }

  /** Every day up to the last: its label, and the days until another one. */
  private static void assertStages(List<Row> rows, int justOrdered, int active, int slipping) {
    for (int recency = 0; recency < rows.size(); recency++) {
      String stage =
          recency <= justOrdered
              ? "Just Ordered"
              : recency <= active ? "Active" : recency <= slipping ? "Slipping Away" : "Lost";
      Row row = rows.get(recency);
      assertThat(row.<String>getAs("lifecycle")).as("after %d days", recency).isEqualTo(stage);
      int days = stage.equals("Lost") ? -1 : daysUntilAnother(rows, recency);
      int index = row.fieldIndex("days_until_next_stage");
      assertThat(row.isNullAt(index) ? -1 : row.getInt(index))
          .as("after %d days", recency)
          .isEqualTo(days);
      assertThat(String.valueOf(row.<Object>getAs("lost_since")))
          .as("after %d days", recency)
          .isEqualTo(
              stage.equals("Lost") ? DATE.minusDays(recency - slipping - 1L).toString() : "null");
    }
  }

  private static int daysUntilAnother(List<Row> rows, int recency) {
    String label = rows.get(recency).getAs("lifecycle");
    int days = 1;
    while (rows.get(recency + days).<String>getAs("lifecycle").equals(label)) {
      days++;
    }
    return days;
  }

  private static List<Row> sweep(String method, int days, int gap, int last, String... keys) {
    List<Shopper> shoppers = new ArrayList<>();
    for (int recency = 0; recency <= last; recency++) {
      shoppers.add(buyer("c" + recency, days, gap, recency));
    }
    return family(method, keys)
        .fit(Shopper.rows(BASE), DATE)
        .assign(Shopper.rows(shoppers))
        .orderBy("recency_days")
        .collectAsList();
  }

  private static Lifecycle family(String method, String... keys) {
    List<String> all = new ArrayList<>(List.of(keys));
    all.add("families.lifecycle.method=" + method);
    return new Lifecycle(Shopper.settings(all.toArray(String[]::new)).families());
  }

  private static List<Shopper> base(int customers) {
    List<Shopper> base = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      base.add(buyer("b" + i, 3, i % 2 == 0 ? 11 : 37, 5));
    }
    base.add(buyer("once", 1, 1, 5));
    base.add(prospect("never"));
    return base;
  }
}
