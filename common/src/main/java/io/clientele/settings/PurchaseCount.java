package io.clientele.settings;

/** What counts as one purchase occasion. */
public enum PurchaseCount {
  /** Several orders on one day are one occasion. */
  PURCHASE_DAYS,
  /** Every order is an occasion. */
  ORDERS
}
