package io.clientele.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Money;
import io.clientele.schema.SegmentSummary;
import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The base on earlier dates, and against them. */
class GrowthTest {
  private static final Money MONEY = new Money(2);
  private static final LocalDate DATE = LocalDate.parse("2025-03-31");

  /** Summary rows, each written as {@code date family segment customers revenue}. */
  private static Dataset<Row> summary(String... rows) {
    return LocalSpark.session()
        .createDataFrame(
            Arrays.stream(rows).map(row -> row(row.split(" ", -1))).toList(),
            SegmentSummary.SCHEMA.structType(MONEY));
  }

  private static Row row(String[] words) {
    @Nullable Object[] cells = new Object[SegmentSummary.SCHEMA.columns().size()];
    cells[0] = LocalDate.parse(words[0]);
    cells[1] = words[1];
    cells[2] = words[2].replace('_', ' ');
    cells[3] = words[3].equals("-") ? null : Long.valueOf(words[3]);
    cells[4] = 0.5;
    cells[6] = words[4].equals("-") ? null : new BigDecimal(words[4]);
    return RowFactory.create(cells);
  }

  private static NavigableSet<LocalDate> dates(String... days) {
    return Stream.of(days).map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> texts(Dataset<Row> rows, String expression) {
    return rows.selectExpr("concat_ws(' ', " + expression + ")").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  @Test
  void looksBackAtEveryDayOfLateAndAtTheLastOfEachMonthBefore() {
    assertThat(
            PastStages.told(
                DATE,
                dates(
                    "2024-12-30",
                    "2024-12-31",
                    "2025-01-05",
                    "2025-02-24",
                    "2025-02-25",
                    "2025-02-27",
                    "2025-03-30",
                    "2025-03-31",
                    "2025-04-01")))
        .isEqualTo(
            dates(
                "2024-12-31",
                "2025-01-05",
                "2025-02-25",
                "2025-02-27",
                "2025-03-30",
                "2025-03-31"));
  }

  @Test
  void tellsStagesAndEverybodyAndNothingElse() {
    Dataset<Row> summary =
        summary(
            "2025-02-28 base all 4 40.00",
            "2025-02-28 lifecycle Active 4 40.00",
            "2025-03-31 base all 5 50.00",
            "2025-03-31 base guests - 9.00",
            "2025-03-31 lifecycle Slipping_Away 5 50.00",
            "2025-03-31 loyalty VIP 1 20.00",
            "2025-04-30 base all 6 60.00");

    Dataset<Row> history =
        PastStages.of(summary, DATE, dates("2025-02-28", "2025-03-31", "2025-04-30"));

    assertThat(
            texts(
                history,
                "segment_date, history_date, stage, customers, customer_share, net_revenue,"
                    + " coalesce(string(revenue_share), 'none')"))
        .containsExactly(
            "2025-03-31 2025-02-28 Active 4 0.5 40.00 none",
            "2025-03-31 2025-02-28 all 4 0.5 40.00 none",
            "2025-03-31 2025-03-31 Slipping Away 5 0.5 50.00 none",
            "2025-03-31 2025-03-31 all 5 0.5 50.00 none");
  }

  @Test
  void growthIsAgainstTheNewestDateOfThatAgeWhereThereIsOne() {
    Dataset<Row> summary =
        summary(
            // Six days older than a month is near enough, seven are not.
            "2025-02-22 base all 4 40.00",
            "2025-02-22 lifecycle Active 3 30.00",
            "2025-02-22 lifecycle Lost 1 10.00",
            "2024-12-24 base all 2 20.00",
            "2024-03-31 base all 0 0.00",
            "2025-03-31 base all 5 50.00",
            "2025-03-31 lifecycle Active 2 20.00",
            "2025-03-31 lifecycle Just_Ordered 3 30.00");

    Dataset<Row> growth =
        Growth.of(
            summary, DATE, dates("2024-03-31", "2024-12-24", "2025-02-22", "2025-03-31"), MONEY);

    assertThat(
            texts(
                growth,
                "segment_date, months_back, compared_date, stage, customers_then, customers,"
                    + " coalesce(string(round(growth, 4)), 'none'), net_revenue_then, net_revenue"))
        .containsExactly(
            "2025-03-31 1 2025-02-22 Active 3 2 -0.3333 30.00 20.00",
            "2025-03-31 1 2025-02-22 Just Ordered 0 3 none 0.00 30.00",
            "2025-03-31 1 2025-02-22 Lost 1 0 -1.0 10.00 0.00",
            "2025-03-31 1 2025-02-22 all 4 5 0.25 40.00 50.00",
            "2025-03-31 12 2024-03-31 Active 0 2 none 0.00 20.00",
            "2025-03-31 12 2024-03-31 Just Ordered 0 3 none 0.00 30.00",
            "2025-03-31 12 2024-03-31 all 0 5 none 0.00 50.00");
  }

  @Test
  void aShopWithoutMoneyHasNoRevenueToCompare() {
    Dataset<Row> summary =
        summary(
            "2025-02-28 base all 4 -", "2025-03-31 base all 5 -", "2025-03-31 lifecycle Lost 5 -");

    assertThat(
            texts(
                Growth.of(summary, DATE, dates("2025-02-28", "2025-03-31"), MONEY),
                "stage, customers_then, customers, coalesce(string(net_revenue_then), 'none'),"
                    + " coalesce(string(net_revenue), 'none')"))
        .containsExactly("Lost 0 5 none none", "all 4 5 none none");
  }
}
