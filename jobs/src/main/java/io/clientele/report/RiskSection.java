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
                new Risk(facts).lead(),
                List.of(chart(facts, ofBuyers)),
                new Risk(facts).notes()));
  }

  private static Chart chart(Facts facts, List<Fact> fields) {
    List<String> stages = names(fields, ValueRiskMatrix.LIFECYCLE, Words.STAGES);
    List<String> tiers = names(fields, ValueRiskMatrix.LOYALTY, Words.TIERS);
    boolean isPriced = fields.stream().anyMatch(fact -> fact.has(ValueRiskMatrix.NET_REVENUE_365D));
    String weight = isPriced ? ValueRiskMatrix.NET_REVENUE_365D : ValueRiskMatrix.CUSTOMERS;
    Map<String, Object> data = new HashMap<>(Map.of("x", stages, "y", tiers));
    data.put("cells", cells(fields, stages, tiers, weight));
    data.put("unit", isPriced ? "money" : "count");
    data.put("risky", List.of(Lifecycle.SLIPPING_AWAY));
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
            "A year at their pace",
            "Bought on two days or more",
            "Lost within 365 days",
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
                        figures.amount(fact.number(ValueRiskMatrix.REVENUE_PACE)),
                        figures.count(fact.count(ValueRiskMatrix.REPEAT_CUSTOMERS)),
                        figures.count(fact.count(ValueRiskMatrix.LOST_365D)),
                        figures.amount(fact.number(ValueRiskMatrix.EXPECTED_VALUE_365D))))
            .toList());
  }
}
