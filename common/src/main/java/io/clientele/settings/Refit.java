package io.clientele.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How often a family is fitted again. */
public enum Refit {
  /** Every segment date. */
  DAILY,
  /** Once a week, Monday to Sunday. */
  WEEKLY,
  /** Once a calendar month. */
  MONTHLY,
  /** Once for all. */
  PINNED;

  /** Returns the first day of the period a date lies in; a model from it or later is not due. */
  public LocalDate periodStart(LocalDate date) {
    return switch (this) {
      case DAILY -> date;
      case WEEKLY -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTHLY -> date.withDayOfMonth(1);
      case PINNED -> LocalDate.EPOCH.minusYears(1000);
    };
  }
}
