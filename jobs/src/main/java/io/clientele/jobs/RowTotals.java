package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.quality.RowClass;
import io.clientele.schema.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Turns row-class totals into the reconciliation of a source, and guards its quality. */
final class RowTotals {

  private RowTotals() {}

  /**
   * Reconciles a source.
   *
   * @param totals rows of {@code row_class, lines} and, where amounts are mapped, {@code exact,
   *     converted, units}
   */
  static RunReport.Reconciliation of(String source, List<Row> totals, Optional<Money> money) {
    Map<String, RunReport.Total> classes = new LinkedHashMap<>();
    List.of(
            RowClass.FILTERED,
            RowClass.ACCEPTED,
            RowClass.GUESTS,
            RowClass.REJECTED,
            RowClass.FORGOTTEN)
        .forEach(name -> classes.put(name, nothing(money)));
    Map<String, RunReport.Total> reasons = new LinkedHashMap<>();
    totals.stream()
        .sorted(
            Comparator.comparing((Row row) -> -row.getLong(row.fieldIndex("lines")))
                .thenComparing(RowTotals::rowClass))
        .forEach(
            row -> {
              String name = rowClass(row);
              boolean isRejection = RowClass.isRejection(name);
              RunReport.Total total = total(row, money);
              classes.merge(isRejection ? RowClass.REJECTED : name, total, RunReport.Total::plus);
              if (isRejection) {
                reasons.put(name, total);
              }
            });
    return new RunReport.Reconciliation(
        source, classes, reasons, money.map(scale -> rounding(totals, scale)));
  }

  /** Fails the run where more rows are rejected than the shop allows. */
  static void guard(RunReport.Reconciliation rows, double maxRejectedShare) {
    long rejected = rows.of(RowClass.REJECTED).rows();
    long all = rows.all().rows();
    if (rejected <= maxRejectedShare * all) {
      return;
    }
    StringBuilder reasons = new StringBuilder();
    rows.rejected()
        .forEach(
            (reason, total) ->
                reasons.append("\n    ").append(reason).append(": ").append(total.rows()));
    throw ClienteleException.of(
        ExitCode.QUALITY,
        String.format(
            Locale.ROOT,
            "%d of %d rows of source %s are rejected (%.3f%%), more than quality.max-rejected-share"
                + " allows (%.3f%%); nothing was written",
            rejected,
            all,
            rows.source(),
            100.0 * rejected / all,
            100 * maxRejectedShare),
        "source." + rows.source() + reasons,
        "mend the source or its mapping, leave rows out by source."
            + rows.source()
            + ".filter, or raise quality.max-rejected-share");
  }

  private static RunReport.Total nothing(Optional<Money> money) {
    return new RunReport.Total(0, money.map(scale -> BigDecimal.ZERO));
  }

  private static RunReport.Total total(Row row, Optional<Money> money) {
    return new RunReport.Total(
        row.getLong(row.fieldIndex("lines")), money.map(scale -> decimal(row, "exact")));
  }

  /** Stored amounts less exact ones, over the rows that were taken. */
  private static BigDecimal rounding(List<Row> totals, Money money) {
    BigDecimal rounding = BigDecimal.ZERO;
    for (Row row : totals) {
      if (rowClass(row).equals(RowClass.ACCEPTED) || rowClass(row).equals(RowClass.GUESTS)) {
        BigDecimal stored = BigDecimal.valueOf(row.getLong(row.fieldIndex("units")), money.scale());
        rounding = rounding.add(stored.subtract(decimal(row, "converted")));
      }
    }
    return rounding;
  }

  private static BigDecimal decimal(Row row, String column) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index) ? BigDecimal.ZERO : row.getDecimal(index);
  }

  private static String rowClass(Row row) {
    return row.getString(row.fieldIndex("row_class"));
  }
}
