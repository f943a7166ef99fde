package io.clientele.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the block {@code shop}. */
final class ShopReader {
  private static final List<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).sorted().toList();

  private ShopReader() {}

  static ShopSettings read(Section section) {
    String currency = section.text("currency");
    if (!currency.isEmpty() && !CURRENCIES.contains(currency)) {
      section.problem("currency", "is " + currency + ", no ISO 4217 code", currencyHint(currency));
    }
    return new ShopSettings(
        section.text("name"),
        zone(section).orElse(ZoneOffset.UTC),
        currency,
        section.whole("money-scale", Limits.within(0, 6)),
        rates(section.section("rates"), currency));
  }

  private static Optional<ZoneId> zone(Section section) {
    String zone = section.text("time-zone");
    if (zone.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(zone));
    } catch (DateTimeException unknown) {
      section.problem(
          "time-zone",
          "is " + zone + ", no time zone",
          Nearest.to(zone, ZoneId.getAvailableZoneIds())
              .map(nearest -> "nearest: " + nearest)
              .orElse("write it like Europe/London or America/New_York"));
      return Optional.empty();
    }
  }

  private static Map<String, BigDecimal> rates(Section section, String shopCurrency) {
    Map<String, BigDecimal> rates = new LinkedHashMap<>();
    for (String currency : section.names()) {
      rates.put(currency, section.exact(currency, Limits.above(0)));
      if (!CURRENCIES.contains(currency)) {
        section.problem(currency, "is no ISO 4217 code", currencyHint(currency));
      } else if (currency.equals(shopCurrency)) {
        section.problem(currency, "is the shop's own currency", "leave it out");
      }
    }
    return rates;
  }

  private static String currencyHint(String currency) {
    return Nearest.to(currency, CURRENCIES)
        .map(nearest -> "nearest: " + nearest)
        .orElse("write it like EUR, GBP or USD");
  }
}
