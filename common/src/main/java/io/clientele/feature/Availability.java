package io.clientele.feature;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;

/**
 * Which inputs the shop has mapped: what needs an absent one is null, never a silent zero.
 *
 * @param money order amounts
 * @param quantity item quantities
 * @param unitPrice prices of single items
 * @param discount discounts
 * @param coupon coupon codes
 * @param product product ids
 * @param category categories
 * @param customers a customers source
 * @param events an events source
 */
public record Availability(
    boolean money,
    boolean quantity,
    boolean unitPrice,
    boolean discount,
    boolean coupon,
    boolean product,
    boolean category,
    boolean customers,
    boolean events) {

  /** Returns what the settings map. */
  public static Availability of(Settings settings) {
    SourceSettings orders = settings.sources().orders();
    return new Availability(
        settings.sources().knowsMoney(),
        orders.maps("quantity"),
        settings.sources().knowsUnitPrices(),
        orders.maps("discount"),
        orders.maps("coupon_code"),
        orders.maps("product_id"),
        orders.maps("category"),
        settings.sources().customers().isPresent(),
        settings.sources().events().isPresent());
  }
}
