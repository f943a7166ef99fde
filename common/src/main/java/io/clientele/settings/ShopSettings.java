package io.clientele.settings;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;

/**
 * The shop.
 *
 * @param name what reports call it
 * @param timeZone the zone its days are counted in
 * @param currency ISO 4217 code of the currency amounts are kept in
 * @param moneyScale digits kept after the decimal point, 0 to 6
 * @param rates value of one unit of another currency in the shop's, by its code
 */
public record ShopSettings(
    String name, ZoneId timeZone, String currency, int moneyScale, Map<String, BigDecimal> rates) {

  /** Keeps its own copy of the rates. */
  public ShopSettings {
    rates = Map.copyOf(rates);
  }
}
