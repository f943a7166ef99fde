package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.PlaybookSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
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
    Agreement.on("orders", List.of(Orders.ORDER_ID, Orders.ORDER_DATE))
        .require(runs.rows(Orders.SCHEMA), new OracleTables(history.shop()).orders());
  }

  void requireFeatures(LocalDate date) {
    Agreement.on("customer_features of " + date, CUSTOMER)
        .require(runs.rows(CustomerFeatures.SCHEMA, date), history.features(date));
  }

  void requireSegments(LocalDate date) {
    Agreement.on("customer_segments of " + date, CUSTOMER)
        .nearly(CustomerSegments.EXPECTED_GAP_DAYS, CustomerSegments.OVERDUE_RATIO)
        .ignoring(OracleHistory.FITTED.toArray(String[]::new))
        .require(runs.rows(CustomerSegments.SCHEMA, date), history.segments(date));
    requirePredictions(date);
  }

  /** The predictions of a date, by the model of the newest fit. */
  void requirePredictions(LocalDate date) {
    List<OracleCells> segments = runs.rows(CustomerSegments.SCHEMA, date);
    if (segments.isEmpty()) {
      return;
    }
    Object fitDate = segments.get(0).get(CustomerSegments.LIFECYCLE_FIT_DATE);
    OraclePrediction prediction =
        new OraclePrediction(
            model("prediction", fitDate), LocalDate.parse(String.valueOf(fitDate)));
    Map<String, OracleCells> features = featuresById(date);
    List<OracleCells> own = new ArrayList<>();
    for (OracleCells segment : segments) {
      String id = segment.text(CustomerFeatures.CUSTOMER_ID);
      own.add(
          prediction
              .cells(features.getOrDefault(id, new OracleCells()))
              .put(CustomerFeatures.CUSTOMER_ID, id));
    }
    List<String> shown = new ArrayList<>(OraclePrediction.COLUMNS);
    shown.add(CustomerFeatures.CUSTOMER_ID);
    Agreement.on("predictions of " + date, CUSTOMER)
        .within(1e-8, OraclePrediction.COLUMNS)
        .require(segments.stream().map(segment -> segment.only(shown)).toList(), own);
  }

  /** Stages by the return probability, on the date of the fit. */
  void requireStagesByModel(LocalDate date) {
    OraclePrediction prediction = new OraclePrediction(model("prediction", date), date);
    Map<String, OracleCells> features = featuresById(date);
    Map<String, OracleCells> own = new HashMap<>();
    history.segments(date).forEach(row -> own.put(row.text("customer_id"), row));
    double mean =
        features.values().stream()
            .filter(row -> row.count(CustomerFeatures.PURCHASE_DAYS) > 0)
            .mapToDouble(row -> prediction.returns(row, 0))
            .average()
            .orElseThrow();
    List<String> columns =
        List.of(
            CustomerFeatures.CUSTOMER_ID, "lifecycle", "lifecycle_method", "days_until_next_stage");
    List<OracleCells> expected = new ArrayList<>();
    own.forEach(
        (id, byRhythm) -> {
          OracleCells row = byRhythm.only(columns).put("lifecycle_method", "model");
          boolean isByDays = List.of("Just Ordered", "Prospect").contains(row.text("lifecycle"));
          OracleCells customer = features.getOrDefault(id, new OracleCells());
          expected.add(
              isByDays ? row : stage(row, later -> prediction.returns(customer, later) / mean));
        });
    Agreement.on("stages by the model on " + date, CUSTOMER)
        .require(
            runs.rows(CustomerSegments.SCHEMA, date).stream()
                .map(row -> row.only(columns))
                .toList(),
            expected);
  }

  private static OracleCells stage(OracleCells row, IntToDoubleFunction share) {
    String stage = stage(share.applyAsDouble(0));
    int days = 1;
    while (!stage.equals("Lost") && stage.equals(stage(share.applyAsDouble(days)))) {
      days++;
    }
    return row.put("lifecycle", stage)
        .put("days_until_next_stage", stage.equals("Lost") ? null : (Integer) days);
  }

  private static String stage(double share) {
    return share >= 0.9 ? "Active" : share >= 0.5 ? "Slipping Away" : "Lost";
  }

  private Map<String, OracleCells> featuresById(LocalDate date) {
    Map<String, OracleCells> features = new HashMap<>();
    history.features(date).forEach(row -> features.put(row.text("customer_id"), row));
    return features;
  }

  void requireSummary(LocalDate date) {
    List<OracleCells> clustered = runs.rows(CustomerSegments.SCHEMA, date);
    Agreement.on(
            "segment_summary of " + date, List.of(SegmentSummary.FAMILY, SegmentSummary.SEGMENT))
        .require(runs.rows(SegmentSummary.SCHEMA, date), history.summary(date, clustered));
  }

  /** Every buyer is in the cluster whose centroid is nearest, and the change of cluster is told. */
  void requireClusters(LocalDate date, Optional<LocalDate> dateBefore) {
    Map<String, OracleCells> features = featuresById(date);
    Map<String, OracleCells> before = new HashMap<>();
    dateBefore.ifPresent(
        day ->
            runs.rows(CustomerSegments.SCHEMA, day)
                .forEach(row -> before.put(row.text("customer_id"), row)));
    List<String> complaints = new ArrayList<>();
    List<OracleCells> segments = runs.rows(CustomerSegments.SCHEMA, date);
    Object fitDate = segments.get(0).get(CustomerSegments.CLUSTER_FIT_DATE);
    OracleClusters clusters = new OracleClusters(model("clusters", fitDate));
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
    if (date.equals(fitDate) && dateBefore.isEmpty()) {
      assertThat(clusters.untruths(buyers(features, segments))).isEmpty();
    }
  }

  private static List<OracleCells> buyers(
      Map<String, OracleCells> features, List<OracleCells> segments) {
    return segments.stream()
        .map(
            row ->
                new OracleCells()
                    .putAll(features.getOrDefault(row.text("customer_id"), new OracleCells()))
                    .putAll(row))
        .filter(row -> row.count(CustomerFeatures.PURCHASE_DAYS) > 0)
        .toList();
  }

  /** What clusters without a name are said to be on a date. */
  List<PlaybookSettings.Entry> groups(LocalDate date) {
    Object fitDate =
        runs.rows(CustomerSegments.SCHEMA, date).get(0).get(CustomerSegments.CLUSTER_FIT_DATE);
    return new OracleClusters(model("clusters", fitDate)).groups();
  }

  private String model(String family, @Nullable Object fitDate) {
    for (OracleCells model : runs.rows(SegmentModels.SCHEMA)) {
      if (model.text("family").equals(family)
          && Objects.equals(model.get(SegmentModels.FIT_DATE), fitDate)) {
        return model.text("parameters");
      }
    }
    throw new AssertionError("No model of %s fitted %s".formatted(family, fitDate));
  }
}
