package io.clientele.jobs;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a backfill did.
 *
 * @param lines one a date, ascending
 * @param reconciliations one per source that was ingested
 * @param notes sentences the reader should know, each once
 * @param tables where the tables are that were written, by name
 * @param failure what ended it early
 */
public record BackfillReport(
    List<Line> lines,
    List<RunReport.Reconciliation> reconciliations,
    List<String> notes,
    Map<String, String> tables,
    Optional<Throwable> failure) {

  /** Keeps its own copies; the order of tables is that given. */
  public BackfillReport {
    lines = List.copyOf(lines);
    reconciliations = List.copyOf(reconciliations);
    notes = List.copyOf(notes);
  }

  /** What became of a date. */
  public enum State {
    /** It was complete and current before. */
    DONE_BEFORE("done before"),
    /** It is complete now. */
    COMPUTED("computed"),
    /** It failed. */
    FAILED("failed"),
    /** A date before it failed. */
    NOT_STARTED("not started");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** Returns what people are told. */
    public String words() {
      return words;
    }

    /** Returns whether the date is complete. */
    public boolean isDone() {
      return this == DONE_BEFORE || this == COMPUTED;
    }
  }

  /**
   * One date.
   *
   * @param date the date
   * @param state what became of it
   * @param customers customers in its base, where it was computed
   * @param newestPurchase the day of the newest purchase it sees, where that was looked at
   * @param duration how long it took; empty where nothing was tried
   */
  public record Line(
      LocalDate date,
      State state,
      OptionalLong customers,
      Optional<LocalDate> newestPurchase,
      Optional<Duration> duration) {

    /** Returns the line of a date that nothing was done for. */
    static Line untouched(LocalDate date, State state) {
      return new Line(date, state, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
  }
}
