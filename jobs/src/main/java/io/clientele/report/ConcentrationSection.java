package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.RevenueConcentration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much of the revenue the best customers bring. */
final class ConcentrationSection {
  private static final double TENTH = 0.1;

  private ConcentrationSection() {}

  /** Returns the section; empty where nothing was paid. */
  static Optional<Section> of(Facts facts) {
    List<Fact> percentiles =
        facts.of(RevenueConcentration.SCHEMA).stream()
            .filter(fact -> fact.has(RevenueConcentration.CUMULATIVE_REVENUE_SHARE))
            .sorted(Comparator.comparing(fact -> fact.count(RevenueConcentration.PERCENTILE)))
            .toList();
    if (percentiles.size() < 2) {
      return Optional.empty();
    }
    Figures figures = facts.figures();
    List<List<Double>> points = new ArrayList<>(List.of(List.of(0.0, 0.0)));
    for (Fact fact : percentiles) {
      points.add(List.of(customers(fact), revenue(fact)));
    }
    List<List<String>> rows =
        percentiles.stream()
            .filter(fact -> fact.count(RevenueConcentration.PERCENTILE) % 10 == 0)
            .map(fact -> List.of(figures.percent(customers(fact)), figures.percent(revenue(fact))))
            .toList();
    return Optional.of(
        Section.of(
            "concentration",
            "How concentrated revenue is",
            lead(percentiles, figures),
            List.of(
                new Chart(
                    "concentration-curve",
                    "Share of net revenue by share of buyers, the best first",
                    "curve",
                    Map.of(
                        "points",
                        points,
                        "tenth",
                        List.of(customers(tenth(percentiles)), revenue(tenth(percentiles)))),
                    new Grid(List.of("Best buyers", "Bring"), rows)))));
  }

  private static String lead(List<Fact> percentiles, Figures figures) {
    Fact tenth = tenth(percentiles);
    return "The best %s of buyers bring %s of the revenue. The Gini coefficient is %s: it would be 0 if all buyers brought the same, and 1 if one brought everything."
        .formatted(
            figures.percent(customers(tenth)),
            figures.percent(revenue(tenth)),
            figures.fixed(tenth.number(RevenueConcentration.GINI).orElse(0), 2));
  }

  /** The percentile nearest to a tenth of the buyers; with few buyers there is none at it. */
  private static Fact tenth(List<Fact> percentiles) {
    return percentiles.stream()
        .min(Comparator.comparing(fact -> Math.abs(customers(fact) - TENTH)))
        .orElse(percentiles.get(0));
  }

  private static double customers(Fact fact) {
    return fact.number(RevenueConcentration.CUMULATIVE_CUSTOMER_SHARE).orElse(0);
  }

  private static double revenue(Fact fact) {
    return fact.number(RevenueConcentration.CUMULATIVE_REVENUE_SHARE).orElse(0);
  }
}
