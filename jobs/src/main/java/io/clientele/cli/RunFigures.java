package io.clientele.cli;

import io.clientele.failure.ExitCode;
import io.clientele.jobs.RunReport.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of a run in figures.
 *
 * @param configuration name of the shop's configuration file
 * @param command what was done
 * @param date the segment date, the last of several
 * @param began when it began
 * @param ended when it ended
 * @param exitCode how it ended
 * @param stages each stage that ended, once, with the seconds of all its turns and its newest rows
 */
record RunFigures(
    String configuration,
    String command,
    Optional<LocalDate> date,
    Instant began,
    Instant ended,
    ExitCode exitCode,
    List<Stage> stages) {

  /** Keeps its own copy of the stages. */
  RunFigures {
    stages = List.copyOf(stages);
  }
}
