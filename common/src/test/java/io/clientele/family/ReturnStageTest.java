package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lifecycle by the return probability: day by day, against the model in plain Java. */
class ReturnStageTest {
  private static final double WEEKS = 90 / 7.0;
  private static final PredictionModel.Purchases PURCHASES =
      new PredictionModel.Purchases(
          "bg-nbd", 0.6, 5.5, 0.7, 2.5, new PredictionModel.Quality(-1, 1, true, List.of()));

  /** 200 gaps, half of 11 and half of 37 days. */
  private static final List<Shopper> BASE =
      IntStream.range(0, 100)
          .mapToObj(i -> buyer("b" + i, 3, i % 2 == 0 ? 11 : 37, 5 + i * 3))
          .toList();

  private static final double TYPICAL_LOG = (Math.log(11) + Math.log(37)) / 2;

  @ParameterizedTest
  @CsvSource({
    "1, 1, SHARE, 0.9, 0.5",
    "2, 90, SHARE, 0.9, 0.5",
    "9, 20, SHARE, 1.1, 0.2",
    "3, 11, PROBABILITY, 0.4, 0.1"
  })
  void stagesFollowTheProbabilityDayByDay(
      int days, int gap, String cuts, double active, double slippingAway) {
    Lifecycle lifecycle =
        lifecycle(
            "families.lifecycle.model.cuts=" + cuts.toLowerCase(Locale.ROOT),
            "families.lifecycle.model.active=" + active,
            "families.lifecycle.model.slipping-away=" + slippingAway);
    double mean = cuts.equals("SHARE") ? meanOfBase() : 1;
    List<Shopper> sweep =
        IntStream.rangeClosed(0, 700).mapToObj(i -> buyer("s" + i, days, gap, i)).toList();

    List<Row> rows =
        lifecycle
            .fit(predicted(BASE), DATE)
            .assign(predicted(sweep))
            .select(
                "recency_days",
                "lifecycle",
                "lifecycle_method",
                "days_until_next_stage",
                "lost_since")
            .collectAsList()
            .stream()
            .sorted(Comparator.comparingInt(row -> row.getInt(0)))
            .toList();

    List<String> expected = new ArrayList<>();
    for (int recency = 0; recency <= 700; recency++) {
      expected.add(stage(days, gap, recency, active * mean, slippingAway * mean));
    }
    assertThat(rows.stream().map(row -> row.getString(1))).isEqualTo(expected);
    assertThat(expected).endsWith("Lost");
    for (int recency = 0; recency <= 700; recency++) {
      assertDays(rows.get(recency), expected, recency);
    }
  }

  /** The days until another stage, and since when somebody is lost. */
  private static void assertDays(Row row, List<String> expected, int recency) {
    String stage = expected.get(recency);
    int next = recency + 1;
    while (next <= 700 && expected.get(next).equals(stage)) {
      next++;
    }
    Integer until = stage.equals("Lost") ? null : (Integer) (next - recency);
    assertThat(row.<Integer>getAs(3)).as("after %d days", recency).isEqualTo(until);
    assertThat(row.getString(2)).isEqualTo("model");
    assertThat(String.valueOf(row.get(4)))
        .as("after %d days", recency)
        .isEqualTo(
            stage.equals("Lost")
                ? DATE.minusDays(recency - (long) expected.indexOf("Lost")).toString()
                : "null");
  }

  private static String stage(int days, int gap, int recency, double active, double slippingAway) {
    double own = (days - 1) * Math.log(gap);
    double typical = Math.exp((own + 10 * TYPICAL_LOG) / (days - 1 + 10));
    if (recency <= Math.ceil(Math.min(30, typical))) {
      return "Just Ordered";
    }
    double returns = returns(PurchaseHistory.ofDays(days, recency, recency + (days - 1) * gap));
    return returns >= active ? "Active" : returns >= slippingAway ? "Slipping Away" : "Lost";
  }

  private static double returns(PurchaseHistory history) {
    PurchaseModel model = PURCHASES.purchaseModel();
    return model.returnProbability(history, WEEKS);
  }

  private static double meanOfBase() {
    return IntStream.range(0, 100)
        .mapToDouble(
            i -> {
              int gap = i % 2 == 0 ? 11 : 37;
              return returns(PurchaseHistory.ofDays(3, 5 + i * 3, 5 + i * 3 + 2 * gap));
            })
        .average()
        .orElseThrow();
  }

  @Test
  void theFitKeepsTheMeanOverBuyers() {
    List<Shopper> base = new ArrayList<>(BASE);
    base.add(prospect("p"));
    FittedFamily fitted = lifecycle().fit(predicted(base), DATE);
    Lifecycle.Parameters parameters = ModelJson.read(fitted.model(), Lifecycle.Parameters.class);

    assertThat(fitted.model().model()).isEqualTo("model");
    assertThat(parameters.meanReturn()).isEqualTo(meanOfBase(), offset(1e-9));
    FittedFamily again = lifecycle().fit(predicted(base).repartition(5), DATE);
    assertThat(again.model()).isEqualTo(fitted.model());
    Row prospect =
        fitted
            .assign(predicted(List.of(prospect("p"))))
            .select("lifecycle", "lifecycle_method", "days_until_next_stage")
            .head();
    assertThat(prospect.mkString(", ")).isEqualTo("Prospect, model, null");
  }

  @Test
  void withoutPredictionsStagesAreByRhythm() {
    Dataset<Row> base = Shopper.rows(BASE);
    FittedFamily rhythm =
        new Lifecycle(Shopper.settings("families.lifecycle.method=rhythm").families())
            .fit(base, DATE);
    List<String> byRhythm = Shopper.json(rhythm.assign(base));

    // The family is off; nothing was fitted; nothing was fitted since.
    FittedFamily off = lifecycle().fit(base, DATE);
    FittedFamily unfitted = lifecycle().fit(PredictionScores.without(base), DATE);
    FittedFamily stored = lifecycle().fit(predicted(BASE), DATE);
    Dataset<Row> unscored =
        PredictionScores.without(base).select(base.columns()[0], rest(base.columns()));

    assertThat(Shopper.json(off.assign(base))).isEqualTo(byRhythm);
    assertThat(off.model().model()).isEqualTo("rhythm");
    assertThat(unfitted.model()).isEqualTo(off.model());
    assertThat(off.notes())
        .containsExactly("There are no predictions to go by: stages are by method rhythm.");
    assertThat(Shopper.json(stored.assign(unscored))).isEqualTo(byRhythm);
    assertThat(
            Shopper.json(stored.assign(PredictionScores.without(base)).select("lifecycle_method")))
        .containsOnly("{\"lifecycle_method\":\"rhythm\"}");
  }

  private static String[] rest(String[] columns) {
    return Arrays.copyOfRange(columns, 1, columns.length);
  }

  @Test
  void fewGapsLeaveFixedDays() {
    FittedFamily fitted = lifecycle().fit(predicted(BASE.subList(0, 49)), DATE);

    assertThat(fitted.model().model()).isEqualTo("fixed");
    assertThat(fitted.notes())
        .first()
        .isEqualTo(
            "The shop has 98 completed gaps, at most 20 of a customer, fewer than families.lifecycle.min-gaps: stages are by fixed days.");
  }

  private static Lifecycle lifecycle(String... keys) {
    List<String> all = new ArrayList<>(List.of(keys));
    all.add("families.lifecycle.method=model");
    return new Lifecycle(Shopper.settings(all.toArray(String[]::new)).families());
  }

  private static Dataset<Row> predicted(List<Shopper> shoppers) {
    return new PredictionScores(PURCHASES, Optional.empty(), Optional.empty()).with(Shopper.rows(shoppers));
  }
}
