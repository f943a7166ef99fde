package io.clientele.schema;

import java.util.List;
import java.util.stream.Stream;

/** Every table of the warehouse, by what it is for. */
public final class AllTables {

  private AllTables() {}

  /** Returns the tables made for readers: labels, numbers, and the logs. */
  public static List<TableSchema> results() {
    return Stream.of(
            List.of(CustomerSegments.SCHEMA, SegmentSummary.SCHEMA, SegmentTransitions.SCHEMA),
            insights(),
            List.of(
                SegmentValidity.SCHEMA,
                CustomerFeatures.SCHEMA,
                SegmentModels.SCHEMA,
                RejectedRows.SCHEMA,
                ForgottenCustomers.SCHEMA,
                Runs.SCHEMA))
        .flatMap(List::stream)
        .toList();
  }

  /** Returns the small tables that sum a date up, made of its segments, features and orders. */
  public static List<TableSchema> insights() {
    return List.of(
        CustomerBaseHistory.SCHEMA,
        CustomerBaseGrowth.SCHEMA,
        ValueRiskMatrix.SCHEMA,
        RevenueConcentration.SCHEMA,
        CohortRetention.SCHEMA,
        GapDistribution.SCHEMA,
        ClusterProfiles.SCHEMA,
        SegmentOverlaps.SCHEMA,
        SegmentPlaybook.SCHEMA);
  }

  /** Returns the tables of a segment date, which belong together. */
  public static List<TableSchema> dated() {
    return List.of(
        CustomerFeatures.SCHEMA,
        CustomerSegments.SCHEMA,
        SegmentSummary.SCHEMA,
        SegmentTransitions.SCHEMA);
  }

  /** Returns the tables that ingest keeps for the features. */
  public static List<TableSchema> intermediate() {
    return List.of(
        Orders.SCHEMA,
        OrderProducts.SCHEMA,
        Customers.SCHEMA,
        Identities.SCHEMA,
        Sessions.SCHEMA,
        Ingests.SCHEMA,
        ChangedCustomers.SCHEMA);
  }

  /**
   * Returns the tables whose rows belong to a customer, named in the column {@link
   * Customers#CUSTOMER_ID}. Whatever else a table holds of somebody must be in such a row, or
   * nothing can make the warehouse forget them.
   */
  public static List<TableSchema> ofPeople() {
    return Stream.concat(results().stream(), intermediate().stream())
        .filter(table -> table.has(Customers.CUSTOMER_ID))
        .toList();
  }
}
