package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Every buyer is in the cluster whose centroid is nearest, and the change of cluster is told. */
  void requireClusters(LocalDate date, Optional<LocalDate> dateBefore) {
    Map<String, OracleCells> features = new HashMap<>();
    history.features(date).forEach(row -> features.put(row.text("customer_id"), row));
    Map<String, OracleCells> before = new HashMap<>();
    dateBefore.ifPresent(
        day ->
            runs.rows(CustomerSegments.SCHEMA, day)
                .forEach(row -> before.put(row.text("customer_id"), row)));
    List<String> complaints = new ArrayList<>();
    List<OracleCells> segments = runs.rows(CustomerSegments.SCHEMA, date);
    OracleClusters clusters = clusters(segments.get(0).get(CustomerSegments.CLUSTER_FIT_DATE));
    for (OracleCells segment : segments) {
      String id = segment.text("customer_id");
      clusters
          .complaint(features.getOrDefault(id, new OracleCells()), segment)
          .ifPresent(complaint -> complaints.add(id + ": " + complaint));
      OracleCells last = before.getOrDefault(id, new OracleCells());
      OracleSegments.change("cluster", segment, last, date)
          .all()
          .forEach(
              (column, value) -> {
                if (!Objects.equals(value, segment.get(column))) {
                  complaints.add(id + ": " + column + " " + segment.get(column) + ", not " + value);
                }
              });
    }
    assertThat(complaints).isEmpty();
  }

  private OracleClusters clusters(@Nullable Object fitDate) {
    for (OracleCells model : runs.rows(SegmentModels.SCHEMA)) {
      if (model.text("family").equals("clusters")
          && Objects.equals(model.get(SegmentModels.FIT_DATE), fitDate)) {
        return new OracleClusters(model.text("parameters"));
      }
    }
    throw new AssertionError("No cluster model of " + fitDate);
  }
}
