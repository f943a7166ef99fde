package io.clientele.jobs;

import io.clientele.settings.RetentionSettings;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which dates of a table go.
 *
 * @param settings how long they stay
 * @param asOf the day to count from
 */
record Retention(RetentionSettings settings, LocalDate asOf) {

  /**
   * Returns the dates that go, ascending. What stays: every date of the last days and after the
   * as-of date; the last date of each month within the months; the newest date, and the newest
   * complete one, up to the as-of date. The last date of a month is its last complete one, where it
   * has any. What is left of a table loses nothing more on the same day.
   *
   * @param held the dates of the table
   * @param isComplete whether a date is complete
   */
  List<LocalDate> dropped(Collection<LocalDate> held, Predicate<LocalDate> isComplete) {
    if (settings.days().isEmpty()) {
      return List.of();
    }
    LocalDate first = asOf.minusDays(settings.days().getAsInt() - 1L);
    Set<LocalDate> kept = new TreeSet<>(monthEnds(held, isComplete));
    Comparator<LocalDate> order = Comparator.naturalOrder();
    held.stream().filter(this::isPast).max(order).ifPresent(kept::add);
    held.stream().filter(this::isPast).filter(isComplete).max(order).ifPresent(kept::add);
    return held.stream()
        .filter(date -> date.isBefore(first) && !kept.contains(date))
        .sorted()
        .toList();
  }

  private boolean isPast(LocalDate date) {
    return !date.isAfter(asOf);
  }

  private List<LocalDate> monthEnds(Collection<LocalDate> held, Predicate<LocalDate> isComplete) {
    Comparator<LocalDate> order =
        Comparator.<LocalDate, Boolean>comparing(isComplete::test)
            .thenComparing(Comparator.naturalOrder());
    return held.stream()
        .filter(date -> isWithin(YearMonth.from(date)))
        .collect(Collectors.groupingBy(YearMonth::from))
        .values()
        .stream()
        .map(month -> month.stream().max(order).orElseThrow())
        .toList();
  }

  private boolean isWithin(YearMonth month) {
    return settings.months().isEmpty()
        || month.isAfter(YearMonth.from(asOf).minusMonths(settings.months().getAsInt()));
  }
}
