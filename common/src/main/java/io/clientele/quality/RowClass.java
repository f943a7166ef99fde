package io.clientele.quality;

import static org.apache.spark.sql.functions.not;

import java.util.Set;
import org.apache.spark.sql.Column;

/** What becomes of a source row: one of the classes, or the reason it is rejected for. */
public final class RowClass {
  /** An older version of a row that stands in a newer one as well. */
  public static final String SUPERSEDED = "superseded";

  /** Left out by the source's filter. */
  public static final String FILTERED = "filtered";

  /** Taken, with a customer. */
  public static final String ACCEPTED = "accepted";

  /** Taken, without a customer: counts in the shop's totals, in no segment. */
  public static final String GUESTS = "guests";

  /** Of somebody who is to be forgotten: counted, and nothing of it is kept. */
  public static final String FORGOTTEN = "forgotten";

  /** Rejected; in row classes the reason stands in its place. */
  public static final String REJECTED = "rejected";

  /** Rejected: a row of a text file that does not fit it, so that nothing of it is known. */
  public static final String BROKEN_ROW = "broken row";

  /** Rejected: an order line without an order id. */
  public static final String NO_ORDER_ID = "no order id";

  /** Rejected: no time, or one that does not parse. */
  public static final String NO_TIME = "no time";

  /** Rejected: a time before the first day that an order may be of. */
  public static final String IMPOSSIBLE_DATE = "impossible date";

  /** Rejected: an id that a spreadsheet has rounded, such as 7.41099E+12. */
  public static final String SCIENTIFIC_ID = "id in scientific notation";

  /** Rejected: an id held as a floating-point number too large to tell whole numbers apart. */
  public static final String INEXACT_ID = "inexact id";

  /** Rejected: an amount that is null, not a number, infinite or, at its rate, beyond range. */
  public static final String NO_AMOUNT = "no amount";

  /** Rejected: one order id under two customers. */
  public static final String TWO_CUSTOMERS = "order under two customers";

  /** Rejected: an order id and line id that came before. */
  public static final String DUPLICATE_LINE = "duplicate line";

  /** Rejected: a currency that is not the shop's and has no rate. */
  public static final String FOREIGN_CURRENCY = "foreign currency";

  /** Rejected: a customer without an id. */
  public static final String NO_CUSTOMER_ID = "no customer id";

  /** Rejected: a customer id that came before. */
  public static final String DUPLICATE_CUSTOMER = "duplicate customer";

  /** Rejected: an account of which the newest rows name several people. */
  public static final String TWO_PERSONS = "two persons";

  /** Rejected: an account with an id that is made of the key of a guest. */
  public static final String GUEST_ID = "id of a guest";

  /** Rejected: an account without a person. */
  public static final String NO_PERSON_ID = "no person id";

  /** Rejected: an event that is no view, cart, checkout or purchase. */
  public static final String UNKNOWN_EVENT_TYPE = "unknown event type";

  private static final Set<String> NOT_REJECTED =
      Set.of(SUPERSEDED, FILTERED, ACCEPTED, GUESTS, FORGOTTEN);

  /** Rows whose status, currency and customer were looked at. */
  static final Set<String> WHOSE_WORDS_COUNT =
      Set.of(ACCEPTED, GUESTS, TWO_CUSTOMERS, DUPLICATE_LINE, FOREIGN_CURRENCY);

  /**
   * Such lines have no time, or are no older than the line they repeat; where that one was not
   * taken either, it has a reason of its own.
   */
  private static final Set<String> NEVER_BEFORE_TAKEN = Set.of(NO_TIME, DUPLICATE_LINE);

  private RowClass() {}

  /** Holds for rows whose {@code row_class} is a reason for rejection. */
  static Column isRejection(Column rowClass) {
    return not(rowClass.isInCollection(NOT_REJECTED));
  }

  /**
   * Holds for reasons of rejected order lines that may tell a time before that of their order,
   * which is the earliest of its taken lines.
   */
  public static Column mayPrecedeItsOrder(Column reason) {
    return not(reason.isInCollection(NEVER_BEFORE_TAKEN));
  }

  /** Returns whether a row class is a reason for rejection. */
  public static boolean isRejection(String rowClass) {
    return !NOT_REJECTED.contains(rowClass);
  }
}
