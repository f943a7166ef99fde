package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;

import io.clientele.schema.GapDistribution;
import io.clientele.schema.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** How long customers wait between purchases, counted by weeks, and beyond twelve by four weeks. */
public final class Gaps {
  private static final int WEEK = 7;
  private static final int WEEKS_APART = 12;
  private static final int WEEKS = 52;
  private static final int TOGETHER = 4;

  private Gaps() {}

  /**
   * Returns the rows of gap_distribution, one for every class, empty ones included.
   *
   * @param days rows of {@link PurchaseDays}
   */
  public static Dataset<Row> of(Dataset<Row> days, LocalDate date, Money money) {
    // As many rows as there are different gaps.
    Counts counts = new Counts(new TreeMap<>());
    days.filter(col(PurchaseDays.DAY_BEFORE).isNotNull())
        .groupBy(datediff(col(PurchaseDays.DAY), col(PurchaseDays.DAY_BEFORE)).as("gap"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.byDays().put(row.getInt(0), row.getLong(1)));
    return days.sparkSession()
        .createDataFrame(rows(counts, date), GapDistribution.SCHEMA.structType(money));
  }

  private record Counts(NavigableMap<Integer, Long> byDays) {
    long between(int from, int to) {
      return byDays.subMap(from, true, to, true).values().stream().mapToLong(n -> n).sum();
    }

    long all() {
      return byDays.values().stream().mapToLong(n -> n).sum();
    }
  }

  private static List<Row> rows(Counts counts, LocalDate date) {
    List<Row> rows = new ArrayList<>();
    long before = 0;
    for (Map.Entry<Integer, @Nullable Integer> one : classes().entrySet()) {
      @Nullable Integer to = one.getValue();
      long gaps = counts.between(one.getKey(), to == null ? Integer.MAX_VALUE : to);
      before += gaps;
      rows.add(
          RowFactory.create(
              date,
              one.getKey(),
              to,
              gaps,
              share(gaps, counts.all()),
              share(before, counts.all())));
    }
    return rows;
  }

  /** First and last days of the classes; the last one has no end. */
  private static Map<Integer, @Nullable Integer> classes() {
    Map<Integer, @Nullable Integer> classes = new TreeMap<>();
    int from = 1;
    while (from < WEEKS * WEEK) {
      int weeks = from < WEEKS_APART * WEEK ? 1 : TOGETHER;
      classes.put(from, from + weeks * WEEK - 1);
      from += weeks * WEEK;
    }
    classes.put(from, null);
    return classes;
  }

  private static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
