package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.util.ConcurrentModificationException;

/** A change of a Delta table. */
final class DeltaCommit {

  private DeltaCommit() {}

  /**
   * Does the change.
   *
   * @throws ClienteleException (exit 5) where another writer changed the same rows meanwhile
   */
  static void of(String location, Runnable change) {
    try {
      change.run();
    } catch (ConcurrentModificationException conflict) {
      throw ClienteleException.of(
              ExitCode.CONFLICT,
              "Another run wrote the same rows at the same time",
              "table " + location,
              "start this run again: it gives the same rows")
          .causedBy(conflict);
    }
  }
}
