package io.clientele.jobs;

import io.clientele.schema.CustomerSegments;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Computes dates in ascending order, each as a run of that day would, with one ingest for all of
 * them. Dates that are complete and current are left alone; the first that fails ends it.
 */
public final class Backfill {
  private final Run run;
  private final List<BackfillReport.Line> lines = new ArrayList<>();
  private final Map<String, List<LocalDate>> notes = new LinkedHashMap<>();
  private final Map<LocalDate, Freshness> freshness = new HashMap<>();
  private final Ingest ingest = Ingest.shared();
  private final BackfilledFeatures features = new BackfilledFeatures();
  private RunReport done = RunReport.empty();
  private Optional<Throwable> failure = Optional.empty();

  private Backfill(Run run) {
    this.run = run;
  }

  /** Returns what there is to do, and touches nothing. */
  public static BackfillPlan plan(Run run, BackfillDays days) {
    return plan(run, days, RunHistory.of(run.tables()), stored(run));
  }

  /**
   * Does what there is to do.
   *
   * @param run what each date works with; its own date is not looked at
   */
  public static BackfillReport run(Run run, BackfillDays days) {
    RunHistory history = RunHistory.of(run.tables());
    List<LocalDate> stored = stored(run);
    BackfillPlan plan = plan(run, days, history, stored);
    return new Backfill(run).follow(plan, history.complete(stored));
  }

  private static BackfillPlan plan(
      Run run, BackfillDays days, RunHistory history, List<LocalDate> stored) {
    return BackfillPlan.of(days.dates(), history, Origin.of(run), stored);
  }

  private static List<LocalDate> stored(Run run) {
    return run.tables().dates(CustomerSegments.SCHEMA);
  }

  private BackfillReport follow(BackfillPlan plan, CompleteDates known) {
    CompleteDates complete = known;
    List<LocalDate> computed = new ArrayList<>();
    int count = plan.dates().size();
    for (BackfillPlan.Step step : plan.steps()) {
      LocalDate date = step.date();
      if (step.reason().isEmpty()) {
        lines.add(BackfillReport.Line.untouched(date, BackfillReport.State.DONE_BEFORE));
      } else if (failure.isPresent()) {
        lines.add(BackfillReport.Line.untouched(date, BackfillReport.State.NOT_STARTED));
      } else {
        run.progress().noted("%s, date %d of %d".formatted(date, computed.size() + 1, count));
        compute(date, complete);
        if (failure.isEmpty()) {
          computed.add(date);
          complete = complete.with(date);
        }
      }
    }
    List<String> told = new ArrayList<>(notes(computed.size()));
    features.sentence().ifPresent(told::add);
    if (!computed.isEmpty()) {
      StaleDates.sentence(complete.stale(computed)).ifPresent(told::add);
    }
    return new BackfillReport(lines, done.reconciliations(), told, done.tables(), failure);
  }

  private void compute(LocalDate date, CompleteDates complete) {
    Job ingesting =
        dated -> ingest.ingest(dated, new Stages(dated), found -> freshness.put(date, found));
    Job computing =
        new Features(
            (stages, told) -> {
              // One sentence for all dates is reported; of each one it is only said on the way.
              run.progress().noted(told.sentence());
              features.add(date, told);
            });
    Job labelling = dated -> new Segments().label(dated, complete);
    // Its row says run, for that is what readers wait for, and what the date equals.
    Job job =
        new Recorded(
            Commands.RUN, List.of(ingesting, computing, labelling, Insights.whereWanted()));
    long start = System.nanoTime();
    try {
      RunReport report = job.run(run.at(date));
      report
          .notes()
          .forEach(note -> notes.computeIfAbsent(note, key -> new ArrayList<>()).add(date));
      done =
          new RunReport(
              report.reconciliations(),
              List.of(),
              done.then(report).tables(),
              List.of(),
              List.of(),
              Map.of());
      add(date, BackfillReport.State.COMPUTED, RunRow.customers(report), start);
    } catch (Exception | Error thrown) {
      // Spark's own exceptions are checked, but Scala does not say so.
      // What was done before is told first, then what was thrown.
      failure = Optional.of(thrown);
      add(date, BackfillReport.State.FAILED, OptionalLong.empty(), start);
    }
  }

  private void add(LocalDate date, BackfillReport.State state, OptionalLong customers, long start) {
    lines.add(
        new BackfillReport.Line(
            date,
            state,
            customers,
            Optional.ofNullable(freshness.get(date)).flatMap(Freshness::newest),
            Optional.of(Duration.ofNanos(System.nanoTime() - start))));
  }

  /** A note of all dates is told as it is, another with the first of its dates. */
  private List<String> notes(int computed) {
    return notes.entrySet().stream()
        .map(
            note ->
                note.getValue().size() == computed
                    ? note.getKey()
                    : dates(note.getValue()) + ": " + note.getKey())
        .toList();
  }

  private static String dates(List<LocalDate> dates) {
    return dates.size() == 1
        ? dates.get(0).toString()
        : "%d dates from %s to %s"
            .formatted(dates.size(), dates.get(0), dates.get(dates.size() - 1));
  }
}
