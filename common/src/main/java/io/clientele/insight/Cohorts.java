package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.year;

import io.clientele.schema.CohortRetention;
import io.clientele.schema.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Customers by the month of their first purchase, followed month by month. */
public final class Cohorts {
  private static final int MONTHS = 12;

  private final Money money;
  private final LocalDate date;

  /** Follows them to one date. */
  public Cohorts(Money money, LocalDate date) {
    this.money = money;
    this.date = date;
  }

  /**
   * Returns the rows of cohort_retention: for every month with a first purchase all months from it
   * to that of the date, those without a purchase included.
   *
   * @param days rows of {@link PurchaseDays}
   */
  public Dataset<Row> of(Dataset<Row> days) {
    // One row for each pair of months: as many as the shop's age, whatever its customers.
    Map<Integer, Cohort> cohorts = new TreeMap<>();
    Dataset<Row> months =
        days.groupBy(
                col(PurchaseDays.CUSTOMER_ID),
                number(PurchaseDays.FIRST_DAY).as("cohort"),
                number(PurchaseDays.SECOND_DAY).as("second"),
                number(PurchaseDays.DAY).as("month"))
            .agg(
                sum(col(PurchaseDays.ORDERS)).as("orders"),
                sum(col(PurchaseDays.UNITS)).as("units"));
    months
        .groupBy("cohort", "month")
        .agg(count(lit(1)), sum("orders"), sum("units"))
        .collectAsList()
        .forEach(
            row ->
                cohort(cohorts, row)
                    .months
                    .put(
                        row.getInt(1),
                        new Month(
                            row.getLong(2),
                            row.getLong(3),
                            row.isNullAt(4) ? null : row.getLong(4))));
    months
        .filter(col("month").equalTo(col("cohort")))
        .groupBy("cohort", "second")
        .agg(count(lit(1)))
        .filter(col("second").isNotNull())
        .collectAsList()
        .forEach(row -> cohort(cohorts, row).repeated.put(row.getInt(1), row.getLong(2)));
    return days.sparkSession()
        .createDataFrame(rows(cohorts), CohortRetention.SCHEMA.structType(money));
  }

  private static Cohort cohort(Map<Integer, Cohort> cohorts, Row row) {
    return cohorts.computeIfAbsent(row.getInt(0), number -> new Cohort());
  }

  /** Months since the year 0. */
  private static Column number(String day) {
    return year(col(day)).multiply(MONTHS).plus(month(col(day))).minus(1);
  }

  /** What is known of the customers of a month, by the number of a later one. */
  private static final class Cohort {
    final Map<Integer, Month> months = new HashMap<>();

    /** Those whose second purchase day fell into it. */
    final Map<Integer, Long> repeated = new HashMap<>();
  }

  /** What a cohort did in a month. */
  private record Month(long customers, long orders, @Nullable Long units) {}

  private List<Row> rows(Map<Integer, Cohort> cohorts) {
    int last = date.getYear() * MONTHS + date.getMonthValue() - 1;
    boolean knowsMoney =
        cohorts.values().stream()
            .flatMap(cohort -> cohort.months.values().stream())
            .anyMatch(one -> one.units != null);
    Month nothing = new Month(0, 0, knowsMoney ? 0L : null);
    List<Row> rows = new ArrayList<>();
    cohorts.forEach(
        (first, cohort) -> {
          long size = cohort.months.getOrDefault(first, nothing).customers;
          long repeated = 0;
          for (int number = first; number <= last; number++) {
            repeated += cohort.repeated.getOrDefault(number, 0L);
            Month one = cohort.months.getOrDefault(number, nothing);
            rows.add(row(first, number, size, repeated, one));
          }
        });
    return rows;
  }

  private Row row(int first, int number, long size, long repeated, Month one) {
    LocalDate end = yearMonth(number).atEndOfMonth();
    return RowFactory.create(
        date,
        yearMonth(first).atDay(1),
        number - first,
        size,
        one.customers,
        (double) one.customers / size,
        repeated,
        (double) repeated / size,
        one.orders,
        one.units == null ? null : BigDecimal.valueOf(one.units, money.scale()),
        !end.isAfter(date));
  }

  private static YearMonth yearMonth(int number) {
    return YearMonth.of(number / MONTHS, number % MONTHS + 1);
  }
}
