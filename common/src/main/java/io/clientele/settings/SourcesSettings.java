package io.clientele.settings;

import java.util.Optional;

/**
 * The three logical sources.
 *
 * @param orders order lines (or whole orders)
 * @param customers registered people, where the shop has them
 * @param events visits and carts, where the shop has them
 */
public record SourcesSettings(
    SourceSettings orders, Optional<SourceSettings> customers, Optional<SourceSettings> events) {

  /** Returns whether order amounts are known, as an amount or as quantity and unit price. */
  public boolean knowsMoney() {
    return orders.maps("amount") || (orders.maps("quantity") && orders.maps("unit_price"));
  }

  /** Returns whether clear discounts are known: coupons, or discounts of known amounts. */
  public boolean knowsClearDiscounts() {
    return orders.maps("coupon_code") || (orders.maps("discount") && knowsMoney());
  }

  /** Returns whether unit prices are known, as such or as amount and quantity. */
  public boolean knowsUnitPrices() {
    return orders.maps("unit_price") || (orders.maps("amount") && orders.maps("quantity"));
  }
}
