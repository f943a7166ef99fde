package io.clientele.jobs;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Which dates of a table are exported.
 *
 * @param from the first; empty: the oldest one there is
 * @param to the last; empty: the newest one there is. Without either it is the newest one alone
 * @param unfinished whether dates are taken that are not complete
 */
public record ExportedDates(
    Optional<LocalDate> from, Optional<LocalDate> to, Unfinished unfinished) {

  /** What becomes of dates that are not complete. */
  public enum Unfinished {
    /** They are left out. */
    LEFT_OUT,
    /** They are taken as they stand. */
    TAKEN
  }

  /** Returns those of some dates, ascending. */
  List<LocalDate> of(NavigableSet<LocalDate> dates) {
    if (dates.isEmpty()) {
      return List.of();
    }
    if (from.isEmpty() && to.isEmpty()) {
      return List.of(dates.last());
    }
    LocalDate first = from.orElseGet(dates::first);
    LocalDate last = to.orElseGet(dates::last);
    return dates.stream().filter(date -> !date.isBefore(first) && !date.isAfter(last)).toList();
  }

  /** Returns them in words, to follow a noun. */
  String words() {
    if (from.isPresent() && from.equals(to)) {
      return " of " + from.get();
    }
    return from.map(date -> " from " + date).orElse("") + to.map(date -> " to " + date).orElse("");
  }
}
