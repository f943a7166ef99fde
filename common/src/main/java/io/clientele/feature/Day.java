package io.clientele.feature;

import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.spark.sql.Column;

/**
 * The segment date: what is visible at its end and how long ago something was.
 *
 * @param date the calendar day
 * @param zone the shop's time zone
 */
public record Day(LocalDate date, ZoneId zone) {

  /** Returns the first instant that is not visible: the start of the next day. */
  public Instant end() {
    return date.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** Holds for instants that are visible at the end of the day. */
  public Column sees(Column instant) {
    return instant.lt(lit(end()));
  }

  /** Holds for days among the last n, this one included; they must not lie after it. */
  public Column isInLast(int days, Column day) {
    return day.gt(date_sub(literal(), days));
  }

  /** Returns the day as a literal. */
  public Column literal() {
    return lit(date);
  }
}
