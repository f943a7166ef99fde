package io.clientele.oracle;

import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * Amounts of order lines.
 *
 * @param settings the shop's configuration
 */
record OracleMoney(Settings settings) {

  private static final BigDecimal NO_AMOUNT = BigDecimal.ZERO;

  /** Nothing of thirteen digits before the point is taken. */
  private static final BigDecimal BEYOND = BigDecimal.TEN.pow(12);

  boolean known() {
    return maps("amount") || (maps("quantity") && maps("unit_price"));
  }

  boolean maps(String column) {
    return settings.sources().orders().maps(column);
  }

  Optional<BigDecimal> quantity(OracleRow line) {
    return line.decimal("quantity", 12, 3);
  }

  /** What the line states, before rate and rounding. */
  Optional<BigDecimal> exact(OracleRow line) {
    if (maps("amount")) {
      return line.decimal("amount", 18, 6);
    }
    Optional<BigDecimal> price = line.decimal("unit_price", 16, 6);
    return quantity(line)
        .flatMap(quantity -> price.map(quantity::multiply))
        .filter(product -> product.abs().compareTo(BEYOND) < 0);
  }

  BigDecimal exactOrZero(OracleRow line) {
    return known() ? exact(line).orElse(NO_AMOUNT) : NO_AMOUNT;
  }

  /** The rate into the shop's currency; absent where there is none. */
  Optional<BigDecimal> rate(OracleRow line) {
    String own = settings.shop().currency();
    String currency = line.text("currency").orElse(own).toUpperCase(Locale.ROOT);
    return currency.equals(own)
        ? Optional.of(BigDecimal.ONE)
        : Optional.ofNullable(settings.shop().rates().get(currency));
  }

  /** Whether the line has an amount that can be held, in so far as its rate is known. */
  boolean isTaken(OracleRow line) {
    return exact(line)
        .filter(amount -> rate(line).map(rate -> fits(amount.multiply(rate))).orElse(true))
        .isPresent();
  }

  private boolean fits(BigDecimal money) {
    BigDecimal rounded = money.setScale(settings.shop().moneyScale(), RoundingMode.HALF_UP);
    return rounded.abs().compareTo(BEYOND) < 0;
  }

  BigDecimal rated(OracleRow line) {
    return exactOrZero(line).multiply(rate(line).orElseThrow());
  }

  long units(OracleRow line) {
    return units(rated(line));
  }

  long discountUnits(OracleRow line) {
    BigDecimal discount = line.decimal("discount", 18, 6).orElse(BigDecimal.ZERO);
    BigDecimal rated = discount.multiply(rate(line).orElseThrow());
    return fits(rated) ? units(rated) : 0;
  }

  /** A discount or refund of the whole order that a line states; 0 where it states none. */
  long orderUnits(OracleRow line, String column) {
    if (!known()) {
      return 0;
    }
    BigDecimal stated = line.decimal(column, 18, 6).orElse(BigDecimal.ZERO);
    BigDecimal rated = stated.multiply(rate(line).orElseThrow());
    return fits(rated) ? units(rated) : 0;
  }

  /** Money in the shop's currency from whole units. */
  BigDecimal amount(long units) {
    return BigDecimal.valueOf(units, settings.shop().moneyScale());
  }

  boolean knowsUnitPrices() {
    return maps("unit_price") || (maps("amount") && maps("quantity"));
  }

  /** The price of one item of a line in whole units; 0 where it is not known. */
  long unitPriceUnits(OracleRow line) {
    if (maps("unit_price")) {
      return line.decimal("unit_price", 16, 6)
          .map(price -> price.multiply(rate(line).orElseThrow()))
          .filter(this::fits)
          .map(this::units)
          .orElse(0L);
    }
    if (!knowsUnitPrices()) {
      return 0;
    }
    return quantity(line)
        .filter(quantity -> quantity.signum() > 0)
        .map(
            quantity ->
                BigDecimal.valueOf(units(line))
                    .divide(quantity, 0, RoundingMode.HALF_UP)
                    .longValueExact())
        .orElse(0L);
  }

  private long units(BigDecimal money) {
    return money
        .setScale(settings.shop().moneyScale(), RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }
}
