package io.clientele.report;

import io.clientele.family.Member;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.SegmentValidity;
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
    String days = facts.figures().days(rows.get(0).count(SegmentValidity.HORIZON_DAYS));
    Map<String, Sum> stages = sums(facts, "lifecycle");
    Map<String, Sum> deciles = sums(facts, "prediction");
    List<Chart> charts =
        List.of(
            returns(
                facts,
                "judge-lifecycle",
                "Lifecycle stages: came back within " + days,
                "pairs",
                stages),
            returns(
                facts,
                "judge-deciles",
                "Tenths of buyers by predicted return: came back within " + days,
                "steps",
                deciles),
            custom(facts, days),
            curves(facts, rows));
    return Optional.of(
        Section.of(
            "judgement",
            "Are the segments right?",
            lead(facts, rows, stages),
            charts.stream().filter(chart -> !chart.table().rows().isEmpty()).toList(),
            """
            AUC: how often somebody who came back was in a better segment than somebody who did not; \
            0.5 is chance, 1 is always. Stages fall where fewer come back from Slipping Away than \
            from Active, and fewer still from Lost. This shop's stages are by method %s; the others \
            stand beside it so that the shop can choose."""
                .formatted(used(facts))));
  }

  /** What the past says, by the first stage and the last. */
  private static String lead(Facts facts, List<Fact> rows, Map<String, Sum> stages) {
    Figures figures = facts.figures();
    long dates =
        rows.stream().map(fact -> fact.text(SegmentValidity.SNAPSHOT_DATE)).distinct().count();
    String what =
        "Segments of %s, held against what customers did in the %s after."
            .formatted(
                dates == 1 ? "one past date" : dates + " past dates",
                figures.days(rows.get(0).count(SegmentValidity.HORIZON_DAYS)));
    List<Map.Entry<String, Sum>> told = List.copyOf(stages.entrySet());
    String found =
        told.size() < 2
            ? ""
            : " Of those called %s %s came back, of those called %s %s."
                .formatted(
                    told.get(0).getKey(),
                    figures.percent(told.get(0).getValue().share()),
                    told.get(told.size() - 1).getKey(),
                    figures.percent(told.get(told.size() - 1).getValue().share()));
    return "%s%s Judged on %s."
        .formatted(what, found, figures.day(rows.get(0).day(SegmentValidity.SEGMENT_DATE)));
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

  /** Buyers of each segment of a family over all past dates, in order. */
  private static Map<String, Sum> sums(Facts facts, String family) {
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
    return sums;
  }

  private static Chart returns(
      Facts facts, String id, String title, String kind, Map<String, Sum> sums) {
    List<Map<String, Object>> series = new ArrayList<>();
    series.add(series("Came back", sums, Sum::share));
    if (sums.values().stream().noneMatch(sum -> Double.isNaN(sum.predicted()))) {
      series.add(series("Predicted", sums, Sum::predictedShare));
    }
    return new Chart(
        id,
        title,
        kind,
        Map.of(
            "names",
            List.copyOf(sums.keySet()),
            "scale",
            "1 with the least predicted returns, 10 with the most",
            "series",
            series),
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
    return !family.equals("lifecycle") || fact.text(SegmentValidity.METHOD).equals(used(facts));
  }

  private static String used(Facts facts) {
    return facts.rhythm().map(Facts.Rhythm::method).orElse("rhythm");
  }

  private static int place(Fact fact) {
    String segment = fact.text(SegmentValidity.SEGMENT);
    return segment.matches("\\d+") ? Integer.parseInt(segment) : Words.STAGES.indexOf(segment);
  }

  private static Chart curves(Facts facts, List<Fact> rows) {
    Figures figures = facts.figures();
    return Chart.ofTable(
        "judge-methods",
        "Lifecycle methods: how well stages and the number behind them tell who comes back in the days after",
        new Grid(
            List.of(
                "Past date and method",
                "Days after",
                "AUC of stages",
                "AUC of the number",
                "Falls by stage"),
            rows.stream()
                .filter(fact -> fact.text(SegmentValidity.FAMILY).equals("lifecycle"))
                .filter(fact -> fact.text(SegmentValidity.SEGMENT).equals(SegmentValidity.ALL))
                .sorted(
                    Comparator.comparing((Fact fact) -> fact.text(SegmentValidity.SNAPSHOT_DATE))
                        .thenComparing(fact -> fact.text(SegmentValidity.METHOD)))
                .map(
                    fact ->
                        List.of(
                            "%s, %s"
                                .formatted(
                                    figures.shortDay(fact.day(SegmentValidity.SNAPSHOT_DATE)),
                                    fact.text(SegmentValidity.METHOD)),
                            figures.count(fact.count(SegmentValidity.HORIZON_DAYS)),
                            auc(figures, fact, SegmentValidity.LABEL_AUC),
                            auc(figures, fact, SegmentValidity.SCORE_AUC),
                            fact.isSet(SegmentValidity.IS_MONOTONE) ? "yes" : "no"))
                .toList()));
  }

  /** Segments of the configuration, beside all who are not in them. */
  private static Chart custom(Facts facts, String days) {
    Figures figures = facts.figures();
    List<List<String>> cells = new ArrayList<>();
    facts.of(SegmentValidity.SCHEMA).stream()
        .map(fact -> fact.text(SegmentValidity.FAMILY))
        .filter(family -> Member.customSegment(family).isPresent())
        .distinct()
        .sorted()
        .forEach(
            family -> {
              Map<String, Sum> sums = sums(facts, family);
              List<String> row =
                  new ArrayList<>(List.of(Member.customSegment(family).orElseThrow()));
              for (String label : List.of(Member.IN, Member.NOT_IN)) {
                Optional<Sum> sum = Optional.ofNullable(sums.get(label));
                row.add(figures.count(sum.map(Sum::customers).orElse(0.0)));
                row.add(sum.map(one -> figures.percent(one.share())).orElse(Figures.NONE));
              }
              cells.add(row);
            });
    return Chart.ofTable(
        "judge-custom",
        "Your own segments: came back within " + days,
        new Grid(
            List.of("Segment", "Buyers in it", "Came back", "Buyers not in it", "Came back"),
            cells));
  }

  private static String auc(Figures figures, Fact fact, String column) {
    return fact.has(column) ? figures.fixed(fact.number(column).orElse(0), 3) : Figures.NONE;
  }
}
