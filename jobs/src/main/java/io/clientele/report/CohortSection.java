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
import java.util.SortedMap;
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
    SortedMap<LocalDate, List<Fact>> cohorts = cohorts(facts);
    if (cohorts.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        Section.of(
            "cohorts",
            "Who comes back",
            lead(cohorts, facts.figures()),
            List.of(chart(cohorts, facts.figures())),
            "A row is the customers whose first purchase was in that month, with their number, a"
                + " column a calendar month after it. Months that had not ended are left out."));
  }

  /** The months from the first on to the last of which something is known, each in order. */
  private static SortedMap<LocalDate, List<Fact>> cohorts(Facts facts) {
    TreeMap<LocalDate, List<Fact>> cohorts =
        facts.of(CohortRetention.SCHEMA).stream()
            .filter(fact -> fact.count(CohortRetention.MONTHS_SINCE) <= MONTHS)
            .sorted(Comparator.comparing(fact -> fact.count(CohortRetention.MONTHS_SINCE)))
            .collect(
                Collectors.groupingBy(
                    fact -> fact.day(CohortRetention.COHORT_MONTH),
                    TreeMap::new,
                    Collectors.toList()));
    cohorts.values().removeIf(CohortSection::isUntold);
    while (cohorts.size() > COHORTS) {
      cohorts.pollFirstEntry();
    }
    return cohorts;
  }

  /** Of the newest months nothing is known yet. */
  private static boolean isUntold(List<Fact> cohort) {
    return cohort.stream().noneMatch(CohortSection::isTold);
  }

  private static boolean isTold(Fact fact) {
    return fact.count(CohortRetention.MONTHS_SINCE) > 0 && fact.isSet(CohortRetention.IS_COMPLETE);
  }

  private static long lastTold(SortedMap<LocalDate, List<Fact>> cohorts) {
    return cohorts.values().stream()
        .flatMap(List::stream)
        .filter(CohortSection::isTold)
        .mapToLong(fact -> fact.count(CohortRetention.MONTHS_SINCE))
        .max()
        .orElse(0);
  }

  private static Chart chart(SortedMap<LocalDate, List<Fact>> cohorts, Figures figures) {
    long told = lastTold(cohorts);
    List<String> names = new ArrayList<>();
    List<List<Object>> cells = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<Long> sizes =
        cohorts.values().stream()
            .map(cohort -> cohort.get(0).count(CohortRetention.COHORT_CUSTOMERS))
            .toList();
    cohorts.forEach(
        (month, cohort) -> {
          String name = figures.shortMonth(YearMonth.from(month));
          for (Fact fact : cohort) {
            if (isTold(fact)) {
              cells.add(
                  List.of(
                      fact.count(CohortRetention.MONTHS_SINCE) - 1,
                      names.size(),
                      fact.number(CohortRetention.RETENTION).orElse(0)));
            }
          }
          names.add(name);
          rows.add(row(name, cohort, told, figures));
        });
    List<String> heads = new ArrayList<>(List.of("First purchase", "Customers"));
    List<String> months = new ArrayList<>();
    for (int month = 1; month <= told; month++) {
      heads.add("Month " + month);
      months.add(String.valueOf(month));
    }
    return new Chart(
        "cohorts-heat",
        "Share of a month's new customers who buy again, by months since",
        "cohorts",
        Map.of("x", months, "y", names, "sizes", sizes, "cells", cells),
        new Grid(heads, rows));
  }

  private static List<String> row(String name, List<Fact> cohort, long told, Figures figures) {
    List<String> row = new ArrayList<>(List.of(name));
    row.add(figures.count(cohort.get(0).count(CohortRetention.COHORT_CUSTOMERS)));
    for (Fact fact : cohort) {
      if (isTold(fact)) {
        row.add(figures.percent(fact.number(CohortRetention.RETENTION)));
      }
    }
    while (row.size() < told + 2) {
      row.add("");
    }
    return row;
  }

  /** Cohorts of whom three later months are known, taken together. */
  private static String lead(SortedMap<LocalDate, List<Fact>> cohorts, Figures figures) {
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
