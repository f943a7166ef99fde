package io.clientele.cli;

import io.clientele.jobs.BackfillDays;

/**
 * What backfill was asked for.
 *
 * @param days the days to fill in
 * @param mode whether to do it
 */
public record BackfillOptions(BackfillDays days, Mode mode) {

  /** What is done with the plan. */
  public enum Mode {
    /** It is shown. */
    PLAN,
    /** It is followed. */
    COMPUTE
  }
}
