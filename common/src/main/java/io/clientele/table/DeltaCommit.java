package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.util.ConcurrentModificationException;
import java.util.function.Supplier;

/** A change of a Delta table. */
final class DeltaCommit {

  private DeltaCommit() {}

  /**
   * Does the change, and returns what it returns.
   *
   * @throws ClienteleException (exit 5) where another writer changed the same rows meanwhile
   */
  static <T> T of(String location, Supplier<T> change) {
    try {
      return change.get();
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
