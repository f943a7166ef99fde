package io.clientele.prediction;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Repeat purchase days of a shop by year, from the newest, and week of the year. */
final class SeasonWeeks {
  private final double[][] seen;

  /** What a model without season expects, scaled to what was bought each year. */
  private final double[][] expected;

  private SeasonWeeks(int years) {
    seen = new double[years][Season.WEEKS];
    expected = new double[years][Season.WEEKS];
  }

  /**
   * Sorts the days of the last full years into weeks.
   *
   * @param expected what a model without season expects, by days before today
   * @param repeats what was bought, by days before today
   */
  static SeasonWeeks of(double[] expected, long[] repeats, LocalDate today, int years) {
    SeasonWeeks weeks = new SeasonWeeks(years);
    for (int year = 0; year < years; year++) {
      LocalDate end = today.minusYears(year + 1L);
      for (LocalDate day = today.minusYears(year); day.isAfter(end); day = day.minusDays(1)) {
        int ago = (int) ChronoUnit.DAYS.between(day, today);
        int week = Season.week(day.getDayOfYear());
        weeks.seen[year][week] += ago < repeats.length ? repeats[ago] : 0;
        weeks.expected[year][week] += expected[ago];
      }
      scale(weeks.expected[year], sum(weeks.seen[year]));
    }
    return weeks;
  }

  private static void scale(double[] values, double total) {
    double sum = sum(values);
    for (int week = 0; week < Season.WEEKS; week++) {
      values[week] = sum == 0 ? 0 : values[week] * total / sum;
    }
  }

  /** Returns the index of each week from all years but one; from all where that is none. */
  double[] indexes(int prior, int leftOut) {
    double[] indexes = new double[Season.WEEKS];
    for (int week = 0; week < Season.WEEKS; week++) {
      double bought = prior;
      double expects = prior;
      for (int year = 0; year < seen.length; year++) {
        if (year != leftOut) {
          bought += seen[year][week];
          expects += expected[year][week];
        }
      }
      indexes[week] = bought / expects;
    }
    return Season.scaled(indexes);
  }

  /** Returns the Poisson log-likelihood of each year by the others' season, over no season. */
  double gain(int prior) {
    double gain = 0;
    for (int year = 0; year < seen.length; year++) {
      double[] season = indexes(prior, year);
      double weighed = 0;
      for (int week = 0; week < Season.WEEKS; week++) {
        weighed += expected[year][week] * season[week];
      }
      double scale = sum(seen[year]) / weighed;
      // A year in which nothing was bought, or was to be expected, says nothing.
      boolean isTelling = weighed > 0 && scale > 0;
      for (int week = 0; week < Season.WEEKS && isTelling; week++) {
        gain += seen[year][week] * Math.log(season[week] * scale);
      }
    }
    return gain;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
