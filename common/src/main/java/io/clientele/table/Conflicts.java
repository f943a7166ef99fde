package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;

/** What to throw where two runs meet in one table. */
final class Conflicts {

  private Conflicts() {}

  /** The table is no longer what the rows were made for. */
  static ClienteleException overtaken(String table) {
    return ClienteleException.of(
        ExitCode.CONFLICT,
        "Another run changed the table while this one was reading the sources",
        "table " + table,
        "start this run again: it looks at the sources anew");
  }
}
