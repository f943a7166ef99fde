package io.clientele.report;

import io.clientele.family.Lifecycle;
import io.clientele.schema.CustomerBaseGrowth;
import io.clientele.schema.CustomerBaseHistory;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.ValueRiskMatrix;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The report in words: what the base is worth, and the three things that changed most: the largest
 * move between stages, the largest shift of the base, and the largest change of trade. Moves into
 * and out of risk count before the others, which a shop sees every day: who has just ordered is
 * merely active a while later. Where there is no earlier date, trade alone tells.
 */
final class Headline {
  private static final int CHANGES = 3;

  private final Facts facts;
  private final Figures figures;

  Headline(Facts facts) {
    this.facts = facts;
    this.figures = facts.figures();
  }

  /** A figure at the top of the page. */
  record Tile(String name, String value, String note) {}

  /** Returns what the base is worth, in a sentence. */
  String sentence() {
    Optional<Fact> everybody = Segments.everybody(facts);
    if (everybody.isEmpty() || everybody.get().count(SegmentSummary.CUSTOMERS) == 0) {
      return "There is nobody in the base yet.";
    }
    Fact all = everybody.get();
    String base =
        Words.customers(figures, all.count(SegmentSummary.CUSTOMERS))
            + (all.has(SegmentSummary.NET_REVENUE)
                ? " have brought %s so far"
                    .formatted(figures.amount(all.number(SegmentSummary.NET_REVENUE)))
                : " are in the base");
    return base + new Risk(facts).clause() + ".";
  }

  /** Returns the figures at the top. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    Segments.everybody(facts)
        .ifPresent(
            all ->
                tiles.add(
                    new Tile(
                        "Customers",
                        figures.count(all.count(SegmentSummary.CUSTOMERS)),
                        buyers())));
    Risk risk = new Risk(facts);
    OptionalDouble ofYear = risk.sum(ValueRiskMatrix.NET_REVENUE_365D);
    if (ofYear.isPresent()) {
      tiles.add(
          new Tile("Net revenue, 365 days", figures.amount(ofYear), "from identified customers"));
    }
    tiles.addAll(risk.tiles());
    OptionalDouble expected = risk.sum(ValueRiskMatrix.EXPECTED_VALUE_365D);
    if (expected.isPresent()) {
      tiles.add(
          new Tile("Expected, next 365 days", figures.amount(expected), "by the prediction model"));
    }
    return tiles;
  }

  private String buyers() {
    Segments tiers = Segments.of(facts, CustomerSegments.LOYALTY, Words.TIERS);
    return tiers
        .named("VIP")
        .map(vip -> vip.count(SegmentSummary.CUSTOMERS))
        .map(count -> figures.count(count) + (count == 1 ? " VIP" : " VIPs") + " among them")
        .orElse("in the base");
  }

  /** Returns up to three sentences. */
  List<String> changes() {
    Trade trade = Trade.of(facts);
    List<String> sentences = new ArrayList<>();
    move().ifPresent(sentences::add);
    shift().ifPresent(sentences::add);
    trade(trade).forEach(sentences::add);
    return sentences.stream().limit(CHANGES).toList();
  }

  private Optional<String> move() {
    return FlowsSection.ways(facts, CustomerSegments.LIFECYCLE).stream()
        .filter(FlowsSection::isMove)
        .max(
            Comparator.comparing(Headline::changesRisk)
                .thenComparing(
                    (Fact way) ->
                        way.number(SegmentTransitions.NET_REVENUE)
                            .orElse((double) way.count(SegmentTransitions.CUSTOMERS))))
        .map(
            way ->
                "%s went from %s to %s since %s%s."
                    .formatted(
                        Words.customers(figures, way.count(SegmentTransitions.CUSTOMERS)),
                        way.text(SegmentTransitions.FROM_SEGMENT),
                        way.text(SegmentTransitions.TO_SEGMENT),
                        figures.day(way.day(SegmentTransitions.COMPARED_DATE)),
                        way.has(SegmentTransitions.NET_REVENUE)
                            ? "; they have brought %s so far"
                                .formatted(
                                    figures.amount(way.number(SegmentTransitions.NET_REVENUE)))
                            : ""));
  }

  private static boolean changesRisk(Fact way) {
    return isLeaving(way.text(SegmentTransitions.FROM_SEGMENT))
        != isLeaving(way.text(SegmentTransitions.TO_SEGMENT));
  }

  private static boolean isLeaving(String stage) {
    return stage.equals(Lifecycle.SLIPPING_AWAY) || stage.equals(Lifecycle.LOST);
  }

  /** The stage whose share of all customers moved most since the first horizon that is there. */
  private Optional<String> shift() {
    TreeMap<Long, List<Fact>> horizons = new TreeMap<>();
    for (Fact fact : facts.of(CustomerBaseGrowth.SCHEMA)) {
      horizons
          .computeIfAbsent(fact.count(CustomerBaseGrowth.MONTHS_BACK), back -> new ArrayList<>())
          .add(fact);
    }
    return Optional.ofNullable(horizons.firstEntry()).map(Map.Entry::getValue).flatMap(this::shift);
  }

  private Optional<String> shift(List<Fact> stages) {
    Optional<Fact> all =
        stages.stream()
            .filter(fact -> fact.text(CustomerBaseGrowth.STAGE).equals(CustomerBaseHistory.ALL))
            .findFirst();
    if (all.isEmpty() || all.get().count(CustomerBaseGrowth.CUSTOMERS_THEN) == 0) {
      return Optional.empty();
    }
    double then = (double) all.get().count(CustomerBaseGrowth.CUSTOMERS_THEN);
    double now = (double) all.get().count(CustomerBaseGrowth.CUSTOMERS);
    LocalDate day = all.get().day(CustomerBaseGrowth.COMPARED_DATE);
    return stages.stream()
        .filter(fact -> !fact.text(CustomerBaseGrowth.STAGE).equals(CustomerBaseHistory.ALL))
        .max(
            Comparator.comparing((Fact fact) -> Math.abs(points(fact, then, now)))
                .thenComparing(fact -> points(fact, then, now))
                .thenComparing(fact -> fact.text(CustomerBaseGrowth.STAGE)))
        .filter(fact -> points(fact, then, now) != 0)
        .map(
            fact ->
                "%s is now %s of the base, %s points %s than on %s."
                    .formatted(
                        fact.text(CustomerBaseGrowth.STAGE),
                        figures.percent(fact.count(CustomerBaseGrowth.CUSTOMERS) / now),
                        figures.decimal(Math.abs(points(fact, then, now)), 1),
                        points(fact, then, now) > 0 ? "more" : "less",
                        figures.day(day)));
  }

  private static double points(Fact stage, double then, double now) {
    return 100
        * (stage.count(CustomerBaseGrowth.CUSTOMERS) / now
            - stage.count(CustomerBaseGrowth.CUSTOMERS_THEN) / then);
  }

  /** Changes of trade, the largest first. */
  private List<String> trade(Trade trade) {
    Optional<YearMonth> newest = trade.newest();
    if (newest.isEmpty()) {
      return List.of();
    }
    YearMonth month = newest.get();
    YearMonth before =
        trade.months().containsKey(month.minusYears(1))
            ? month.minusYears(1)
            : month.minusMonths(1);
    Trade.Month now = trade.months().get(month);
    Trade.Month then = trade.months().get(before);
    if (now == null || then == null) {
      return List.of();
    }
    String than = "than in " + figures.month(before);
    String in = "in " + figures.month(month);
    return Stream.of(
            new Change(
                now.fresh(),
                then.fresh(),
                Words.customers(figures, now.fresh()) + " bought for the first time " + in),
            new Change(
                now.back(), then.back(), Words.customers(figures, now.back()) + " came back " + in),
            new Change(
                now.revenue().orElse(0),
                then.revenue().orElse(0),
                figures.amount(now.revenue()) + " were sold to identified customers " + in))
        .filter(change -> change.then() > 0 && change.relative() != 0)
        .sorted(Comparator.comparing(change -> -Math.abs(change.relative())))
        .map(
            change ->
                "%s, %s %s %s."
                    .formatted(
                        change.what(),
                        figures.percent(Math.abs(change.relative())),
                        change.relative() > 0 ? "more" : "less",
                        than))
        .toList();
  }

  /** A number now and then. */
  private record Change(double now, double then, String what) {

    double relative() {
      return now / then - 1;
    }
  }
}
