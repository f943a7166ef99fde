package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import io.clientele.prediction.Season;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Stages by the return probability where the shop has a season, day by day. */
class ReturnStageSeasonTest {
  private static final int DAYS = 900;
  private static final LocalDate FIRST = LocalDate.parse("2023-01-10");
  private static final LocalDate LAST = LocalDate.parse("2023-03-10");
  private static final PredictionModel.Purchases PURCHASES =
      new PredictionModel.Purchases(
          "bg-nbd", 0.6, 5.5, 0.7, 2.5, new PredictionModel.Quality(-1, 1, true, List.of()));
  private static final Season DECEMBER =
      Season.ofMonths(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 12.0));

  /** One customer of three purchase days, seen on every day after the last. */
  private static final List<Shopper> WAITING =
      IntStream.range(0, DAYS)
          .mapToObj(
              day ->
                  Shopper.buyer("c" + day, 3, 30, day)
                      .with("first_order_date", FIRST)
                      .with("last_order_date", LAST)
                      .with("recency_days", day)
                      .with("tenure_days", day + 59))
          .toList();

  private static double returns(int recency) {
    LocalDate today = LAST.plusDays(recency);
    PurchaseModel model = PURCHASES.purchaseModel();
    return model.returnProbability(
        new PurchaseHistory(2, DECEMBER.days(FIRST, LAST) / 7, DECEMBER.days(FIRST, today) / 7),
        90 / 7.0);
  }

  @Test
  void noStageIsBetterForWaiting() {
    Dataset<Row> customers = predicted(WAITING);
    FittedFamily fitted = lifecycle().fit(customers, LAST.plusDays(DAYS - 1));
    List<Row> rows =
        fitted
            .assign(customers)
            .select("recency_days", "lifecycle", "days_until_next_stage", "return_probability_90d")
            .collectAsList()
            .stream()
            .sorted(Comparator.comparingInt(row -> row.getInt(0)))
            .toList();
    List<String> stages = rows.stream().map(row -> row.getString(1)).toList();

    List<String> expected = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      String later =
          returns(day) >= 0.4 ? "Active" : returns(day) >= 0.1 ? "Slipping Away" : "Lost";
      expected.add(day <= 30 ? "Just Ordered" : later);
    }
    assertThat(stages).isEqualTo(expected);
    assertThat(stages.stream().distinct())
        .containsExactly("Just Ordered", "Active", "Slipping Away", "Lost");
    for (int day = 0; day < DAYS; day++) {
      boolean isLost = stages.get(day).equals("Lost");
      Integer until = isLost ? null : (Integer) (stages.lastIndexOf(stages.get(day)) + 1 - day);
      assertThat(rows.get(day).<Integer>getAs(2)).as("after %d days", day).isEqualTo(until);
    }
    // What is published looks at the coming calendar days: it rises as the season nears.
    assertThat(rows.get(205).getDouble(3)).isGreaterThan(rows.get(175).getDouble(3));
  }

  @Test
  void theMeanOfBuyersIsInOperationalTimeToo() {
    Lifecycle.Parameters parameters =
        ModelJson.read(
            new Lifecycle(Shopper.settings("families.lifecycle.method=model").families())
                .fit(predicted(WAITING), LAST.plusDays(DAYS - 1))
                .model(),
            Lifecycle.Parameters.class);

    assertThat(parameters.meanReturn())
        .isEqualTo(
            IntStream.range(0, DAYS)
                .mapToDouble(ReturnStageSeasonTest::returns)
                .average()
                .orElseThrow(),
            offset(1e-9));
  }

  private static Lifecycle lifecycle() {
    return new Lifecycle(
        Shopper.settings(
                "families.lifecycle.method=model",
                "families.lifecycle.model.cuts=probability",
                "families.lifecycle.model.active=0.4",
                "families.lifecycle.model.slipping-away=0.1")
            .families());
  }

  private static Dataset<Row> predicted(List<Shopper> shoppers) {
    return new PredictionScores(PURCHASES, Optional.empty(), Optional.of(DECEMBER))
        .with(Shopper.rows(shoppers));
  }
}
