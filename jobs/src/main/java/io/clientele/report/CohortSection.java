package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.CohortRetention;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many of each month's new customers come back, and when. */
final class CohortSection {
  private static final int COHORTS = 24;
  private static final int MONTHS = 12;
  private static final int QUARTER = 3;

  private CohortSection() {}

  /** Returns the section; empty where no cohort has a later month. */
  static Optional<Section> of(Facts facts) {
    TreeMap<LocalDate, List<Fact>> cohorts =
        facts.of(CohortRetention.SCHEMA).stream()
            .filter(fact -> fact.count(CohortRetention.MONTHS_SINCE) <= MONTHS)
            .collect(
                Collectors.groupingBy(
                    fact -> fact.day(CohortRetention.COHORT_MONTH),
                    TreeMap::new,
                    Collectors.toList()));
    cohorts.values().removeIf(CohortSection::isUntold);
    while (cohorts.size() > COHORTS) {
      cohorts.pollFirstEntry();
    }
    if (cohorts.size() < 2) {
      return Optional.empty();
    }
    Figures figures = facts.figures();
    List<String> names =
        cohorts.keySet().stream().map(day -> figures.shortMonth(YearMonth.from(day))).toList();
    List<List<Object>> cells = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    int y = 0;
    for (List<Fact> cohort : cohorts.values()) {
      cohort.sort(Comparator.comparing(fact -> fact.count(CohortRetention.MONTHS_SINCE)));
      List<String> row = new ArrayList<>();
      row.add(names.get(y));
      row.add(figures.count(cohort.get(0).count(CohortRetention.COHORT_CUSTOMERS)));
      for (Fact fact : cohort) {
        if (isTold(fact)) {
          cells.add(
              List.of(
                  fact.count(CohortRetention.MONTHS_SINCE) - 1,
                  y,
                  fact.number(CohortRetention.RETENTION).orElse(0)));
          row.add(figures.percent(fact.number(CohortRetention.RETENTION)));
        }
      }
      while (row.size() < MONTHS + 2) {
        row.add("");
      }
      rows.add(row);
      y++;
    }
    return Optional.of(
        Section.of(
            "cohorts",
            "Who comes back",
            lead(cohorts, figures),
            List.of(chart(names, cells, rows)),
            "A row is the customers whose first purchase was in that month, a column a calendar"
                + " month after it. Months that had not ended are left out."));
  }

  /** Of the newest months nothing is known yet. */
  private static boolean isUntold(List<Fact> cohort) {
    return cohort.stream().noneMatch(CohortSection::isTold);
  }

  private static boolean isTold(Fact fact) {
    return fact.count(CohortRetention.MONTHS_SINCE) > 0 && fact.isSet(CohortRetention.IS_COMPLETE);
  }

  private static Chart chart(
      List<String> names, List<List<Object>> cells, List<List<String>> rows) {
    List<String> heads = new ArrayList<>(List.of("First purchase", "Customers"));
    List<String> months = new ArrayList<>();
    for (int month = 1; month <= MONTHS; month++) {
      heads.add("Month " + month);
      months.add(String.valueOf(month));
    }
    return new Chart(
        "cohorts-heat",
        "Share of a month's new customers who buy again, by months since",
        "cohorts",
        Map.of("x", months, "y", names, "cells", cells),
        new Grid(heads, rows));
  }

  /** Cohorts of whom three later months are known, taken together. */
  private static String lead(TreeMap<LocalDate, List<Fact>> cohorts, Figures figures) {
    long customers = 0;
    long back = 0;
    for (List<Fact> cohort : cohorts.values()) {
      for (Fact fact : cohort) {
        if (fact.count(CohortRetention.MONTHS_SINCE) == QUARTER
            && fact.isSet(CohortRetention.IS_COMPLETE)) {
          customers += fact.count(CohortRetention.COHORT_CUSTOMERS);
          back += fact.count(CohortRetention.REPEAT_CUSTOMERS);
        }
      }
    }
    return customers == 0
        ? "The shop is too young for a quarter after a first purchase."
        : "Of those whose first purchase is a quarter or more ago, %s had bought on a second day by the end of the third month after it."
            .formatted(figures.percent((double) back / customers));
  }
}
