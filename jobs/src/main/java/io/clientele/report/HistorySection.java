package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.CustomerBaseGrowth;
import io.clientele.schema.CustomerBaseHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The base over time: customers by stage on the dates kept, and trade by month. */
final class HistorySection {

  private HistorySection() {}

  /** Returns the section; empty where there is neither a past date nor a month of trade. */
  static Optional<Section> of(Facts facts) {
    List<Chart> charts = new ArrayList<>();
    stages(facts).ifPresent(charts::add);
    Trade trade = Trade.of(facts);
    if (trade.months().size() > 1) {
      charts.add(trade.customersChart(facts.figures()));
      trade.revenueChart(facts.figures()).ifPresent(charts::add);
    }
    growth(facts).ifPresent(charts::add);
    return charts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "base",
                "The base over time",
                "Who is in the base, and who keeps it alive: customers by stage on the dates kept,"
                    + " and buyers of each month, those who came back apart from those who were"
                    + " new.",
                charts));
  }

  private static Optional<Chart> stages(Facts facts) {
    Map<String, Map<String, Fact>> dates =
        facts.of(CustomerBaseHistory.SCHEMA).stream()
            .filter(fact -> !fact.text(CustomerBaseHistory.STAGE).equals(CustomerBaseHistory.ALL))
            .collect(
                Collectors.groupingBy(
                    fact -> fact.text(CustomerBaseHistory.HISTORY_DATE),
                    TreeMap::new,
                    Collectors.toMap(fact -> fact.text(CustomerBaseHistory.STAGE), fact -> fact)));
    if (dates.size() < 2) {
      return Optional.empty();
    }
    List<String> stages =
        dates.values().stream()
            .flatMap(stage -> stage.keySet().stream())
            .distinct()
            .sorted(Words.by(Words.STAGES))
            .toList();
    List<Map<String, Object>> series = new ArrayList<>();
    for (String stage : stages) {
      List<Long> values = dates.values().stream().map(date -> customers(date, stage)).toList();
      series.add(Map.of("name", stage, "values", values));
    }
    return Optional.of(
        new Chart(
            "base-stages",
            "Customers by lifecycle stage",
            "areas",
            Map.of("dates", List.copyOf(dates.keySet()), "series", series),
            table(dates, stages, facts.figures())));
  }

  private static Grid table(
      Map<String, Map<String, Fact>> dates, List<String> stages, Figures figures) {
    List<List<String>> rows = new ArrayList<>();
    dates.forEach(
        (date, inside) -> {
          List<String> row = new ArrayList<>(List.of(figures.shortDay(LocalDate.parse(date))));
          stages.forEach(stage -> row.add(figures.count(customers(inside, stage))));
          rows.add(row);
        });
    List<String> heads = new ArrayList<>(List.of("Date"));
    heads.addAll(stages);
    return new Grid(heads, rows);
  }

  private static long customers(Map<String, Fact> stages, String stage) {
    return Optional.ofNullable(stages.get(stage))
        .map(fact -> fact.count(CustomerBaseHistory.CUSTOMERS))
        .orElse(0L);
  }

  private static Optional<Chart> growth(Facts facts) {
    Figures figures = facts.figures();
    List<List<String>> rows =
        facts.of(CustomerBaseGrowth.SCHEMA).stream()
            .filter(fact -> fact.text(CustomerBaseGrowth.STAGE).equals(CustomerBaseHistory.ALL))
            .map(
                fact ->
                    List.of(
                        "%s months ago (%s)"
                            .formatted(
                                fact.text(CustomerBaseGrowth.MONTHS_BACK),
                                figures.shortDay(fact.day(CustomerBaseGrowth.COMPARED_DATE)))
                            .replace("1 months ago", "1 month ago"),
                        figures.count(fact.count(CustomerBaseGrowth.CUSTOMERS_THEN)),
                        figures.count(fact.count(CustomerBaseGrowth.CUSTOMERS)),
                        figures.percent(fact.number(CustomerBaseGrowth.GROWTH)),
                        figures.amount(fact.number(CustomerBaseGrowth.NET_REVENUE_THEN)),
                        figures.amount(fact.number(CustomerBaseGrowth.NET_REVENUE))))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Chart.ofTable(
                "base-growth",
                "Growth of the base",
                new Grid(
                    List.of(
                        "Against",
                        "Customers then",
                        "Customers now",
                        "Growth",
                        "Net revenue then",
                        "Net revenue now"),
                    rows)));
  }
}
