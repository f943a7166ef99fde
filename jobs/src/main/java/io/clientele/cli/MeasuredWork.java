package io.clientele.cli;

import io.clientele.failure.ExitCode;
import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.Failures;
import io.clientele.jobs.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Work that leaves its figures in a file, as Prometheus' textfile collector reads them: whether it
 * ended well or not, and when it last did. Commands that do not write the warehouse leave nothing.
 */
final class MeasuredWork implements Work {
  /** The file, as a setting of Spark: every scheduler can give it, and no table depends on it. */
  static final String FILE = "spark.clientele.metrics.file";

  private static final Logger LOG = LogManager.getLogger("io.clientele");

  private final Work work;
  private final Path file;
  private final InstantSource clock;

  MeasuredWork(Work work, Path file, InstantSource clock) {
    this.work = work;
    this.file = file;
    this.clock = clock;
  }

  /** Returns the work as it is where no file is set, else measured. */
  static Work asConfigured(Work work) {
    return Optional.ofNullable(System.getProperty(FILE))
        .filter(file -> !file.isBlank())
        .<Work>map(file -> new MeasuredWork(work, Path.of(file), InstantSource.system()))
        .orElse(work);
  }

  @Override
  public String perform(Invocation.Start start, Progress progress, Glyphs glyphs) {
    if (WarehouseUse.of(start).isEmpty()) {
      return work.perform(start, progress, glyphs);
    }
    MeasuredProgress measured = new MeasuredProgress(progress);
    Instant began = clock.instant();
    try {
      String text = work.perform(start, measured, glyphs);
      write(start, measured, began, ExitCode.DONE);
      return text;
    } catch (Exception | Error failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      write(start, measured, began, Failures.explain(cause(failure)).exitCode());
      throw failure;
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof PartialWork
        ? Optional.ofNullable(failure.getCause()).orElse(failure)
        : failure;
  }

  private void write(
      Invocation.Start start, MeasuredProgress measured, Instant began, ExitCode exitCode) {
    Options options = start.options();
    RunFigures figures =
        new RunFigures(
            options.configuration().map(Path::getFileName).map(Path::toString).orElse(""),
            start.command().word(),
            options.asOf().or(() -> options.days().map(MeasuredWork::last)),
            began,
            clock.instant(),
            exitCode,
            measured.stages());
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
    try {
      List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
      Files.writeString(unfinished, MetricsText.of(figures, before));
      // The collector reads at any time; it must not find half a file.
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      // A day that was computed has not failed because nobody is told: the file goes stale, which
      // is what alerts go by.
      LOG.warn("The metrics could not be written: {}", unwritable.toString());
    }
  }

  private static LocalDate last(BackfillDays days) {
    List<LocalDate> dates = days.dates();
    return dates.get(dates.size() - 1);
  }
}
