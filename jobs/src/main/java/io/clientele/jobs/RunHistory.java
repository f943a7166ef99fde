package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.failure.ExitCode;
import io.clientele.schema.Runs;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * What the runs table tells of the dated tables.
 *
 * @param entries its rows of the commands that write them
 */
record RunHistory(List<Entry> entries) {
  private static final Set<String> LABELLING = Set.of(Commands.SEGMENTS, Commands.RUN);

  /** Keeps its own copy. */
  RunHistory {
    entries = List.copyOf(entries);
  }

  /** Looks into the warehouse once. */
  static RunHistory of(Tables tables) {
    return new RunHistory(
        tables
            .read(Runs.SCHEMA)
            // A run that was killed has done nothing that is told here.
            .filter(col(Runs.STATUS).notEqual(Recorded.STARTED))
            .filter(
                col(Runs.COMMAND)
                    .isin(Commands.INGEST, Commands.FEATURES, Commands.SEGMENTS, Commands.RUN))
            .select(
                col(Runs.SEGMENT_DATE).cast("string"),
                col(Runs.COMMAND),
                col(Runs.STATUS),
                col(Runs.EXIT_CODE),
                col(Runs.VERSION),
                col(Runs.CONFIG_HASH),
                coalesce(col(Runs.INPUT_VERSIONS), lit("{}")),
                coalesce(col(Runs.CUSTOMERS), lit(0L)),
                unix_micros(col(Runs.STARTED_AT)),
                unix_micros(col(Runs.FINISHED_AT)))
            .collectAsList()
            .stream()
            .map(RunHistory::entry)
            .toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        LocalDate.parse(row.getString(0)),
        row.getString(1),
        new Ending(row.getString(2).equals(Recorded.SUCCEEDED), row.getInt(3), row.getLong(7)),
        new Origin(row.getString(4), row.getString(5), sources(row.getString(6))),
        new Span(row.getLong(8), row.getLong(9)));
  }

  private static Map<String, String> sources(String json) {
    try {
      Map<String, String> inputs =
          JsonMapper.builder()
              .build()
              .readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
      return inputs.entrySet().stream()
          .filter(input -> input.getKey().startsWith("source."))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    } catch (JsonProcessingException unreadable) {
      // Somebody else wrote it: nothing is known of what that run read.
      return Map.of();
    }
  }

  /** Returns the row that the last command of a date left. */
  Optional<Entry> newest(LocalDate date) {
    return entries.stream()
        .filter(entry -> entry.date().equals(date))
        .max(Comparator.comparingLong(entry -> entry.span().finished()));
  }

  /** Returns the first of the earlier dates that were labelled after a run had begun. */
  Optional<LocalDate> earlierDateAfter(Entry run) {
    return entries.stream()
        .filter(entry -> entry.date().isBefore(run.date()))
        .filter(entry -> LABELLING.contains(entry.command()))
        .filter(entry -> entry.ending().mayHaveWritten())
        .filter(entry -> entry.span().finished() > run.span().began())
        .map(Entry::date)
        .min(Comparator.naturalOrder());
  }

  /**
   * Returns the dates whose segments are complete.
   *
   * @param held the dates that have customers in the warehouse
   */
  CompleteDates complete(Collection<LocalDate> held) {
    return CompleteDates.of(
        entries.stream()
            .filter(entry -> entry.ending().succeeded() && LABELLING.contains(entry.command()))
            .collect(Collectors.toMap(Entry::date, entry -> entry.ending().customers(), Math::max)),
        held);
  }

  /**
   * One row.
   *
   * @param date the date it worked for
   * @param command the command that left it
   * @param ending how that ended
   * @param origin what it started from; of sources only where it ingested
   * @param span when it was at work
   */
  record Entry(LocalDate date, String command, Ending ending, Origin origin, Span span) {}

  /**
   * How a command ended.
   *
   * @param succeeded whether it did all it was to do
   * @param exitCode the exit status
   * @param customers how many customers it labelled
   */
  record Ending(boolean succeeded, int exitCode, long customers) {

    /** A gate refuses before anything is written. */
    boolean mayHaveWritten() {
      return exitCode != ExitCode.QUALITY.number();
    }
  }

  /**
   * When a command was at work, in microseconds as the table keeps them.
   *
   * @param began its start
   * @param finished its end
   */
  record Span(long began, long finished) {}
}
