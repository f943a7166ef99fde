package io.clientele.cli;

import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.ExportOrder;
import io.clientele.jobs.Run;
import io.clientele.sample.SampleSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for besides the command.
 *
 * @param configuration file of the shop's configuration; present where the command reads one
 * @param overrides key=value settings that win over the file, in the order given
 * @param asOf the segment date; present where the command works for one
 * @param days which days to fill in; present for the command backfill
 * @param fitting whether models are fitted again though they are not due
 * @param customer whom to explain; present for the command explain
 * @param customers file of the customers to forget; present for the command forget
 * @param effect whether the work is done or shown
 * @param logging how much is logged, and how
 * @param sample what the sample shop looks like; of use for the command sample alone
 * @param export what to export; present for the command export
 * @param init what configuration to write; present for the command init
 */
public record Options(
    Optional<Path> configuration,
    List<String> overrides,
    Optional<LocalDate> asOf,
    Optional<BackfillDays> days,
    Run.Fitting fitting,
    Optional<String> customer,
    Optional<Path> customers,
    Effect effect,
    Logging logging,
    SampleSettings sample,
    Optional<ExportOrder> export,
    Optional<InitOrder> init) {

  /** What comes of the work. */
  public enum Effect {
    /** It is done. */
    DONE,
    /** It is shown, and nothing is touched. */
    SHOWN
  }

  /** Keeps its own copy of the overrides. */
  public Options {
    overrides = List.copyOf(overrides);
  }
}
