package io.clientele.oracle;

import java.util.Optional;

/**
 * An order line with the rules' verdict.
 *
 * @param row the source row, completed by what its order says
 * @param rowClass what became of it
 * @param reason why it was rejected
 * @param customerId its order's customer
 */
record OracleLine(
    OracleRow row, RowClass rowClass, Optional<String> reason, Optional<String> customerId) {

  /** What becomes of a source row. */
  enum RowClass {
    SUPERSEDED,
    FILTERED,
    ACCEPTED,
    GUESTS,
    REJECTED,
    /** Nobody is forgotten in these shops. */
    FORGOTTEN
  }

  /** What an accepted line does to its order. */
  enum Kind {
    CANCELLED,
    NEGATIVE,
    POSITIVE,
    NEUTRAL
  }

  boolean stays() {
    return rowClass == RowClass.ACCEPTED || rowClass == RowClass.GUESTS;
  }
}
