package io.clientele.report;

import io.clientele.family.Lifecycle;
import io.clientele.schema.ValueRiskMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is at risk and what is lost, at the pace of the customers themselves.
 *
 * @param facts the facts
 */
record Risk(Facts facts) {

  /** Returns the pace of those who are Slipping Away; empty where the shop has no amounts. */
  OptionalDouble atRisk() {
    return sum(ValueRiskMatrix.REVENUE_AT_RISK);
  }

  /** Returns the pace of those who are Lost; empty where the shop has no amounts. */
  OptionalDouble lost() {
    return sum(ValueRiskMatrix.REVENUE_LOST);
  }

  /** Returns the sum of a column over the matrix; empty where no field has it. */
  OptionalDouble sum(String column) {
    List<Fact> known =
        facts.of(ValueRiskMatrix.SCHEMA).stream().filter(fact -> fact.has(column)).toList();
    return known.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            known.stream().mapToDouble(fact -> fact.number(column).orElse(0)).sum());
  }

  /** Returns how many of a stage have a pace. */
  long paced(String stage) {
    return count(stage, ValueRiskMatrix.REPEAT_CUSTOMERS);
  }

  private long count(String stage, String column) {
    return facts.of(ValueRiskMatrix.SCHEMA, ValueRiskMatrix.LIFECYCLE, stage).stream()
        .mapToLong(fact -> fact.count(column))
        .sum();
  }

  /** Returns the same in half a sentence; empty text where nothing is at risk or lost. */
  String clause() {
    OptionalDouble atRisk = atRisk();
    OptionalDouble lost = lost();
    if (atRisk.isEmpty() || lost.isEmpty() || atRisk.getAsDouble() + lost.getAsDouble() <= 0) {
      return "";
    }
    return "; %s, and %s"
        .formatted(
            atRisk.getAsDouble() > 0
                ? "%s a year is at risk%s".formatted(amount(atRisk), ofYear(atRisk))
                : "nothing is at risk",
            lost.getAsDouble() > 0 ? amount(lost) + " a year is lost" : "nothing is lost");
  }

  /** Returns the figures for the top of the page; none where the shop has no amounts. */
  List<Headline.Tile> tiles() {
    if (atRisk().isEmpty() || lost().isEmpty()) {
      return List.of();
    }
    return List.of(
        new Headline.Tile(
            "At risk",
            amount(atRisk()),
            "a year, from %s slipping away".formatted(customers(paced(Lifecycle.SLIPPING_AWAY)))),
        new Headline.Tile(
            "Lost", amount(lost()), "a year, from " + customers(paced(Lifecycle.LOST))));
  }

  /** Returns who is at risk and who is lost, in two sentences. */
  String lead() {
    return told(Lifecycle.SLIPPING_AWAY, atRisk(), ofYear(atRisk()), "")
        + " "
        + told(Lifecycle.LOST, lost(), "", ofThem());
  }

  private String told(String stage, OptionalDouble pace, String share, String ofThem) {
    long paced = paced(stage);
    if (paced == 0) {
      return "Nobody who bought on two days or more is %s.".formatted(stage);
    }
    return pace.isPresent()
        ? "%s: %s with a pace of %s a year%s%s."
            .formatted(stage, customers(paced), amount(pace), share, ofThem)
        : "%s: %s who bought on two days or more%s.".formatted(stage, customers(paced), ofThem);
  }

  private String ofThem() {
    long lost = count(Lifecycle.LOST, ValueRiskMatrix.LOST_365D);
    OptionalDouble pace = sum(ValueRiskMatrix.REVENUE_LOST_365D);
    return "; %s of them became Lost within the last 365 days%s"
        .formatted(
            facts.figures().count(lost),
            lost > 0 && pace.isPresent() ? ", with %s a year".formatted(amount(pace)) : "");
  }

  /** Returns what the words mean, and who is left out of them. */
  String[] notes() {
    List<String> notes = new ArrayList<>();
    if (atRisk().isPresent()) {
      notes.add(
          "Pace: net revenue per purchase day, times the purchase days of a year at the customer's"
              + " mean gap, but no more of them than there were. At risk is the pace of those who"
              + " are Slipping Away, lost that of those who are Lost.");
    }
    long slipping = once(Lifecycle.SLIPPING_AWAY);
    long lost = once(Lifecycle.LOST);
    if (slipping + lost > 0) {
      notes.add(
          "Who bought on one day only has no pace, and is counted apart: %s Slipping Away, %s Lost."
              .formatted(facts.figures().count(slipping), facts.figures().count(lost)));
    }
    return notes.toArray(String[]::new);
  }

  private long once(String stage) {
    return count(stage, ValueRiskMatrix.CUSTOMERS) - paced(stage);
  }

  /** As a share of what all customers brought within the last year. */
  private String ofYear(OptionalDouble pace) {
    OptionalDouble year = sum(ValueRiskMatrix.NET_REVENUE_365D);
    return pace.isPresent() && year.isPresent() && year.getAsDouble() > 0
        ? " (%s of the past year's revenue)"
            .formatted(facts.figures().percent(pace.getAsDouble() / year.getAsDouble()))
        : "";
  }

  private String amount(OptionalDouble amount) {
    return facts.figures().amount(amount);
  }

  private String customers(long count) {
    return Words.customers(facts.figures(), count);
  }
}
