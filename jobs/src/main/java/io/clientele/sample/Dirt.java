package io.clientele.sample;

import io.clientele.quality.RowClass;

/** What can be wrong with an order line; reasons are those the row rules give. */
enum Dirt {
  /** The line is as it should be. */
  NONE(""),
  /** The order id is missing. */
  NO_ORDER_ID(RowClass.NO_ORDER_ID),
  /** The time is missing. */
  NO_TIME(RowClass.NO_TIME),
  /** The amount is missing. */
  NO_AMOUNT(RowClass.NO_AMOUNT),
  /** The order's lines belong to two customers: all of them are bad. */
  TWO_CUSTOMERS(RowClass.TWO_CUSTOMERS),
  /** The line is there a second time. */
  DUPLICATE(RowClass.DUPLICATE_LINE),
  /** The amount is in a currency the shop does not trade in. */
  FOREIGN_CURRENCY(RowClass.FOREIGN_CURRENCY);

  private final String reason;

  Dirt(String reason) {
    this.reason = reason;
  }

  /** Returns the reason as the row rules name it. */
  String reason() {
    return reason;
  }
}
