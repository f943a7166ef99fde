package io.clientele.oracle;

import static io.clientele.oracle.OracleCells.ratio;

import io.clientele.schema.CohortRetention;
import io.clientele.schema.GapDistribution;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Cohorts and gaps of the purchases up to a date, customer by customer. */
final class OracleRhythm {
  private final OracleShop shop;
  private final LocalDate date;
  private final Map<String, List<OracleOrder>> purchases = new TreeMap<>();

  OracleRhythm(OracleShop shop, LocalDate date) {
    this.shop = shop;
    this.date = date;
    for (OracleOrder order : shop.orders()) {
      if (order.isPurchase() && !order.day().isAfter(date)) {
        order
            .customerId()
            .ifPresent(id -> purchases.computeIfAbsent(id, one -> new ArrayList<>()).add(order));
      }
    }
  }

  private static NavigableSet<LocalDate> days(List<OracleOrder> orders) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    orders.forEach(order -> days.add(order.day()));
    return days;
  }

  List<OracleCells> gaps() {
    List<Long> gaps = new ArrayList<>();
    for (List<OracleOrder> orders : purchases.values()) {
      List<LocalDate> days = List.copyOf(days(orders));
      for (int i = 1; i < days.size(); i++) {
        gaps.add(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i)));
      }
    }
    List<OracleCells> rows = new ArrayList<>();
    int from = 1;
    while (from <= 365) {
      int to = from < 85 ? from + 6 : from + 27;
      boolean isLast = from == 365;
      int first = from;
      long inside = gaps.stream().filter(gap -> gap >= first && (isLast || gap <= to)).count();
      long soFar = gaps.stream().filter(gap -> isLast || gap <= to).count();
      rows.add(
          new OracleCells()
              .put(GapDistribution.SEGMENT_DATE, date)
              .put(GapDistribution.FROM_DAYS, from)
              .put(GapDistribution.TO_DAYS, isLast ? null : (Integer) to)
              .put(GapDistribution.GAPS, inside)
              .put(GapDistribution.GAP_SHARE, ratio(inside, gaps.size()))
              .put(GapDistribution.CUMULATIVE_SHARE, ratio(soFar, gaps.size())));
      from = to + 1;
    }
    return rows;
  }

  List<OracleCells> cohorts() {
    Map<YearMonth, List<List<OracleOrder>>> cohorts = new TreeMap<>();
    for (List<OracleOrder> orders : purchases.values()) {
      cohorts
          .computeIfAbsent(YearMonth.from(days(orders).first()), month -> new ArrayList<>())
          .add(orders);
    }
    List<OracleCells> rows = new ArrayList<>();
    cohorts.forEach(
        (cohort, members) -> {
          for (YearMonth month = cohort;
              !month.isAfter(YearMonth.from(date));
              month = month.plusMonths(1)) {
            rows.add(row(cohort, month, members));
          }
        });
    return rows;
  }

  private OracleCells row(YearMonth cohort, YearMonth month, List<List<OracleOrder>> members) {
    long active = 0;
    long repeated = 0;
    long orders = 0;
    long gross = 0;
    for (List<OracleOrder> member : members) {
      List<OracleOrder> inside =
          member.stream().filter(order -> YearMonth.from(order.day()).equals(month)).toList();
      active += inside.isEmpty() ? 0 : 1;
      orders += inside.size();
      gross += inside.stream().mapToLong(order -> order.sums().gross()).sum();
      repeated += days(member).headSet(month.plusMonths(1).atDay(1)).size() > 1 ? 1 : 0;
    }
    return new OracleCells()
        .put(CohortRetention.SEGMENT_DATE, date)
        .put(CohortRetention.COHORT_MONTH, cohort.atDay(1))
        .put(CohortRetention.MONTHS_SINCE, (int) cohort.until(month, ChronoUnit.MONTHS))
        .put(CohortRetention.COHORT_CUSTOMERS, (long) members.size())
        .put(CohortRetention.CUSTOMERS, active)
        .put(CohortRetention.RETENTION, ratio(active, members.size()))
        .put(CohortRetention.REPEAT_CUSTOMERS, repeated)
        .put(CohortRetention.REPEAT_SHARE, ratio(repeated, members.size()))
        .put(CohortRetention.ORDERS, orders)
        .put(CohortRetention.GROSS_REVENUE, shop.money().amount(gross))
        .put(CohortRetention.IS_COMPLETE, !month.atEndOfMonth().isAfter(date));
  }
}
