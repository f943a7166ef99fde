package io.clientele.jobs;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The days of a backfill.
 *
 * @param from the first of them
 * @param to the last it may be; not before the first
 * @param every how far they are apart
 */
public record BackfillDays(LocalDate from, LocalDate to, Every every) {

  /** Refuses a range that ends before it begins. */
  public BackfillDays {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException(from + " is after " + to);
    }
  }

  /**
   * Returns the days, ascending. By the month they are the days of each month that the first is of
   * its own, or the last day of a month too short for it.
   */
  public List<LocalDate> dates() {
    // Counted from the first day each: a short month in between does not shorten those after it.
    return LongStream.rangeClosed(0, every.unit.between(from, to) + 1)
        .mapToObj(steps -> from.plus(steps, every.unit))
        .filter(date -> !date.isAfter(to))
        .toList();
  }

  /** How far days of a backfill are apart. */
  public enum Every {
    /** All days. */
    DAY(ChronoUnit.DAYS),
    /** Every seventh day. */
    WEEK(ChronoUnit.WEEKS),
    /** The same day of every month. */
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Every(ChronoUnit unit) {
      this.unit = unit;
    }

    /** Returns what the user types. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
