package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does jobs one after the other and leaves one row in runs, last of all: a date is complete where
 * that row says so. A failed run leaves a row too; its exception goes on.
 *
 * @param command the command the row names
 * @param jobs what it consists of
 */
public record Recorded(String command, List<Job> jobs) implements Job {
  /** Status of a run whose tables are complete. */
  public static final String SUCCEEDED = "succeeded";

  /** Status of a run that is about to write what no row tells of yet. */
  public static final String STARTED = "started";

  /** Status of a run that ended early. */
  public static final String FAILED = "failed";

  private static final Set<String> COMPLETING = Set.of(Commands.SEGMENTS, Commands.RUN);

  /** Keeps its own copy of the list. */
  public Recorded {
    jobs = List.copyOf(jobs);
  }

  @Override
  public RunReport run(Run run) {
    // The one place that looks at the clock: the log of runs, never a dated table.
    Clock clock = Clock.systemUTC();
    RunRow row = new RunRow(run, command, clock.instant());
    RunReport report = cautioned(run);
    try {
      for (Job job : jobs) {
        if (job.isAnnounced(run)) {
          row.append(RunReport.empty(), RunRow.Ending.none(STARTED, clock.instant()));
        }
        report = report.then(job.run(run));
      }
      if (COMPLETING.contains(command)) {
        run.tables().complete(run.asOf());
      } else if (command.equals(Commands.MAINTAIN)) {
        run.tables().republish();
      }
      row.append(report, new RunRow.Ending(SUCCEEDED, ExitCode.DONE, null, clock.instant()));
      Lineage.tell(run, report, new Lineage.Ending(command, Lineage.COMPLETE, clock.instant()));
      return report;
    } catch (Exception | Error failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      Optional<ClienteleException> told = ExpressionFailure.in(run.settings(), failure);
      recordFailure(run, row, report, told.isPresent() ? told.get() : failure, clock.instant());
      Lineage.tell(run, report, new Lineage.Ending(command, Lineage.FAIL, clock.instant()));
      if (told.isPresent()) {
        throw told.get();
      }
      throw failure;
    }
  }

  private static RunReport cautioned(Run run) {
    Stages stages = new Stages(run);
    run.tables().caution().ifPresent(stages::note);
    return stages.report();
  }

  private static void recordFailure(
      Run run, RunRow row, RunReport report, Throwable failure, Instant finishedAt) {
    try {
      // The work may have been cancelled; telling of it is not part of it.
      run.spark().sparkContext().clearJobGroup();
      row.append(
          report,
          new RunRow.Ending(
              FAILED,
              Failures.explain(failure).exitCode(),
              Failures.sentence(failure),
              finishedAt));
    } catch (Exception unwritable) {
      // The first failure is the one to tell; that its row could not be written comes with it.
      failure.addSuppressed(unwritable);
    }
  }
}
