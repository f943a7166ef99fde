package io.clientele.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllTablesTest {
  /** Sums over many people, and logs; no row of them is about a person. */
  private static final List<TableSchema> OF_NOBODY =
      List.of(
          CustomerBaseHistory.SCHEMA,
          CustomerBaseGrowth.SCHEMA,
          ValueRiskMatrix.SCHEMA,
          RevenueConcentration.SCHEMA,
          CohortRetention.SCHEMA,
          GapDistribution.SCHEMA,
          ClusterProfiles.SCHEMA,
          Ingests.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA,
          SegmentValidity.SCHEMA,
          SegmentModels.SCHEMA,
          SegmentOverlaps.SCHEMA,
          SegmentPlaybook.SCHEMA,
          ForgottenCustomers.SCHEMA,
          Runs.SCHEMA);

  /** A new table is one of people, whom forget finds by that column, or is named here. */
  @Test
  void everyTableIsOfPeopleOrOfNobody() {
    assertThat(AllTables.ofPeople())
        .extracting(TableSchema::name)
        .containsExactly(
            "customer_segments",
            "customer_features",
            "rejected_rows",
            "orders",
            "order_products",
            "customers",
            "identities",
            "sessions",
            "changed_customers");
    assertThat(Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(AllTables.ofPeople().stream(), OF_NOBODY.stream()).toList());
  }
}
