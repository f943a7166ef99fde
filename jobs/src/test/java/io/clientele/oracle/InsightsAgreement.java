package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.ClusterProfiles;
import io.clientele.schema.CohortRetention;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.GapDistribution;
import io.clientele.schema.RevenueConcentration;
import io.clientele.schema.SegmentOverlaps;
import io.clientele.schema.SegmentPlaybook;
import io.clientele.schema.TableSchema;
import io.clientele.schema.ValueRiskMatrix;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of insights against the oracle's.
 *
 * @param shop both sides
 */
record InsightsAgreement(ShopAgreement shop) {
  private static final double NEARLY = 1e-12;

  void require(LocalDate date) {
    List<OracleCells> customers = customers(date);
    OracleInsights insights =
        new OracleInsights(date, shop.history().shop().settings().money().scale(), customers);
    OracleMix mix = new OracleMix(date, customers);
    OracleRhythm rhythm = new OracleRhythm(shop.history().shop(), date);
    List<String> features = shop.history().shop().settings().families().clusters().features();
    require(
        ValueRiskMatrix.SCHEMA, insights.valueRisk(), List.of(ValueRiskMatrix.EXPECTED_VALUE_365D));
    require(
        RevenueConcentration.SCHEMA,
        insights.concentration(),
        List.of(
            RevenueConcentration.REVENUE_SHARE,
            RevenueConcentration.CUMULATIVE_CUSTOMER_SHARE,
            RevenueConcentration.CUMULATIVE_REVENUE_SHARE,
            RevenueConcentration.GINI));
    require(
        ClusterProfiles.SCHEMA,
        insights.profiles(features),
        List.of(ClusterProfiles.MEAN, ClusterProfiles.BASE_MEAN, ClusterProfiles.CUSTOMER_SHARE));
    require(
        CohortRetention.SCHEMA,
        rhythm.cohorts(),
        List.of(CohortRetention.RETENTION, CohortRetention.REPEAT_SHARE));
    require(
        GapDistribution.SCHEMA,
        rhythm.gaps(),
        List.of(GapDistribution.GAP_SHARE, GapDistribution.CUMULATIVE_SHARE));
    require(SegmentOverlaps.SCHEMA, mix.overlaps(), List.of(SegmentOverlaps.OVERLAP_SHARE));
    require(
        SegmentPlaybook.SCHEMA,
        mix.playbook(shop.history().shop().settings().playbook().with(shop.groups(date))),
        List.of(
            SegmentPlaybook.CUSTOMER_SHARE,
            SegmentPlaybook.REVENUE_SHARE,
            SegmentPlaybook.REVENUE_PER_CUSTOMER));
  }

  private void require(TableSchema table, List<OracleCells> expected, List<String> ratios) {
    assertThat(expected).as(table.name()).hasSizeGreaterThan(5);
    LocalDate date = expected.get(0).day("segment_date").orElseThrow();
    List<String> key = table.key().stream().filter(name -> !name.equals("segment_date")).toList();
    Agreement.on(table.name() + " of " + date, key)
        .within(NEARLY, ratios)
        .require(shop.runs().rows(table, date), expected);
  }

  /** Features of the oracle, labels of the jobs: others hold them against each other. */
  private List<OracleCells> customers(LocalDate date) {
    Map<String, OracleCells> features = new HashMap<>();
    shop.history()
        .features(date)
        .forEach(row -> features.put(row.text(CustomerFeatures.CUSTOMER_ID), row));
    List<OracleCells> customers = new ArrayList<>();
    for (OracleCells labels : shop.runs().rows(CustomerSegments.SCHEMA, date)) {
      String id = labels.text(CustomerSegments.CUSTOMER_ID);
      customers.add(
          new OracleCells().putAll(features.getOrDefault(id, new OracleCells())).putAll(labels));
    }
    return customers;
  }
}
