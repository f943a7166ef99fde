package io.clientele.settings;

import java.util.OptionalInt;
import java.util.Set;

/**
 * The row rules and gates.
 *
 * @param maxRejectedShare share of a source's rows, 0 to 1, above which a run fails
 * @param maxStalenessDays days the newest purchase may lie before the segment date; empty: any
 * @param cancelledStatuses order statuses that mean cancelled, in lower case
 */
public record QualitySettings(
    double maxRejectedShare, OptionalInt maxStalenessDays, Set<String> cancelledStatuses) {

  /** Keeps its own copy of the statuses. */
  public QualitySettings {
    cancelledStatuses = Set.copyOf(cancelledStatuses);
  }
}
