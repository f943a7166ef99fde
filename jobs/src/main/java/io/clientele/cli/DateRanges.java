package io.clientele.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Dates as text, those that follow each other in one table together. */
final class DateRanges {

  private DateRanges() {}

  /**
   * Returns the text of some dates of a table.
   *
   * @param held all dates of the table, ascending
   * @param chosen those to tell
   */
  static String of(List<LocalDate> held, Set<LocalDate> chosen) {
    List<String> ranges = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= held.size(); i++) {
      boolean isChosen = i < held.size() && chosen.contains(held.get(i));
      if (isChosen && start < 0) {
        start = i;
      }
      if (!isChosen && start >= 0) {
        ranges.add(range(held.get(start), held.get(i - 1)));
        start = -1;
      }
    }
    return String.join(", ", ranges);
  }

  private static String range(LocalDate first, LocalDate last) {
    return first.equals(last) ? first.toString() : first + " to " + last;
  }
}
