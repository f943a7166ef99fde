package io.clientele.settings;

import java.util.Optional;

/**
 * The logical sources.
 *
 * @param orders order lines (or whole orders)
 * @param customers registered people, where the shop has them
 * @param events visits and carts, where the shop has them
 * @param identity which accounts are one person's, where the shop knows
 * @param versions what a newer export of an order replaces
 */
public record SourcesSettings(
    SourceSettings orders,
    Optional<SourceSettings> customers,
    Optional<SourceSettings> events,
    Optional<SourceSettings> identity,
    OrderVersions versions) {

  /** Sources whose orders have versions as their mapping suggests. */
  public SourcesSettings(
      SourceSettings orders, Optional<SourceSettings> customers, Optional<SourceSettings> events) {
    this(orders, customers, events, Optional.empty(), OrderVersions.AUTO);
  }

  /** Returns whether a row may stand several times, the newest counting. */
  public boolean knowsVersions() {
    return orders.maps("updated_at");
  }

  /** Returns whether a newer export replaces lines of the same id, not the whole order. */
  public boolean hasVersionsOfLines() {
    return knowsVersions() && orders.maps("line_id") && versions != OrderVersions.ORDER;
  }

  /** Returns whether order amounts are known, as an amount or as quantity and unit price. */
  public boolean knowsMoney() {
    return orders.maps("amount") || (orders.maps("quantity") && orders.maps("unit_price"));
  }

  /** Returns whether discounts are known, of lines or of orders. */
  public boolean knowsDiscounts() {
    return orders.maps("discount") || knowsOrderDiscounts();
  }

  /** Returns whether discounts of whole orders are known: of amounts that are. */
  public boolean knowsOrderDiscounts() {
    return orders.maps("order_discount") && knowsMoney();
  }

  /** Returns whether refunds of whole orders are known: of amounts that are. */
  public boolean knowsOrderRefunds() {
    return knowsMoney() && (orders.maps("order_refund") || orders.maps("is_returned"));
  }

  /** Returns whether clear discounts are known: coupons, or discounts of known amounts. */
  public boolean knowsClearDiscounts() {
    return orders.maps("coupon_code") || (knowsDiscounts() && knowsMoney());
  }

  /** Returns whether unit prices are known, as such or as amount and quantity. */
  public boolean knowsUnitPrices() {
    return orders.maps("unit_price") || (orders.maps("amount") && orders.maps("quantity"));
  }
}
