package io.clientele.report;

import io.clientele.family.Member;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.SegmentOverlaps;
import io.clientele.schema.SegmentSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The behaviour flags, and how they overlap. */
final class BehaviourSection {

  private BehaviourSection() {}

  /** Returns the section; empty where nobody has a flag. */
  static Optional<Section> of(Facts facts) {
    Segments flags = Segments.of(facts, Member.BEHAVIOUR, List.of());
    if (flags.isEmpty()) {
      return Optional.empty();
    }
    List<Chart> charts = new ArrayList<>();
    charts.add(flags.shares("behaviour-shares", flags.titled("Behaviour")));
    List<String> names =
        flags.rows().stream().map(fact -> fact.text(SegmentSummary.SEGMENT)).toList();
    List<Fact> pairs = facts.of(SegmentOverlaps.SCHEMA, SegmentOverlaps.FAMILY, Member.BEHAVIOUR);
    if (!pairs.isEmpty()) {
      charts.add(overlaps(facts.figures(), names, pairs));
    }
    return Optional.of(
        Section.of(
            "behaviour",
            "Behaviour",
            "Flags say what customers do; one customer may have several, so they do not add up.",
            charts));
  }

  private static Chart overlaps(Figures figures, List<String> names, List<Fact> pairs) {
    List<List<Object>> cells = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int y = 0; y < names.size(); y++) {
      List<String> row = new ArrayList<>(List.of(Words.of(names.get(y))));
      for (int x = 0; x < names.size(); x++) {
        double share = share(pairs, names.get(y), names.get(x));
        if (x != y) {
          cells.add(List.of(x, y, share));
        }
        row.add(x == y ? "" : figures.percent(share));
      }
      rows.add(row);
    }
    List<String> words = names.stream().map(Words::of).toList();
    List<String> heads = new ArrayList<>(List.of("Of these"));
    words.forEach(word -> heads.add("also " + word));
    return new Chart(
        "behaviour-overlaps",
        "Of those in a row, the share who are in the column too",
        "shares",
        Map.of("x", words, "y", words, "cells", cells),
        new Grid(heads, rows));
  }

  private static double share(List<Fact> pairs, String one, String other) {
    return pairs.stream()
        .filter(fact -> fact.text(SegmentOverlaps.SEGMENT).equals(one))
        .filter(fact -> fact.text(SegmentOverlaps.OTHER_SEGMENT).equals(other))
        .mapToDouble(fact -> fact.number(SegmentOverlaps.OVERLAP_SHARE).orElse(0))
        .sum();
  }
}
