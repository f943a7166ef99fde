package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.Runs;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The dates whose segments are complete: those with a succeeded row in runs.
 *
 * @param dates the dates
 */
record CompleteDates(NavigableSet<LocalDate> dates) {

  /** Looks into the warehouse once. */
  static CompleteDates of(Tables tables) {
    return new CompleteDates(
        tables
            .read(Runs.SCHEMA)
            .filter(col(Runs.STATUS).equalTo(Recorded.SUCCEEDED))
            .filter(col(Runs.COMMAND).isin(Commands.SEGMENTS, Commands.RUN))
            .select(col(Runs.SEGMENT_DATE).cast("string"))
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> LocalDate.parse(row.getString(0)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Returns the newest complete date before a date. */
  Optional<LocalDate> before(LocalDate date) {
    return Optional.ofNullable(dates.lower(date));
  }

  /**
   * Returns the dates that the computing of others makes stale, ascending: each looked at the
   * complete date before it, which looked at the one before, and so on, so it is all after the
   * first of those others but themselves.
   *
   * @param computed dates that were computed, ascending; at least one
   */
  List<LocalDate> stale(List<LocalDate> computed) {
    return dates.tailSet(computed.get(0), false).stream()
        .filter(date -> !computed.contains(date))
        .toList();
  }

  /** Returns these dates and one more. */
  CompleteDates with(LocalDate date) {
    NavigableSet<LocalDate> more = new TreeSet<>(dates);
    more.add(date);
    return new CompleteDates(more);
  }

  /** Returns the newest complete date from one date to another, both included. */
  Optional<LocalDate> newest(LocalDate from, LocalDate to) {
    return Optional.ofNullable(dates.floor(to)).filter(date -> !date.isBefore(from));
  }
}
