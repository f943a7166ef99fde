package io.clientele.insight;

import io.clientele.schema.CustomerBaseGrowth;
import io.clientele.schema.CustomerBaseHistory;
import io.clientele.schema.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The customer base now against some months ago. */
public final class Growth {
  private static final List<Integer> MONTHS = List.of(1, 3, 6, 12);
  private static final int OLDER = 6;

  private Growth() {}

  /**
   * Returns the rows of customer_base_growth; none for months that no complete date is as old as.
   *
   * @param summary rows of segment_summary
   * @param complete the dates to compare with, the segment date among them
   */
  public static Dataset<Row> of(
      Dataset<Row> summary, LocalDate date, NavigableSet<LocalDate> complete, Money money) {
    Map<Integer, LocalDate> compared = new TreeMap<>();
    for (int months : MONTHS) {
      // A shop that runs by the week has no date of exactly that age.
      LocalDate age = date.minusMonths(months);
      Optional.ofNullable(complete.floor(age))
          .filter(day -> !day.isBefore(age.minusDays(OLDER)))
          .ifPresent(day -> compared.put(months, day));
    }
    Map<LocalDate, Map<String, Stage>> stages = stages(summary, date, compared.values());
    List<Row> rows = new ArrayList<>();
    Map<String, Stage> now = stages.getOrDefault(date, Map.of());
    compared.forEach(
        (months, day) -> {
          Map<String, Stage> then = stages.getOrDefault(day, Map.of());
          Stage nobody = Stage.nobody(then, now);
          Set<String> names = new TreeSet<>(then.keySet());
          names.addAll(now.keySet());
          for (String name : names) {
            Stage before = then.getOrDefault(name, nobody);
            Stage after = now.getOrDefault(name, nobody);
            rows.add(
                RowFactory.create(
                    date,
                    months,
                    day,
                    name,
                    before.customers,
                    after.customers,
                    before.growthTo(after),
                    before.revenue,
                    after.revenue));
          }
        });
    return summary
        .sparkSession()
        .createDataFrame(rows, CustomerBaseGrowth.SCHEMA.structType(money));
  }

  /** A stage of a date; revenue is null where no amount is mapped. */
  private record Stage(long customers, @Nullable BigDecimal revenue) {

    @Nullable Double growthTo(Stage after) {
      return customers == 0 ? null : (double) (after.customers - customers) / customers;
    }

    /** A stage that nobody is in. */
    static Stage nobody(Map<String, Stage> then, Map<String, Stage> now) {
      boolean knowsMoney =
          List.of(then, now).stream()
              .flatMap(stages -> stages.values().stream())
              .anyMatch(stage -> stage.revenue != null);
      return new Stage(0, knowsMoney ? BigDecimal.ZERO : null);
    }
  }

  /** The stages of a few dates, everybody among them. */
  private static Map<LocalDate, Map<String, Stage>> stages(
      Dataset<Row> summary, LocalDate date, Iterable<LocalDate> compared) {
    NavigableSet<LocalDate> dates = new TreeSet<>(Set.of(date));
    compared.forEach(dates::add);
    Map<LocalDate, Map<String, Stage>> stages = new HashMap<>();
    for (Row row : PastStages.stages(summary, dates).collectAsList()) {
      LocalDate day = LocalDate.parse(row.getAs(CustomerBaseHistory.HISTORY_DATE).toString());
      stages
          .computeIfAbsent(day, found -> new HashMap<>())
          .put(
              row.getAs(CustomerBaseHistory.STAGE),
              new Stage(
                  row.<Long>getAs(CustomerBaseHistory.CUSTOMERS),
                  row.getAs(CustomerBaseHistory.NET_REVENUE)));
    }
    return stages;
  }
}
