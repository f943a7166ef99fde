package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.SegmentValidity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How well past segments told what came after, where judge has run. */
final class JudgementSection {

  private JudgementSection() {}

  /** Returns the section; empty where there is no judgement. */
  static Optional<Section> of(Facts facts) {
    List<Fact> rows = facts.of(SegmentValidity.SCHEMA);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<Chart> charts = new ArrayList<>();
    charts.add(
        returns(
            facts, "judge-lifecycle", "Lifecycle stages: came back within %d days", "lifecycle"));
    charts.add(
        returns(
            facts,
            "judge-deciles",
            "Deciles of predicted return: came back within %d days",
            "prediction"));
    charts.add(curves(facts, rows));
    LocalDate date = rows.get(0).day(SegmentValidity.SEGMENT_DATE);
    long snapshots =
        rows.stream().map(fact -> fact.text(SegmentValidity.SNAPSHOT_DATE)).distinct().count();
    return Optional.of(
        Section.of(
            "judgement",
            "Are the segments right?",
            "Segments as they would have been on %d past dates, held against what customers did in the %d days after. Judged on %s."
                .formatted(
                    snapshots,
                    rows.get(0).count(SegmentValidity.HORIZON_DAYS),
                    facts.figures().day(date)),
            charts.stream().filter(chart -> !chart.table().rows().isEmpty()).toList(),
            "AUC: how often somebody who came back was in a better segment than somebody who did"
                + " not; 0.5 is chance, 1 is always. Lifecycle methods stand side by side so that"
                + " the shop can choose."));
  }

  /** Buyers of a segment over all snapshots. */
  private record Sum(double customers, double returned, double predicted) {

    Sum plus(Sum other) {
      return new Sum(
          customers + other.customers, returned + other.returned, predicted + other.predicted);
    }

    double share() {
      return returned / customers;
    }

    double predictedShare() {
      return predicted / customers;
    }
  }

  private static Chart returns(Facts facts, String id, String title, String family) {
    List<Fact> rows =
        facts.of(SegmentValidity.SCHEMA, SegmentValidity.FAMILY, family).stream()
            .filter(fact -> !fact.text(SegmentValidity.SEGMENT).equals(SegmentValidity.ALL))
            .filter(fact -> isShown(facts, family, fact))
            .filter(fact -> fact.count(SegmentValidity.CUSTOMERS) > 0)
            .sorted(Comparator.comparing(JudgementSection::place))
            .toList();
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (Fact fact : rows) {
      double customers = (double) fact.count(SegmentValidity.CUSTOMERS);
      double predicted = fact.number(SegmentValidity.PREDICTED_SHARE).orElse(Double.NaN);
      sums.merge(
          fact.text(SegmentValidity.SEGMENT),
          new Sum(customers, fact.count(SegmentValidity.RETURNED), predicted * customers),
          Sum::plus);
    }
    List<Map<String, Object>> series = new ArrayList<>();
    series.add(series("Came back", sums, Sum::share));
    if (sums.values().stream().noneMatch(sum -> Double.isNaN(sum.predicted()))) {
      series.add(series("Predicted", sums, Sum::predictedShare));
    }
    long days = rows.isEmpty() ? 0 : rows.get(0).count(SegmentValidity.HORIZON_DAYS);
    return new Chart(
        id,
        title.formatted(days),
        "pairs",
        Map.of("names", List.copyOf(sums.keySet()), "series", series),
        table(sums, facts.figures()));
  }

  private static Map<String, Object> series(
      String name, Map<String, Sum> sums, ToDoubleFunction<Sum> value) {
    return Map.of("name", name, "values", sums.values().stream().mapToDouble(value).toArray());
  }

  private static Grid table(Map<String, Sum> sums, Figures figures) {
    return new Grid(
        List.of("Segment", "Buyers", "Came back", "Predicted"),
        sums.entrySet().stream()
            .map(
                sum ->
                    List.of(
                        sum.getKey(),
                        figures.count(sum.getValue().customers()),
                        figures.percent(sum.getValue().share()),
                        Double.isNaN(sum.getValue().predicted())
                            ? Figures.NONE
                            : figures.percent(sum.getValue().predictedShare())))
            .toList());
  }

  /** Of several lifecycle methods the chart shows the one in use. */
  private static boolean isShown(Facts facts, String family, Fact fact) {
    String used = facts.rhythm().map(Facts.Rhythm::method).orElse("rhythm");
    return !family.equals("lifecycle") || fact.text(SegmentValidity.METHOD).equals(used);
  }

  private static int place(Fact fact) {
    String segment = fact.text(SegmentValidity.SEGMENT);
    return segment.matches("\\d+") ? Integer.parseInt(segment) : Words.STAGES.indexOf(segment);
  }

  private static Chart curves(Facts facts, List<Fact> rows) {
    Figures figures = facts.figures();
    return Chart.ofTable(
        "judge-methods",
        "Lifecycle methods: how well stages and the number behind them tell who comes back",
        new Grid(
            List.of("Past date and method", "AUC of stages", "AUC of the number", "Falls by stage"),
            rows.stream()
                .filter(fact -> fact.text(SegmentValidity.FAMILY).equals("lifecycle"))
                .filter(fact -> fact.text(SegmentValidity.SEGMENT).equals(SegmentValidity.ALL))
                .sorted(
                    Comparator.comparing((Fact fact) -> fact.text(SegmentValidity.SNAPSHOT_DATE))
                        .thenComparing(fact -> fact.text(SegmentValidity.METHOD)))
                .map(
                    fact ->
                        List.of(
                            fact.text(SegmentValidity.SNAPSHOT_DATE)
                                + " "
                                + fact.text(SegmentValidity.METHOD),
                            auc(figures, fact, SegmentValidity.LABEL_AUC),
                            auc(figures, fact, SegmentValidity.SCORE_AUC),
                            fact.isSet(SegmentValidity.IS_MONOTONE) ? "yes" : "no"))
                .toList()));
  }

  private static String auc(Figures figures, Fact fact, String column) {
    return fact.has(column) ? figures.decimal(fact.number(column).orElse(0), 3) : Figures.NONE;
  }
}
