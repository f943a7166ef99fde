package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentSummary;
import java.time.LocalDate;
import java.util.List;

/**
 * The jobs' tables of a date against the oracle's.
 *
 * @param runs the jobs' side
 * @param history the oracle's side
 */
record ShopAgreement(ShopRuns runs, OracleHistory history) {
  private static final List<String> CUSTOMER = List.of(CustomerFeatures.CUSTOMER_ID);

  void requireOrders() {
    Agreement.on("orders", List.of(Orders.ORDER_ID))
        .require(runs.rows(Orders.SCHEMA), new OracleTables(history.shop()).orders());
  }

  void requireFeatures(LocalDate date) {
    Agreement.on("customer_features of " + date, CUSTOMER)
        .require(runs.rows(CustomerFeatures.SCHEMA, date), history.features(date));
  }

  void requireSegments(LocalDate date) {
    Agreement.on("customer_segments of " + date, CUSTOMER)
        .nearly(CustomerSegments.EXPECTED_GAP_DAYS, CustomerSegments.OVERDUE_RATIO)
        .ignoring(
            CustomerSegments.CLUSTER,
            CustomerSegments.CLUSTER_DISTANCE,
            CustomerSegments.CLUSTER_PREVIOUS,
            CustomerSegments.CLUSTER_CHANGED_AT,
            CustomerSegments.CLUSTER_FIT_DATE)
        .require(runs.rows(CustomerSegments.SCHEMA, date), history.segments(date));
  }

  void requireSummary(LocalDate date) {
    List<OracleCells> clustered = runs.rows(CustomerSegments.SCHEMA, date);
    Agreement.on(
            "segment_summary of " + date, List.of(SegmentSummary.FAMILY, SegmentSummary.SEGMENT))
        .require(runs.rows(SegmentSummary.SCHEMA, date), history.summary(date, clustered));
  }
}
