package io.clientele.report;

import io.clientele.family.Member;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The segments of the configuration: who is in them, and who came and went. */
final class CustomSection {
  private static final Set<String> IN = Set.of(Member.IN);
  private static final Set<String> BEFORE = Set.of(Member.NOT_IN, SegmentTransitions.NOT_YET);
  private static final Set<String> AFTER = Set.of(Member.NOT_IN, SegmentTransitions.NO_LONGER);

  private CustomSection() {}

  /** Returns the section; empty where the shop has defined none. */
  static Optional<Section> of(Facts facts) {
    Set<String> names = new TreeSet<>();
    List<Fact> held = new ArrayList<>();
    for (Fact fact : facts.of(SegmentSummary.SCHEMA)) {
      Member.customSegment(fact.text(SegmentSummary.FAMILY))
          .ifPresent(
              name -> {
                names.add(name);
                if (fact.text(SegmentSummary.SEGMENT).equals(Member.IN)) {
                  held.add(named(fact, name));
                }
              });
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<Chart> charts = new ArrayList<>();
    if (!held.isEmpty()) {
      Segments segments = new Segments(facts, held).bySize();
      charts.add(segments.shares("custom-shares", segments.titled("Your own segments")));
    }
    moves(facts, names).ifPresent(charts::add);
    return Optional.of(
        Section.of("custom", "Your own segments", lead(names, held), charts, notes(facts)));
  }

  private static String lead(Set<String> names, List<Fact> held) {
    Set<String> empty = new TreeSet<>(names);
    held.forEach(fact -> empty.remove(fact.text(SegmentSummary.SEGMENT)));
    return "Segments that the configuration defines; one customer may be in several."
        + (empty.isEmpty() ? "" : " Nobody is in %s.".formatted(String.join(", ", empty)));
  }

  private static Fact named(Fact fact, String name) {
    Map<String, @Nullable Object> cells = new HashMap<>(fact.cells());
    cells.put(SegmentSummary.SEGMENT, name);
    return new Fact(cells);
  }

  private static Optional<Chart> moves(Facts facts, Set<String> names) {
    Figures figures = facts.figures();
    List<List<String>> rows = new ArrayList<>();
    String since = "";
    for (String name : names) {
      List<Fact> ways = FlowsSection.ways(facts, Member.custom(name));
      if (!ways.isEmpty()) {
        since = figures.day(ways.get(0).day(SegmentTransitions.COMPARED_DATE));
        String shown = isAsIngestedLast(ways) ? name + " *" : name;
        rows.add(
            isComparable(ways)
                ? List.of(
                    shown,
                    figures.count(customers(ways, BEFORE, IN)),
                    figures.count(customers(ways, IN, AFTER)),
                    "")
                : List.of(shown, Figures.NONE, Figures.NONE, "the rule was not the same then"));
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Chart.ofTable(
                "custom-moves",
                "Who came in and who went out since " + since,
                new Grid(List.of("Segment", "Came in", "Went out", "Remark"), rows)));
  }

  private static long customers(List<Fact> ways, Set<String> from, Set<String> to) {
    return ways.stream()
        .filter(way -> from.contains(way.text(SegmentTransitions.FROM_SEGMENT)))
        .filter(way -> to.contains(way.text(SegmentTransitions.TO_SEGMENT)))
        .mapToLong(way -> way.count(SegmentTransitions.CUSTOMERS))
        .sum();
  }

  /** A rule that is new, or was another one then, had no label for anybody. */
  private static boolean isComparable(List<Fact> ways) {
    return ways.stream()
        .noneMatch(
            way -> way.text(SegmentTransitions.FROM_SEGMENT).equals(SegmentTransitions.NO_LABEL));
  }

  private static boolean isAsIngestedLast(List<Fact> ways) {
    return ways.stream().anyMatch(way -> way.has(SegmentTransitions.REMARK));
  }

  private static String[] notes(Facts facts) {
    boolean isMarked =
        facts.of(SegmentTransitions.SCHEMA).stream()
            .anyMatch(
                way ->
                    Objects.equals(
                        way.cells().get(SegmentTransitions.REMARK),
                        SegmentTransitions.AS_INGESTED_LAST));
    return isMarked
        ? new String[] {
          "* as ingested last: reads country, consent or attributes of customers, which are those of"
              + " the newest ingest, not of the date."
        }
        : new String[0];
  }
}
