package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentTransitions;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who went from which stage to which. */
final class FlowsSection {
  /** The horizons a report tells of, the first that is there. */
  private static final List<String> HORIZONS =
      List.of("30 days", SegmentTransitions.PREVIOUS_RUN, "90 days");

  private FlowsSection() {}

  /** Returns the section; empty where there is no earlier date to compare with. */
  static Optional<Section> of(Facts facts) {
    List<Fact> ways = ways(facts, CustomerSegments.LIFECYCLE);
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    LocalDate then = ways.get(0).day(SegmentTransitions.COMPARED_DATE);
    Figures figures = facts.figures();
    long moved =
        ways.stream()
            .filter(FlowsSection::isMove)
            .filter(FlowsSection::isFromStageToStage)
            .mapToLong(fact -> fact.count(SegmentTransitions.CUSTOMERS))
            .sum();
    long fresh =
        ways.stream()
            .filter(
                way -> way.text(SegmentTransitions.FROM_SEGMENT).equals(SegmentTransitions.NOT_YET))
            .mapToLong(fact -> fact.count(SegmentTransitions.CUSTOMERS))
            .sum();
    String title =
        "From the stage on %s to that on %s, customers"
            .formatted(figures.day(then), figures.day(facts.date()));
    return Optional.of(
        Section.of(
            "flows",
            "Who moved",
            "%s changed their stage since %s, and %s %s not there then. The width of a band is the number of customers."
                .formatted(
                    Words.customers(figures, moved),
                    figures.day(then),
                    figures.count(fresh),
                    fresh == 1 ? "was" : "were"),
            List.of(
                new Chart("flows-lifecycle", title, "flows", data(ways), table(ways, figures)))));
  }

  private static Map<String, Object> data(List<Fact> ways) {
    return Map.of(
        "from",
        names(ways, SegmentTransitions.FROM_SEGMENT),
        "to",
        names(ways, SegmentTransitions.TO_SEGMENT),
        "ways",
        ways.stream()
            .map(
                fact ->
                    List.of(
                        fact.text(SegmentTransitions.FROM_SEGMENT),
                        fact.text(SegmentTransitions.TO_SEGMENT),
                        fact.count(SegmentTransitions.CUSTOMERS)))
            .toList());
  }

  private static Grid table(List<Fact> ways, Figures figures) {
    return new Grid(
        List.of("From and to", "Customers", "Their net revenue"),
        ways.stream()
            .map(
                fact ->
                    List.of(
                        fact.text(SegmentTransitions.FROM_SEGMENT)
                            + " → "
                            + fact.text(SegmentTransitions.TO_SEGMENT),
                        figures.count(fact.count(SegmentTransitions.CUSTOMERS)),
                        figures.amount(fact.number(SegmentTransitions.NET_REVENUE))))
            .toList());
  }

  /** Returns the ways of a family over the first horizon that is there, the widest first. */
  static List<Fact> ways(Facts facts, String family) {
    List<Fact> ofFamily = facts.of(SegmentTransitions.SCHEMA, SegmentTransitions.FAMILY, family);
    return HORIZONS.stream()
        .map(
            horizon ->
                ofFamily.stream()
                    .filter(fact -> fact.text(SegmentTransitions.HORIZON).equals(horizon))
                    .sorted(
                        Comparator.comparing(
                                (Fact fact) -> -fact.count(SegmentTransitions.CUSTOMERS))
                            .thenComparing(fact -> fact.text(SegmentTransitions.FROM_SEGMENT))
                            .thenComparing(fact -> fact.text(SegmentTransitions.TO_SEGMENT)))
                    .toList())
        .filter(ways -> !ways.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Who was not there then, or is not there now, has changed no stage. */
  private static boolean isFromStageToStage(Fact way) {
    return Words.STAGES.contains(way.text(SegmentTransitions.FROM_SEGMENT))
        && Words.STAGES.contains(way.text(SegmentTransitions.TO_SEGMENT));
  }

  /** Returns whether those on a way are elsewhere now. */
  static boolean isMove(Fact way) {
    return !way.text(SegmentTransitions.FROM_SEGMENT)
        .equals(way.text(SegmentTransitions.TO_SEGMENT));
  }

  private static List<String> names(List<Fact> ways, String column) {
    Stream<String> names = ways.stream().map(fact -> fact.text(column)).distinct();
    return names.sorted(Words.by(Words.STAGES)).toList();
  }
}
