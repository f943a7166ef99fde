package io.clientele.report;

import io.clientele.schema.ClusterProfiles;
import io.clientele.schema.CohortRetention;
import io.clientele.schema.CustomerBaseGrowth;
import io.clientele.schema.CustomerBaseHistory;
import io.clientele.schema.GapDistribution;
import io.clientele.schema.RevenueConcentration;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentOverlaps;
import io.clientele.schema.SegmentPlaybook;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.SegmentValidity;
import io.clientele.schema.TableSchema;
import io.clientele.schema.ValueRiskMatrix;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Facts of a shop of ten customers that has everything a report can tell of. */
final class FullFacts {
  static final LocalDate DATE = LocalDate.parse("2025-03-31");

  /** What nobody should be able to smuggle into a page. */
  static final String HOSTILE = "</script><img src=x onerror=\"document.title='taken'\">";

  private final Map<String, List<Fact>> tables = new HashMap<>();

  /** Adds a row, written as {@code column=value} in pairs; numbers and flags are told by looks. */
  private FullFacts row(TableSchema table, Object... cells) {
    Map<String, @Nullable Object> row = new HashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put((String) cells[i], cells[i + 1]);
    }
    tables.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(new Fact(row));
    return this;
  }

  private FullFacts segment(String family, String segment, long customers, double revenue) {
    return row(
        SegmentSummary.SCHEMA,
        "family",
        family,
        "segment",
        segment,
        "customers",
        customers,
        "customer_share",
        customers / 10.0,
        "net_revenue",
        revenue,
        "revenue_share",
        revenue / 1000,
        "revenue_per_customer",
        revenue / customers,
        "orders_per_year",
        2.5);
  }

  static Facts of(Locale language) {
    FullFacts facts = new FullFacts();
    facts.segment("base", "all", 10, 1000);
    facts.segment("lifecycle", "Active", 6, 700).segment("lifecycle", "Lost", 4, 300);
    facts.segment("loyalty", "VIP", 1, 400).segment("loyalty", "One Time Buyer", 9, 600);
    facts.segment("cluster", HOSTILE, 7, 250).segment("cluster", "Champion", 3, 750);
    facts.segment("behaviour", "one_time", 9, 600).segment("behaviour", "inactive", 4, 300);
    facts.ofStages();
    facts.ofTables();
    return new Facts(
        "Tom & Jerry's " + HOSTILE,
        DATE,
        new Figures(language, "EUR"),
        facts.tables,
        Optional.of(
            new Facts.Rhythm(
                "rhythm",
                DATE,
                1234,
                Optional.of(20.4),
                List.of(new Facts.Limit(1, 21, 26, 32), new Facts.Limit(9, 21, 77, 96)))),
        "1.2.3");
  }

  private void ofStages() {
    for (String day : List.of("2025-02-28", "2025-03-31")) {
      row(CustomerBaseHistory.SCHEMA, "history_date", day, "stage", "all", "customers", 10L);
      row(CustomerBaseHistory.SCHEMA, "history_date", day, "stage", "Active", "customers", 6L);
      row(CustomerBaseHistory.SCHEMA, "history_date", day, "stage", "Lost", "customers", 4L);
    }
    growth("all", 8, 10);
    growth("Active", 6, 6);
    growth("Lost", 2, 4);
    way("Active", "Active", 5, 600);
    way("Active", "Lost", 2, 150);
    way("not yet a customer", "Active", 1, 100);
    row(
        ValueRiskMatrix.SCHEMA,
        "loyalty",
        "VIP",
        "lifecycle",
        "Active",
        "customers",
        1L,
        "net_revenue_365d",
        400.0,
        "revenue_at_risk",
        0.0,
        "expected_value_365d",
        380.5);
    row(
        ValueRiskMatrix.SCHEMA,
        "loyalty",
        "One Time Buyer",
        "lifecycle",
        "Lost",
        "customers",
        4L,
        "net_revenue_365d",
        100.0,
        "revenue_at_risk",
        100.0,
        "expected_value_365d",
        1.5);
  }

  private void growth(String stage, long then, long now) {
    row(
        CustomerBaseGrowth.SCHEMA,
        "months_back",
        1,
        "compared_date",
        "2025-02-28",
        "stage",
        stage,
        "customers_then",
        then,
        "customers",
        now,
        "growth",
        (double) (now - then) / then,
        "net_revenue_then",
        900.0,
        "net_revenue",
        1000.0);
  }

  private void way(String from, String to, long customers, double revenue) {
    row(
        SegmentTransitions.SCHEMA,
        "family",
        "lifecycle",
        "horizon",
        "30 days",
        "compared_date",
        "2025-02-28",
        "from_segment",
        from,
        "to_segment",
        to,
        "customers",
        customers,
        "net_revenue",
        revenue);
  }

  private void ofTables() {
    IntStream.rangeClosed(1, 10)
        .forEach(
            tenth ->
                row(
                    RevenueConcentration.SCHEMA,
                    "percentile",
                    tenth * 10,
                    "cumulative_customer_share",
                    tenth / 10.0,
                    "cumulative_revenue_share",
                    Math.sqrt(tenth / 10.0),
                    "gini",
                    0.335));
    cohort("2025-01-01", 0, 4, 80.0)
        .cohort("2025-01-01", 1, 1, 10.0)
        .cohort("2025-01-01", 2, 2, 30);
    cohort("2025-02-01", 0, 4, 60.0)
        .cohort("2025-02-01", 1, 1, 20.0)
        .cohort("2025-03-01", 0, 2, 30);
    row(
        GapDistribution.SCHEMA,
        "from_days",
        1,
        "to_days",
        7,
        "gaps",
        3L,
        "gap_share",
        0.6,
        "cumulative_share",
        0.6);
    row(
        GapDistribution.SCHEMA,
        "from_days",
        8,
        "to_days",
        28,
        "gaps",
        1L,
        "gap_share",
        0.2,
        "cumulative_share",
        0.8);
    row(
        GapDistribution.SCHEMA,
        "from_days",
        29,
        "gaps",
        1L,
        "gap_share",
        0.2,
        "cumulative_share",
        1.0);
    for (String cluster : List.of(HOSTILE, "Champion")) {
      row(
          ClusterProfiles.SCHEMA,
          "cluster",
          cluster,
          "feature",
          "recency_days",
          "mean",
          30.0,
          "base_mean",
          15.0);
      row(
          ClusterProfiles.SCHEMA,
          "cluster",
          cluster,
          "feature",
          "net_revenue",
          "mean",
          0.0,
          "base_mean",
          100.0);
    }
    row(
        SegmentOverlaps.SCHEMA,
        "family",
        "behaviour",
        "segment",
        "one_time",
        "other_segment",
        "inactive",
        "overlap_share",
        1.0 / 3);
    row(
        SegmentPlaybook.SCHEMA,
        "family",
        "custom",
        "segment",
        HOSTILE,
        "customers",
        1L,
        "customer_share",
        0.1,
        "revenue_per_customer",
        12.5,
        "revenue_share",
        0.0125,
        "net_revenue",
        12.5,
        "due_7d",
        1L,
        "leaving_7d",
        0L,
        "meaning",
        "They & " + HOSTILE,
        "action",
        "Call");
    row(
        SegmentValidity.SCHEMA,
        "segment_date",
        "2025-03-31",
        "snapshot_date",
        "2024-12-31",
        "horizon_days",
        90,
        "family",
        "lifecycle",
        "method",
        "rhythm",
        "segment",
        "Active",
        "customers",
        8L,
        "returned",
        4L,
        "predicted_share",
        0.45);
    row(
        SegmentValidity.SCHEMA,
        "segment_date",
        "2025-03-31",
        "snapshot_date",
        "2024-12-31",
        "horizon_days",
        90,
        "family",
        "lifecycle",
        "method",
        "rhythm",
        "segment",
        "all",
        "customers",
        8L,
        "returned",
        4L,
        "label_auc",
        0.71,
        "score_auc",
        0.75,
        "is_monotone",
        true);
    row(
        Runs.SCHEMA,
        "source_rows",
        12L,
        "accepted_rows",
        9L,
        "guest_rows",
        1L,
        "filtered_rows",
        0L,
        "rejected_rows",
        2L,
        "forgotten_rows",
        0L,
        "reconciliation",
        "{\"orders\":{\"filtered\":0,\"accepted\":9,\"guests\":1,\"rejected\":2,\"reasons\":{\"no amount\":2}}}");
  }

  private FullFacts cohort(String month, int since, long customers, double revenue) {
    return row(
        CohortRetention.SCHEMA,
        "cohort_month",
        month,
        "months_since",
        since,
        "cohort_customers",
        4L,
        "customers",
        customers,
        "retention",
        customers / 4.0,
        "repeat_customers",
        customers,
        "gross_revenue",
        revenue,
        "is_complete",
        true);
  }
}
