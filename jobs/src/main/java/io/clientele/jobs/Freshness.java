package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.feature.Day;
import io.clientele.schema.Orders;
import io.clientele.settings.QualitySettings;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How fresh the orders are that a date sees.
 *
 * @param date the date
 * @param newest the day of the newest purchase up to it, where there is one
 * @param future orders among those looked at that lie far after it
 */
record Freshness(LocalDate date, Optional<LocalDate> newest, Future future) {
  /** Orders that far ahead of the date are no orders placed ahead of time. */
  private static final int FAR_DAYS = 365;

  /**
   * Orders that lie more than a year after the date.
   *
   * @param orders how many
   * @param last the day of the last one
   */
  record Future(long orders, String last) {}

  /**
   * Looks for the newest purchase of orders that the run's date sees.
   *
   * @param coming the orders that are new: with a purchase of the date itself there is no need to
   *     look at all others
   * @param orders all of them
   */
  static Freshness of(Run run, Optional<Dataset<Row>> coming, Dataset<Row> orders) {
    return coming
        .map(rows -> of(run, rows))
        .filter(freshness -> freshness.newest.equals(Optional.of(run.asOf())))
        .orElseGet(() -> of(run, orders));
  }

  private static Freshness of(Run run, Dataset<Row> orders) {
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    Column isPurchase =
        col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE).and(day.sees(col(Orders.ORDERED_AT)));
    Column isFar = col(Orders.ORDER_DATE).gt(lit(run.asOf().plusDays(FAR_DAYS)));
    Row row =
        orders
            .agg(
                max(when(isPurchase, col(Orders.ORDER_DATE))).cast("string"),
                count_if(isFar),
                max(when(isFar, col(Orders.ORDER_DATE))).cast("string"))
            .head();
    return new Freshness(
        run.asOf(),
        Optional.ofNullable(row.getString(0)).map(LocalDate::parse),
        new Future(row.getLong(1), row.isNullAt(2) ? "" : row.getString(2)));
  }

  /** Returns what is told of orders far after the date, where there are some. */
  Optional<String> warning() {
    return future.orders() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d orders are dated more than a year after %s, the last on %s. They count once that"
                    + " day has come. Is the mapping of ordered_at right?",
                future.orders(),
                date,
                future.last()));
  }

  /** Returns what is told of it. */
  String sentence() {
    return newest
        .map(day -> "The newest purchase up to %s is %s old.".formatted(date, told(days(day))))
        .orElseGet(() -> "There is no purchase up to " + date + ".");
  }

  /**
   * Refuses orders that are too old.
   *
   * @throws ClienteleException with exit code 4
   */
  void guard(QualitySettings quality) {
    int most = quality.maxStalenessDays().orElse(Integer.MAX_VALUE);
    newest
        .filter(day -> days(day) > most)
        .ifPresent(
            day -> {
              throw ClienteleException.of(
                  ExitCode.QUALITY,
                  "The newest purchase is %s older than %s; nothing was written"
                      .formatted(told(days(day)), date),
                  "source.orders, newest purchase " + day,
                  "find out why orders have stopped arriving, or raise"
                      + " quality.max-staleness-days");
            });
  }

  private static String told(long days) {
    return days + (days == 1 ? " day" : " days");
  }

  private long days(LocalDate day) {
    return ChronoUnit.DAYS.between(day, date);
  }
}
