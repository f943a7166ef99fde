package io.clientele.table;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/**
 * What a process wants to write a warehouse for.
 *
 * @param command the command
 * @param dates the segment dates it replaces; none for upkeep
 */
public record Writing(String command, List<LocalDate> dates) {

  /** Keeps its own copy of the list. */
  public Writing {
    dates = List.copyOf(dates);
  }

  /** Returns whether both replace the same date, so that one would undo what the other has done. */
  boolean contradicts(Writing other) {
    return !Collections.disjoint(dates, other.dates);
  }

  @Override
  public String toString() {
    return switch (dates.size()) {
      case 0 -> command;
      case 1 -> command + " of " + dates.get(0);
      default -> command + " of " + dates.get(0) + " to " + dates.get(dates.size() - 1);
    };
  }
}
