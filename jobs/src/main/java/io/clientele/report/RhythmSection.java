package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.GapDistribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shop's rhythm: days between purchases, and what follows for the stages. */
final class RhythmSection {
  private static final double WEEK = 7;
  private static final double LEAST_TOLD = 0.001;

  private RhythmSection() {}

  /** Returns the section; empty where nobody has come back. */
  static Optional<Section> of(Facts facts) {
    Figures figures = facts.figures();
    List<Fact> classes =
        facts.of(GapDistribution.SCHEMA).stream()
            .sorted(Comparator.comparing(fact -> fact.count(GapDistribution.FROM_DAYS)))
            .toList();
    if (classes.stream().allMatch(fact -> fact.count(GapDistribution.GAPS) == 0)) {
      return Optional.empty();
    }
    List<Chart> charts = new ArrayList<>(List.of(gaps(facts, classes)));
    facts.rhythm().ifPresent(rhythm -> charts.add(limits(rhythm, figures)));
    return Optional.of(
        Section.of("rhythm", "The shop's rhythm", lead(facts, classes), charts, notes(facts)));
  }

  private static Chart gaps(Facts facts, List<Fact> classes) {
    Figures figures = facts.figures();
    // The last class has no end, and so no width to be drawn by.
    List<Fact> closed = classes.stream().filter(fact -> fact.has(GapDistribution.TO_DAYS)).toList();
    Map<String, Object> data = new HashMap<>();
    data.put("names", closed.stream().map(fact -> name(fact, figures)).toList());
    data.put("values", closed.stream().map(RhythmSection::perWeek).toList());
    data.put(
        "shares",
        closed.stream().map(fact -> fact.number(GapDistribution.GAP_SHARE).orElse(0)).toList());
    data.put("marks", marks(facts, closed));
    return new Chart(
        "rhythm-gaps",
        "Days between two purchases, share of all gaps per week",
        "gaps",
        data,
        new Grid(
            List.of("Days", "Gaps", "Share", "Up to here"),
            classes.stream()
                .map(
                    fact ->
                        List.of(
                            name(fact, figures),
                            figures.count(fact.count(GapDistribution.GAPS)),
                            figures.percent(fact.number(GapDistribution.GAP_SHARE)),
                            figures.percent(fact.number(GapDistribution.CUMULATIVE_SHARE))))
                .toList()));
  }

  /** Classes differ in width: what is drawn may not. */
  private static double perWeek(Fact fact) {
    double days =
        (double) fact.count(GapDistribution.TO_DAYS) - fact.count(GapDistribution.FROM_DAYS) + 1;
    return fact.number(GapDistribution.GAP_SHARE).orElse(0) * WEEK / days;
  }

  private static String name(Fact fact, Figures figures) {
    long from = fact.count(GapDistribution.FROM_DAYS);
    if (!fact.has(GapDistribution.TO_DAYS)) {
      return figures.count(from) + "+";
    }
    long to = fact.count(GapDistribution.TO_DAYS);
    return from == to ? figures.count(from) : figures.count(from) + "–" + figures.count(to);
  }

  /** Vertical lines: the class they fall into, and what they are. */
  private static List<Map<String, Object>> marks(Facts facts, List<Fact> classes) {
    List<Map<String, Object>> marks = new ArrayList<>();
    facts
        .rhythm()
        .ifPresent(
            rhythm -> {
              rhythm
                  .typicalDays()
                  .ifPresent(
                      days -> marks.add(mark(facts, classes, "Typical gap", Math.round(days))));
              rhythm.limits().stream()
                  .filter(limit -> limit.purchaseDays() == 1)
                  .forEach(
                      limit -> {
                        marks.add(mark(facts, classes, "Slipping Away after", limit.active()));
                        marks.add(mark(facts, classes, "Lost after", limit.slippingAway()));
                      });
            });
    return marks;
  }

  private static Map<String, Object> mark(Facts facts, List<Fact> classes, String name, long days) {
    int place = 0;
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).count(GapDistribution.FROM_DAYS) <= days) {
        place = i;
      }
    }
    return Map.of("at", place, "name", "%s %s d".formatted(name, facts.figures().count(days)));
  }

  private static Chart limits(Facts.Rhythm rhythm, Figures figures) {
    return Chart.ofTable(
        "rhythm-limits",
        "Longest time without a purchase in each stage, in days, for a customer with the shop's own gaps",
        new Grid(
            List.of("Purchase days so far", "Just Ordered", "Active", "Slipping Away"),
            rhythm.limits().stream()
                .map(
                    limit ->
                        List.of(
                            figures.count(limit.purchaseDays()),
                            figures.count(limit.justOrdered()),
                            figures.count(limit.active()),
                            figures.count(limit.slippingAway())))
                .toList()));
  }

  private static String lead(Facts facts, List<Fact> classes) {
    Figures figures = facts.figures();
    String half =
        classes.stream()
            .filter(fact -> fact.number(GapDistribution.CUMULATIVE_SHARE).orElse(0) >= 0.5)
            .findFirst()
            .map(
                fact ->
                    fact.has(GapDistribution.TO_DAYS)
                        ? "Half of all gaps between purchases last up to %s."
                            .formatted(figures.days(fact.count(GapDistribution.TO_DAYS)))
                        : "Half of all gaps between purchases last %s or more."
                            .formatted(figures.days(fact.count(GapDistribution.FROM_DAYS))))
            .orElse("");
    String typical =
        facts
            .rhythm()
            .flatMap(Facts.Rhythm::typicalDays)
            .map(
                days ->
                    " The typical gap, a geometric mean, is %s."
                        .formatted(figures.days(Math.round(days))))
            .orElse("");
    return half + typical + longest(classes, figures);
  }

  private static String longest(List<Fact> classes, Figures figures) {
    Fact last = classes.get(classes.size() - 1);
    boolean isTelling = last.number(GapDistribution.GAP_SHARE).orElse(0) >= LEAST_TOLD;
    return last.has(GapDistribution.TO_DAYS) || !isTelling
        ? ""
        : " %s of the gaps last %s or more, and are not drawn."
            .formatted(
                figures.percent(last.number(GapDistribution.GAP_SHARE)),
                figures.days(last.count(GapDistribution.FROM_DAYS)));
  }

  private static String[] notes(Facts facts) {
    return facts
        .rhythm()
        .map(
            rhythm ->
                new String[] {
                  "Stages by method %s, fitted on %s over %s gaps. %s"
                      .formatted(
                          rhythm.method(),
                          facts.figures().day(rhythm.fitDate()),
                          facts.figures().count(rhythm.gaps()),
                          limits(rhythm.method()))
                })
        .orElse(new String[0]);
  }

  /** Whose limits the table and the lines are: those of rhythm alone differ by customer. */
  private static String limits(String method) {
    return switch (method) {
      case "rhythm" ->
          "Each customer's own gaps move their limits; the table is for one with the shop's, and the lines are where it begins: after the first purchase.";
      case "model" ->
          "Just Ordered ends as the table says; the other stages follow the return probability, and the table shows what rhythm would say.";
      default -> "The limits are the same for everybody.";
    };
  }
}
