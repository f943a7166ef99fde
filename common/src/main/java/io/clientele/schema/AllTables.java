package io.clientele.schema;

import java.util.List;

/** Every table of the warehouse, by what it is for. */
public final class AllTables {

  private AllTables() {}

  /** Returns the tables made for readers: labels, numbers, and the log of runs. */
  public static List<TableSchema> results() {
    return List.of(
        CustomerSegments.SCHEMA,
        SegmentSummary.SCHEMA,
        SegmentTransitions.SCHEMA,
        SegmentValidity.SCHEMA,
        CustomerFeatures.SCHEMA,
        SegmentModels.SCHEMA,
        RejectedRows.SCHEMA,
        Runs.SCHEMA);
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
    return List.of(Orders.SCHEMA, OrderProducts.SCHEMA, Customers.SCHEMA, Sessions.SCHEMA);
  }
}
