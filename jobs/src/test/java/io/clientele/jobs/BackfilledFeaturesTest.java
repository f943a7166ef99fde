package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features carried over within a backfill, and what is said of all its dates. */
class BackfilledFeaturesTest {
  private static final LocalDate BEFORE = LocalDate.parse("2025-03-30");
  private static final LocalDate DATE = LocalDate.parse("2025-03-31");

  @TempDir private Path folder = Path.of("");

  @Test
  void tellsOfOneDateAsItsRunAndOfSeveralTogether() {
    BackfilledFeatures features = new BackfilledFeatures();
    assertThat(features.sentence()).isEmpty();
    features.add(BEFORE, everybody("there are none of an earlier date"));
    assertThat(features.sentence())
        .contains("Features were computed for every customer: there are none of an earlier date.");
    features.add(DATE, everybody("the configuration has changed since 2025-03-30"));
    assertThat(features.sentence())
        .contains(
            "Features of 0 of 2 dates were carried over from an earlier one where they cannot"
                + " differ; those of 2 dates from 2025-03-30 to 2025-03-31 were computed for every"
                + " customer, the log says why.");
  }

  private static Features.Done everybody(String reason) {
    return new Features.Done(new FeaturesScope.Everybody(reason), 5);
  }

  @Test
  void carriesOverFromDateToDateInABackfill() {
    JobShop shop = new JobShop(folder);
    List.of("prediction", "clusters", "behaviour", "rfm", "price-sensitivity", "custom")
        .forEach(family -> shop.with("families." + family + ".enabled", "false"));
    Run run = shop.asOf(BEFORE.toString());

    BackfillReport report =
        Backfill.run(run, new BackfillDays(BEFORE, DATE, BackfillDays.Every.DAY));

    assertThat(report.failure()).isEmpty();
    assertThat(report.notes())
        .contains(
            "Features of 1 of 2 dates were carried over from an earlier one where they cannot"
                + " differ; those of 2025-03-30 were computed for every customer: there are none of"
                + " an earlier date.");
    assertThat(
            Features.stored(run, DATE)
                .orderBy("customer_id")
                .selectExpr(
                    "concat_ws(' ', customer_id, orders, coalesce(string(recency_days), 'null'), net_revenue_30d)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(
            "anna 3 11 11.00",
            "bert 1 330 0.00",
            "cleo 1 32 0.00",
            "dora 2 44 0.00",
            "emil 0 null 0.00");
  }
}
