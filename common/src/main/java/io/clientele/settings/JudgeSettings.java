package io.clientele.settings;

import java.util.Optional;

/**
 * The backtest of the command judge.
 *
 * @param snapshots past dates to judge, the newest first
 * @param everyDays days between two of them
 * @param horizonDays days after a snapshot that are looked at; empty: {@link #USUAL_HORIZON}, or
 *     the shop's mean gap where that is longer
 * @param minHistoryDays days of the shop's history a snapshot needs before it
 * @param truth folder of a table that knows when each customer really left; empty for real shops
 */
public record JudgeSettings(
    int snapshots,
    int everyDays,
    Optional<Integer> horizonDays,
    int minHistoryDays,
    Optional<String> truth) {

  /** Days that are looked at where the configuration names none. */
  public static final int USUAL_HORIZON = 90;
}
