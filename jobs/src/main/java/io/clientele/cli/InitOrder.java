package io.clientele.cli;

import io.clientele.guess.Request;
import java.nio.file.Path;

/**
 * A first configuration, and where it goes.
 *
 * @param request what it is to read
 * @param out the file to write
 * @param standing what becomes of a file that is there already
 */
record InitOrder(Request request, Path out, Standing standing) {
  /** Where it goes if nothing else is said. */
  static final String USUAL = "shop.conf";

  /** What becomes of a file that is there already. */
  enum Standing {
    /** It stays, and nothing is done. */
    KEPT,
    /** It is written over. */
    REPLACED
  }
}
