package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.Runs;
import io.clientele.table.Tables;
import java.time.LocalDate;
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

  /** Returns the newest complete date from one date to another, both included. */
  Optional<LocalDate> newest(LocalDate from, LocalDate to) {
    return Optional.ofNullable(dates.floor(to)).filter(date -> !date.isBefore(from));
  }
}
