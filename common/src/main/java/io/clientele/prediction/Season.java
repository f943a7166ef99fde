package io.clientele.prediction;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How fast a shop's time runs by season: each calendar day counts the index of its week, so that
 * the days of a year are about as many in either time. A model of purchases that is read in this
 * operational time keeps all its formulas.
 *
 * <p>Indexes are whole millionths, and sums of them whole numbers: no order of additions changes a
 * digit. Immutable.
 */
public final class Season implements Serializable {
  /** Weeks of a year: of seven days from 1 January, the last with the one or two that are over. */
  public static final int WEEKS = 52;

  /** What a day counts whose index is 1. */
  public static final long UNITS_PER_DAY = 1_000_000;

  /** Least index: time never stands still, so that a longer wait is always more time. */
  private static final double LEAST = 0.02;

  private static final int MONTHS = 12;
  private static final int DAYS_PER_WEEK = 7;
  private static final int YEAR = 365;
  private static final int EPOCH = 1970;

  private final long[] units;
  private final long perYear;
  private final long[] perDayOfYear;

  private Season(long[] units) {
    this.units = units;
    long last = units[WEEKS - 1];
    this.perDayOfYear = new long[YEAR + 1];
    long sum = 0;
    for (int day = 0; day <= YEAR; day++) {
      sum += units[week(day + 1)];
      // Less the days since the epoch that perDay() counts at the last week's index.
      perDayOfYear[day] = sum - (day + 1) * last;
    }
    this.perYear = perDayOfYear[YEAR - 1];
  }

  /**
   * Returns the season of 52 indexes above 0, raised to the least one where they are below it, then
   * scaled to a mean of 1.
   */
  static Season of(double[] indexes) {
    return new Season(
        Arrays.stream(scaled(indexes)).mapToLong(s -> Math.round(s * UNITS_PER_DAY)).toArray());
  }

  /** Returns the season that {@link #weeks} told. */
  public static Season ofWeeks(List<Double> weeks) {
    if (weeks.size() != WEEKS) {
      throw new IllegalArgumentException("A season has 52 weeks, not " + weeks.size());
    }
    return new Season(weeks.stream().mapToLong(s -> Math.round(s * UNITS_PER_DAY)).toArray());
  }

  /**
   * Returns the season of twelve numbers, January first: a week counts the mean over its days in a
   * year of 365.
   *
   * @param months how much each month is bought in against the others; 0 or more, one above 0
   */
  public static Season ofMonths(List<Double> months) {
    if (months.size() != MONTHS) {
      throw new IllegalArgumentException("A year has twelve months, not " + months.size());
    }
    double[] sums = new double[WEEKS];
    int[] days = new int[WEEKS];
    for (int day = 1; day <= YEAR; day++) {
      sums[week(day)] += months.get(LocalDate.ofYearDay(EPOCH, day).getMonthValue() - 1);
      days[week(day)]++;
    }
    double mean = Arrays.stream(sums).sum() / YEAR;
    double[] indexes = new double[WEEKS];
    for (int week = 0; week < WEEKS; week++) {
      indexes[week] = sums[week] / days[week] / mean;
    }
    return of(indexes);
  }

  /** Returns the indexes at least the least one, and 1 in the mean. */
  static double[] scaled(double[] indexes) {
    double[] raised = Arrays.stream(indexes).map(s -> Math.max(s, LEAST)).toArray();
    double mean = Arrays.stream(raised).sum() / WEEKS;
    return Arrays.stream(raised).map(s -> s / mean).toArray();
  }

  /** Returns the week of a day of the year, from 0. */
  static int week(int dayOfYear) {
    return Math.min((dayOfYear - 1) / DAYS_PER_WEEK, WEEKS - 1);
  }

  /** Returns the index of each week. */
  public List<Double> weeks() {
    return LongStream.of(units).mapToObj(s -> (double) s / UNITS_PER_DAY).toList();
  }

  /**
   * Returns what {@link #at} adds for each year since 1970. With y years, the day d since the epoch
   * and the day n of its year, {@code at = y perYear + d perDay + perDayOfYear[n - 1]}.
   */
  public long perYear() {
    return perYear;
  }

  /** Returns what {@link #at} adds for each day since the epoch. */
  public long perDay() {
    return units[WEEKS - 1];
  }

  /** Returns what {@link #at} adds for the day of the year, 366 numbers. */
  public long[] perDayOfYear() {
    return perDayOfYear.clone();
  }

  /** Returns the units from the epoch up to the end of a day. */
  public long at(LocalDate date) {
    return (date.getYear() - EPOCH) * perYear
        + date.toEpochDay() * perDay()
        + perDayOfYear[date.getDayOfYear() - 1];
  }

  /** Returns the operational days from the end of one day to the end of another. */
  public double days(LocalDate from, LocalDate to) {
    return (double) (at(to) - at(from)) / UNITS_PER_DAY;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Season season && Arrays.equals(units, season.units);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(units);
  }

  @Override
  public String toString() {
    return "Season" + weeks();
  }
}
