package io.clientele.sample;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The shop's seasons: turns moments into instants.
 *
 * <p>A moment counts years of trade since the shop opened, 0 to {@link #YEARS}: it runs faster when
 * the shop is busy (December, Sundays, evenings), so whatever happens evenly in moments happens in
 * season by the clock. Later moments never become earlier instants, over DST changes too.
 */
final class ShopCalendar implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int YEARS = 3;

  private static final double[] MONTHS = {
    0.90, 0.80, 0.90, 0.95, 0.95, 0.90, 0.95, 0.90, 1.00, 1.05, 1.40, 1.75
  };
  private static final double[] WEEKDAYS = {1.10, 1.00, 1.00, 1.00, 0.90, 0.80, 1.20};
  private static final double[] HOURS = {
    2, 1, 0.5, 0.3, 0.3, 0.6, 1.5, 3, 4, 5, 6, 6, 6, 5.5, 5, 5, 5, 5.5, 6.5, 8, 9, 8.5, 6, 4
  };
  private static final double[] HOURS_UP_TO = summed(HOURS);

  private final LocalDate opened;
  private final long[] dayStarts;
  private final double[] tradeUpTo;

  ShopCalendar(LocalDate until, ZoneId zone) {
    opened = until.plusDays(1).minusYears(YEARS);
    int days = (int) (until.toEpochDay() + 1 - opened.toEpochDay());
    dayStarts = new long[days + 1];
    double[] trade = new double[days];
    for (int day = 0; day <= days; day++) {
      LocalDate date = opened.plusDays(day);
      dayStarts[day] = date.atStartOfDay(zone).toEpochSecond();
      if (day < days) {
        trade[day] = trade(date);
      }
    }
    tradeUpTo = summed(trade);
  }

  private static double trade(LocalDate date) {
    return MONTHS[date.getMonthValue() - 1] * WEEKDAYS[date.getDayOfWeek().getValue() - 1];
  }

  /** Returns the second at which the first day begins. */
  long opens() {
    return dayStarts[0];
  }

  /** Returns the second at which the day after the last begins. */
  long closes() {
    return dayStarts[dayStarts.length - 1];
  }

  /** Returns the second of a moment from 0 to below {@link #YEARS}. */
  long secondAt(double moment) {
    double share = moment / YEARS;
    int day = slot(tradeUpTo, share);
    double ofDay = within(tradeUpTo, day, share);
    int hour = slot(HOURS_UP_TO, ofDay);
    double clock = (hour + within(HOURS_UP_TO, hour, ofDay)) / HOURS.length;
    return dayStarts[day] + (long) (clock * (dayStarts[day + 1] - dayStarts[day]));
  }

  /** Returns whether prices are marked down: January, July and the week of Black Friday. */
  boolean isSale(long second) {
    int found = Arrays.binarySearch(dayStarts, second);
    LocalDate date = opened.plusDays(found >= 0 ? found : -found - 2);
    if (date.getMonth() == Month.NOVEMBER) {
      LocalDate thursday = LocalDate.of(date.getYear(), Month.NOVEMBER, 1);
      while (thursday.getDayOfWeek() != DayOfWeek.THURSDAY) {
        thursday = thursday.plusDays(1);
      }
      LocalDate blackFriday = thursday.plusDays(22);
      return Math.abs(date.toEpochDay() - blackFriday.toEpochDay()) <= 3;
    }
    return date.getMonth() == Month.JANUARY || date.getMonth() == Month.JULY;
  }

  // Shares of the whole up to each slot's begin, from 0 to 1.
  private static double[] summed(double[] weights) {
    double[] sums = new double[weights.length + 1];
    for (int slot = 0; slot < weights.length; slot++) {
      sums[slot + 1] = sums[slot] + weights[slot];
    }
    double total = sums[weights.length];
    for (int slot = 0; slot < sums.length; slot++) {
      sums[slot] /= total;
    }
    return sums;
  }

  private static int slot(double[] sharesUpTo, double share) {
    int found = Arrays.binarySearch(sharesUpTo, share);
    int slot = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(slot, sharesUpTo.length - 2));
  }

  private static double within(double[] sharesUpTo, int slot, double share) {
    double width = sharesUpTo[slot + 1] - sharesUpTo[slot];
    double within = (share - sharesUpTo[slot]) / width;
    return Math.max(0, Math.min(within, Math.nextDown(1.0)));
  }
}
