package io.clientele.report;

import io.clientele.family.Lifecycle;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.ValueRiskMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Value by risk: loyalty against lifecycle. */
final class RiskSection {

  private RiskSection() {}

  /** Returns the section; empty where either family is off. */
  static Optional<Section> of(Facts facts) {
    List<Fact> fields = facts.of(ValueRiskMatrix.SCHEMA);
    if (fields.stream()
        .noneMatch(fact -> !fact.text(ValueRiskMatrix.LIFECYCLE).equals(Lifecycle.PROSPECT))) {
      return Optional.empty();
    }
    List<Fact> ofBuyers =
        fields.stream()
            .filter(fact -> !fact.text(ValueRiskMatrix.LIFECYCLE).equals(Lifecycle.PROSPECT))
            .toList();
    List<String> stages = names(ofBuyers, ValueRiskMatrix.LIFECYCLE, Words.STAGES);
    List<String> tiers = names(ofBuyers, ValueRiskMatrix.LOYALTY, Words.TIERS);
    boolean isPriced = fields.stream().anyMatch(fact -> fact.has(ValueRiskMatrix.NET_REVENUE_365D));
    List<List<Object>> cells = new ArrayList<>();
    for (Fact fact : ofBuyers) {
      double weight =
          fact.number(isPriced ? ValueRiskMatrix.NET_REVENUE_365D : ValueRiskMatrix.CUSTOMERS)
              .orElse(0);
      cells.add(
          List.of(
              stages.indexOf(fact.text(ValueRiskMatrix.LIFECYCLE)),
              tiers.indexOf(fact.text(ValueRiskMatrix.LOYALTY)),
              weight,
              fact.count(ValueRiskMatrix.CUSTOMERS)));
    }
    Chart chart =
        new Chart(
            "risk-matrix",
            isPriced
                ? "Net revenue of the last 365 days by tier and stage"
                : "Customers by tier and stage",
            "matrix",
            Map.of(
                "x",
                stages,
                "y",
                tiers,
                "cells",
                cells,
                "unit",
                isPriced ? "money" : "count",
                "risky",
                List.of(Lifecycle.SLIPPING_AWAY, Lifecycle.LOST)),
            table(facts.figures(), fields));
    return Optional.of(
        Section.of(
            "risk",
            "Value at risk",
            lead(facts),
            List.of(chart),
            "At risk is what those who are Slipping Away or Lost brought in the last 365 days."));
  }

  /** Returns the revenue at risk; empty where the shop has no amounts. */
  static OptionalDouble atRisk(Facts facts) {
    return sum(facts, ValueRiskMatrix.REVENUE_AT_RISK);
  }

  /** Returns the sum of a column over the matrix; empty where no field has it. */
  static OptionalDouble sum(Facts facts, String column) {
    List<Fact> known =
        facts.of(ValueRiskMatrix.SCHEMA).stream().filter(fact -> fact.has(column)).toList();
    return known.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            known.stream().mapToDouble(fact -> fact.number(column).orElse(0)).sum());
  }

  private static String lead(Facts facts) {
    OptionalDouble atRisk = atRisk(facts);
    OptionalDouble ofYear = sum(facts, ValueRiskMatrix.NET_REVENUE_365D);
    if (atRisk.isEmpty() || ofYear.isEmpty() || ofYear.getAsDouble() <= 0) {
      return "Each field is a tier in a stage: the upper right is where acting pays most.";
    }
    return "%s of last year's revenue came from customers who are now slipping away or lost: %s."
        .formatted(
            facts.figures().amount(atRisk),
            facts.figures().percent(atRisk.getAsDouble() / ofYear.getAsDouble()));
  }

  private static List<String> names(List<Fact> fields, String column, List<String> order) {
    return fields.stream()
        .map(fact -> fact.text(column))
        .distinct()
        .sorted(Words.by(order))
        .toList();
  }

  private static Grid table(Figures figures, List<Fact> fields) {
    return new Grid(
        List.of(
            "Tier and stage",
            "Customers",
            "Net revenue",
            "Net revenue of 365 days",
            "At risk",
            "Expected in 365 days"),
        fields.stream()
            .sorted(
                Comparator.comparing(
                        (Fact fact) -> fact.text(ValueRiskMatrix.LOYALTY), Words.by(Words.TIERS))
                    .thenComparing(
                        fact -> fact.text(ValueRiskMatrix.LIFECYCLE), Words.by(Words.STAGES)))
            .map(
                fact ->
                    List.of(
                        fact.text(ValueRiskMatrix.LOYALTY)
                            + ", "
                            + fact.text(ValueRiskMatrix.LIFECYCLE),
                        figures.count(fact.count(ValueRiskMatrix.CUSTOMERS)),
                        figures.amount(fact.number(ValueRiskMatrix.NET_REVENUE)),
                        figures.amount(fact.number(ValueRiskMatrix.NET_REVENUE_365D)),
                        figures.amount(fact.number(ValueRiskMatrix.REVENUE_AT_RISK)),
                        figures.amount(fact.number(ValueRiskMatrix.EXPECTED_VALUE_365D))))
            .toList());
  }
}
