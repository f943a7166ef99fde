package io.clientele.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What readers find whole: a date is in one state at most, and all its tables belong together at
 * the versions of that state.
 *
 * @param states usually one; another for dates that were begun again and not finished
 * @param unfinished dates of which a table was replaced, or was about to be, and the last one not
 *     yet
 */
record CompleteStates(List<State> states, SortedSet<LocalDate> unfinished) {

  /**
   * Dates that are whole at the same versions.
   *
   * @param versions version to read of each table, by its name; empty where the format keeps no
   *     versions and the tables are read as they stand
   * @param dates the dates
   */
  record State(SortedMap<String, Long> versions, SortedSet<LocalDate> dates) {

    private State without(Collection<LocalDate> gone) {
      SortedSet<LocalDate> left = new TreeSet<>(dates);
      left.removeAll(gone);
      return new State(versions, left);
    }

    private State only(Collection<LocalDate> kept) {
      SortedSet<LocalDate> left = new TreeSet<>(dates);
      left.retainAll(kept);
      return new State(versions, left);
    }
  }

  /** Keeps its own copies, and no state without dates. */
  CompleteStates {
    states = states.stream().filter(state -> !state.dates().isEmpty()).toList();
    unfinished = new TreeSet<>(unfinished);
  }

  static CompleteStates none() {
    return new CompleteStates(List.of(), new TreeSet<>());
  }

  /**
   * A table of the date is about to be replaced: where it can be read at its version the date stays
   * whole, elsewhere it is whole no more.
   */
  CompleteStates begun(LocalDate date) {
    SortedSet<LocalDate> more = new TreeSet<>(unfinished);
    more.add(date);
    return new CompleteStates(
        states.stream()
            .map(state -> state.versions().isEmpty() ? state.without(List.of(date)) : state)
            .toList(),
        more);
  }

  /** All tables of the date are new, and every other date moves on. */
  CompleteStates completed(LocalDate date, SortedMap<String, Long> versions) {
    SortedSet<LocalDate> left = new TreeSet<>(unfinished);
    left.remove(date);
    List<State> known = new ArrayList<>(states);
    known.add(new State(new TreeMap<>(versions), new TreeSet<>(List.of(date))));
    return new CompleteStates(known, left).movedOn(versions);
  }

  /**
   * The rows of complete dates are the same at these versions; but for unfinished dates, which stay
   * where they are whole.
   */
  CompleteStates movedOn(SortedMap<String, Long> versions) {
    SortedSet<LocalDate> moving = new TreeSet<>();
    states.forEach(state -> moving.addAll(state.without(unfinished).dates()));
    List<State> next = new ArrayList<>();
    next.add(new State(new TreeMap<>(versions), moving));
    states.forEach(state -> next.add(state.only(unfinished)));
    return new CompleteStates(next, unfinished);
  }

  /** Unfinished dates are whole nowhere. */
  CompleteStates withoutUnfinished() {
    return new CompleteStates(
        states.stream().map(state -> state.without(unfinished)).toList(), unfinished);
  }

  /** The dates are not there any more. */
  CompleteStates without(Collection<LocalDate> dates) {
    SortedSet<LocalDate> left = new TreeSet<>(unfinished);
    left.removeAll(dates);
    return new CompleteStates(states.stream().map(state -> state.without(dates)).toList(), left);
  }
}
