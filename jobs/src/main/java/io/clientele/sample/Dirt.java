package io.clientele.sample;

/** What can be wrong with an order line; reasons are those the row rules give. */
enum Dirt {
  /** The line is as it should be. */
  NONE(""),
  /** The order id is missing. */
  NO_ORDER_ID("no order id"),
  /** The time is missing. */
  NO_TIME("no time"),
  /** The amount is missing. */
  NO_AMOUNT("no amount"),
  /** The order's lines belong to two customers: all of them are bad. */
  TWO_CUSTOMERS("order under two customers"),
  /** The line is there a second time. */
  DUPLICATE("duplicate line"),
  /** The amount is in a currency the shop does not trade in. */
  FOREIGN_CURRENCY("foreign currency");

  private final String reason;

  Dirt(String reason) {
    this.reason = reason;
  }

  /** Returns the reason as the row rules name it. */
  String reason() {
    return reason;
  }
}
