package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.CohortRetention;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Buyers and revenue of each calendar month, from the cohorts: those of a month's own cohort were
 * new, the others came back.
 *
 * @param months the months in order, at most the last three years
 */
record Trade(TreeMap<YearMonth, Month> months) {
  private static final int SHOWN = 36;

  /**
   * A month.
   *
   * @param fresh customers with their first purchase in it
   * @param back customers with a purchase in it who had bought in an earlier month
   * @param revenue gross revenue of identified customers; empty where no amount is mapped
   * @param isComplete whether it had ended
   */
  record Month(long fresh, long back, OptionalDouble revenue, boolean isComplete) {

    Month plus(Month other) {
      OptionalDouble sum =
          revenue.isPresent() && other.revenue.isPresent()
              ? OptionalDouble.of(revenue.getAsDouble() + other.revenue.getAsDouble())
              : OptionalDouble.empty();
      return new Month(fresh + other.fresh, back + other.back, sum, isComplete);
    }
  }

  static Trade of(Facts facts) {
    TreeMap<YearMonth, Month> months = new TreeMap<>();
    for (Fact fact : facts.of(CohortRetention.SCHEMA)) {
      long since = fact.count(CohortRetention.MONTHS_SINCE);
      long customers = fact.count(CohortRetention.CUSTOMERS);
      months.merge(
          YearMonth.from(fact.day(CohortRetention.COHORT_MONTH)).plusMonths(since),
          new Month(
              since == 0 ? customers : 0,
              since == 0 ? 0 : customers,
              fact.number(CohortRetention.GROSS_REVENUE),
              fact.isSet(CohortRetention.IS_COMPLETE)),
          Month::plus);
    }
    while (months.size() > SHOWN) {
      months.pollFirstEntry();
    }
    return new Trade(months);
  }

  /** Returns the newest month that had ended. */
  Optional<YearMonth> newest() {
    return months.descendingMap().entrySet().stream()
        .filter(month -> month.getValue().isComplete())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Chart customersChart(Figures figures) {
    return new Chart(
        "trade-customers",
        "Buyers by month",
        "stacks",
        Map.of(
            "names",
            names(figures),
            "unit",
            "count",
            "series",
            List.of(
                Map.of("name", "Came back", "values", values(month -> (double) month.back())),
                Map.of("name", "New", "values", values(month -> (double) month.fresh())))),
        new Grid(
            List.of("Month", "New", "Came back"),
            rows(
                figures,
                month -> Stream.of(figures.count(month.fresh()), figures.count(month.back())))));
  }

  /** Returns revenue by month; empty where the shop has no amounts. */
  Optional<Chart> revenueChart(Figures figures) {
    if (months.values().stream().noneMatch(month -> month.revenue().isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        new Chart(
            "trade-revenue",
            "Gross revenue by month, identified customers",
            "stacks",
            Map.of(
                "names",
                names(figures),
                "unit",
                "money",
                "series",
                List.of(
                    Map.of(
                        "name",
                        "Gross revenue",
                        "values",
                        values(month -> month.revenue().orElse(0))))),
            new Grid(
                List.of("Month", "Gross revenue"),
                rows(figures, month -> Stream.of(figures.amount(month.revenue()))))));
  }

  private List<String> names(Figures figures) {
    return months.entrySet().stream()
        .map(
            month ->
                figures.shortMonth(month.getKey()) + (month.getValue().isComplete() ? "" : " *"))
        .toList();
  }

  private List<Double> values(Function<Month, Double> value) {
    return months.values().stream().map(value).toList();
  }

  private List<List<String>> rows(Figures figures, Function<Month, Stream<String>> cells) {
    return months.entrySet().stream()
        .map(
            month ->
                Stream.concat(
                        Stream.of(
                            figures.month(month.getKey())
                                + (month.getValue().isComplete() ? "" : " (so far)")),
                        cells.apply(month.getValue()))
                    .toList())
        .toList();
  }
}
