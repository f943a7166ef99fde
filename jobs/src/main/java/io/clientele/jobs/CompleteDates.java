package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The dates whose segments are complete: those with a succeeded row in runs whose rows are still
 * there. A date that was dropped keeps its row in runs, and is complete no more.
 *
 * @param dates the dates
 */
record CompleteDates(NavigableSet<LocalDate> dates) {

  /** Looks into the warehouse once. */
  static CompleteDates of(Tables tables) {
    return of(customers(tables), tables.dates(CustomerSegments.SCHEMA));
  }

  /**
   * Decides without looking.
   *
   * @param customers of each date with a succeeded run, the most that one has labelled
   * @param held the dates that have customers in the warehouse
   */
  static CompleteDates of(Map<LocalDate, Long> customers, Collection<LocalDate> held) {
    // A date without customers has no rows that could be missing.
    return new CompleteDates(
        customers.entrySet().stream()
            .filter(date -> date.getValue() == 0 || held.contains(date.getKey()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Returns the dates that were complete at some time, dropped ones included. */
  static Set<LocalDate> ever(Tables tables) {
    return customers(tables).keySet();
  }

  /** The most customers that a succeeded run of a date has labelled. */
  private static Map<LocalDate, Long> customers(Tables tables) {
    return tables
        .read(Runs.SCHEMA)
        .filter(col(Runs.STATUS).equalTo(Recorded.SUCCEEDED))
        .filter(col(Runs.COMMAND).isin(Commands.SEGMENTS, Commands.RUN))
        .groupBy(col(Runs.SEGMENT_DATE).cast("string"))
        .agg(coalesce(max(col(Runs.CUSTOMERS)), lit(0L)))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> LocalDate.parse(row.getString(0)), row -> row.getLong(1)));
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
