package io.clientele.report;

import io.clientele.family.Member;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.SegmentSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The segments of a family, in order.
 *
 * @param facts the facts
 * @param rows their rows of segment_summary
 */
record Segments(Facts facts, List<Fact> rows) {

  /** Returns the segments of a family in the order of the names given, others by size. */
  static Segments of(Facts facts, String family, List<String> order) {
    Comparator<Fact> bySize = Comparator.comparing(fact -> -fact.count(SegmentSummary.CUSTOMERS));
    Comparator<Fact> byPlace =
        Comparator.comparing(
            fact -> {
              int place = order.indexOf(fact.text(SegmentSummary.SEGMENT));
              return place < 0 ? order.size() : place;
            });
    return new Segments(
        facts,
        facts.of(SegmentSummary.SCHEMA, SegmentSummary.FAMILY, family).stream()
            .sorted(
                byPlace
                    .thenComparing(bySize)
                    .thenComparing(fact -> fact.text(SegmentSummary.SEGMENT)))
            .toList());
  }

  /** Returns the same segments, the largest first. */
  Segments bySize() {
    return new Segments(
        facts,
        rows.stream()
            .sorted(
                Comparator.comparing((Fact fact) -> -fact.count(SegmentSummary.CUSTOMERS))
                    .thenComparing(fact -> fact.text(SegmentSummary.SEGMENT)))
            .toList());
  }

  /** Returns the row of the whole base; empty before the first segments. */
  static Optional<Fact> everybody(Facts facts) {
    return facts.of(SegmentSummary.SCHEMA, SegmentSummary.FAMILY, Member.BASE).stream()
        .filter(fact -> fact.text(SegmentSummary.SEGMENT).equals(Member.ALL))
        .findFirst();
  }

  /** Returns the row of a segment; empty where nobody is in it. */
  Optional<Fact> named(String segment) {
    return rows.stream()
        .filter(fact -> fact.text(SegmentSummary.SEGMENT).equals(segment))
        .findFirst();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Returns whether there is revenue to tell of: a shop without amounts has none, not 0. */
  boolean isPriced() {
    return rows.stream().anyMatch(fact -> fact.has(SegmentSummary.REVENUE_SHARE));
  }

  /** Returns what their chart is called, after what they are. */
  String titled(String what) {
    return what + (isPriced() ? ": customers against revenue" : ": share of customers");
  }

  /** Returns their share of customers, against their share of revenue where there is any. */
  Chart shares(String id, String title) {
    Figures figures = facts.figures();
    return new Chart(
        id,
        title,
        "pairs",
        Map.of(
            "names",
            rows.stream().map(fact -> Words.of(fact.text(SegmentSummary.SEGMENT))).toList(),
            "series",
            isPriced()
                ? List.of(
                    series("Share of customers", SegmentSummary.CUSTOMER_SHARE),
                    series("Share of net revenue", SegmentSummary.REVENUE_SHARE))
                : List.of(series("Share of customers", SegmentSummary.CUSTOMER_SHARE))),
        new Grid(
            List.of(
                "Segment",
                "Customers",
                "Share of customers",
                "Net revenue",
                "Share of net revenue",
                "Net revenue per customer",
                "Orders per year",
                "Back within 90 days"),
            rows.stream().map(fact -> cells(fact, figures)).toList()));
  }

  private Map<String, Object> series(String name, String column) {
    return Map.of(
        "name", name, "values", rows.stream().map(fact -> fact.number(column).orElse(0)).toList());
  }

  private static List<String> cells(Fact fact, Figures figures) {
    return List.of(
        Words.of(fact.text(SegmentSummary.SEGMENT)),
        figures.count(fact.count(SegmentSummary.CUSTOMERS)),
        figures.percent(fact.number(SegmentSummary.CUSTOMER_SHARE)),
        figures.amount(fact.number(SegmentSummary.NET_REVENUE)),
        figures.percent(fact.number(SegmentSummary.REVENUE_SHARE)),
        figures.amount(fact.number(SegmentSummary.REVENUE_PER_CUSTOMER)),
        fact.has(SegmentSummary.ORDERS_PER_YEAR)
            ? figures.fixed(fact.number(SegmentSummary.ORDERS_PER_YEAR).orElse(0), 1)
            : Figures.NONE,
        figures.percent(fact.number(SegmentSummary.RETURN_PROBABILITY_90D)));
  }
}
