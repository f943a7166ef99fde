package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

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

  /** Status of a run that ended early. */
  public static final String FAILED = "failed";

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
        report = report.then(job.run(run));
      }
    } catch (RuntimeException | Error failure) {
      recordFailure(row, report, failure, clock.instant());
      throw failure;
    }
    row.append(report, new RunRow.Ending(SUCCEEDED, ExitCode.DONE, null, clock.instant()));
    return report;
  }

  private static RunReport cautioned(Run run) {
    Stages stages = new Stages(run);
    run.tables().caution().ifPresent(stages::note);
    return stages.report();
  }

  private static void recordFailure(
      RunRow row, RunReport report, Throwable failure, Instant finishedAt) {
    try {
      row.append(report, new RunRow.Ending(FAILED, code(failure), message(failure), finishedAt));
    } catch (RuntimeException unwritable) {
      // The first failure is the one to tell; that its row could not be written comes with it.
      failure.addSuppressed(unwritable);
    }
  }

  private static ExitCode code(Throwable failure) {
    return failure instanceof ClienteleException known ? known.exitCode() : ExitCode.UNEXPECTED;
  }

  /** Only our own messages are kept: others may quote the shop's data. */
  private static String message(Throwable failure) {
    return failure instanceof ClienteleException known
        ? String.valueOf(known.getMessage()).lines().findFirst().orElse("")
        : failure.getClass().getName();
  }
}
