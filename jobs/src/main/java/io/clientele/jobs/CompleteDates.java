package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.clientele.schema.Runs;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The dates whose segments are complete: those with a succeeded row in runs.
 *
 * @param tables the warehouse
 */
record CompleteDates(Tables tables) {

  /** Returns the newest complete date before a date. */
  Optional<LocalDate> before(LocalDate date) {
    return newest(LocalDate.EPOCH, date.minusDays(1));
  }

  /** Returns the newest complete date from one date to another, both included. */
  Optional<LocalDate> newest(LocalDate from, LocalDate to) {
    Row newest =
        tables
            .read(Runs.SCHEMA)
            .filter(col(Runs.STATUS).equalTo(Recorded.SUCCEEDED))
            .filter(col(Runs.COMMAND).isin(Commands.SEGMENTS, Commands.RUN))
            .filter(col(Runs.SEGMENT_DATE).between(lit(from), lit(to)))
            .agg(max(col(Runs.SEGMENT_DATE)).cast("string"))
            .head();
    return Optional.ofNullable(newest.getString(0)).map(LocalDate::parse);
  }
}
