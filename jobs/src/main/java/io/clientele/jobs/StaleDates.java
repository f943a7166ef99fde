package io.clientele.jobs;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of later dates that looked at a date before it was computed. */
public final class StaleDates {
  private static final int LISTED = 3;

  private StaleDates() {}

  /** Returns the sentence for such dates, ascending; empty where there are none. */
  public static Optional<String> sentence(List<LocalDate> dates) {
    if (dates.isEmpty()) {
      return Optional.empty();
    }
    String named =
        dates.size() <= LISTED
            ? dates.stream().map(LocalDate::toString).collect(Collectors.joining(", "))
            : "%d dates from %s to %s"
                .formatted(dates.size(), dates.get(0), dates.get(dates.size() - 1));
    return Optional.of(
        "Later dates build on earlier ones; stale until they are computed again: " + named + ".");
  }
}
