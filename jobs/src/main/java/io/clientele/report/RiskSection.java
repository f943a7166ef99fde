package io.clientele.report;

import io.clientele.family.Lifecycle;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.ValueRiskMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Value by risk: loyalty against lifecycle. */
final class RiskSection {

  private RiskSection() {}

  /** Returns the section; empty where either family is off. */
  static Optional<Section> of(Facts facts) {
    List<Fact> ofBuyers =
        facts.of(ValueRiskMatrix.SCHEMA).stream()
            .filter(fact -> !fact.text(ValueRiskMatrix.LIFECYCLE).equals(Lifecycle.PROSPECT))
            .toList();
    return ofBuyers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "risk",
                "Value at risk",
                lead(facts),
                List.of(chart(facts, ofBuyers)),
                atRisk(facts).isPresent()
                    ? "At risk is what those who are Slipping Away or Lost brought in the last 365"
                        + " days."
                    : "At risk are those who are Slipping Away or Lost."));
  }

  private static Chart chart(Facts facts, List<Fact> fields) {
    List<String> stages = names(fields, ValueRiskMatrix.LIFECYCLE, Words.STAGES);
    List<String> tiers = names(fields, ValueRiskMatrix.LOYALTY, Words.TIERS);
    boolean isPriced = fields.stream().anyMatch(fact -> fact.has(ValueRiskMatrix.NET_REVENUE_365D));
    String weight = isPriced ? ValueRiskMatrix.NET_REVENUE_365D : ValueRiskMatrix.CUSTOMERS;
    Map<String, Object> data = new HashMap<>(Map.of("x", stages, "y", tiers));
    data.put("cells", cells(fields, stages, tiers, weight));
    data.put("unit", isPriced ? "money" : "count");
    data.put("risky", List.of(Lifecycle.SLIPPING_AWAY, Lifecycle.LOST));
    return new Chart(
        "risk-matrix",
        isPriced
            ? "Net revenue of the last 365 days by tier and stage"
            : "Customers by tier and stage",
        "matrix",
        data,
        table(facts.figures(), facts.of(ValueRiskMatrix.SCHEMA)));
  }

  /** Every field of the matrix, those that nobody is in among them. */
  private static List<List<Object>> cells(
      List<Fact> fields, List<String> stages, List<String> tiers, String weight) {
    List<List<Object>> cells = new ArrayList<>();
    for (int x = 0; x < stages.size(); x++) {
      for (int y = 0; y < tiers.size(); y++) {
        String stage = stages.get(x);
        String tier = tiers.get(y);
        Optional<Fact> field =
            fields.stream()
                .filter(fact -> fact.text(ValueRiskMatrix.LIFECYCLE).equals(stage))
                .filter(fact -> fact.text(ValueRiskMatrix.LOYALTY).equals(tier))
                .findFirst();
        double worth = field.map(fact -> fact.number(weight).orElse(0)).orElse(0.0);
        long customers = field.map(fact -> fact.count(ValueRiskMatrix.CUSTOMERS)).orElse(0L);
        cells.add(List.of(x, y, worth, customers));
      }
    }
    return cells;
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
    return "%s of the last 365 days' revenue, %s, came from customers who are now Slipping Away or Lost."
        .formatted(
            facts.figures().percent(atRisk.getAsDouble() / ofYear.getAsDouble()),
            facts.figures().amount(atRisk));
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
