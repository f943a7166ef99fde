package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.PriceSensitivitySettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The price level, fitted on the features of one day. */
final class OraclePrices {
  private final PriceSensitivitySettings settings;
  private final double low;
  private final double high;

  OraclePrices(List<OracleCells> fitOn, PriceSensitivitySettings settings) {
    this.settings = settings;
    List<BigDecimal> levels = new ArrayList<>();
    fitOn.forEach(row -> level(row).ifPresent(levels::add));
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (BigDecimal level : levels) {
      sum = sum.add(level);
      squares = squares.add(level.multiply(level));
    }
    BigDecimal n = BigDecimal.valueOf(Math.max(1, levels.size()));
    double mean = sum.divide(n, 30, RoundingMode.HALF_EVEN).doubleValue();
    double spread = n.multiply(squares).subtract(sum.multiply(sum)).doubleValue();
    double deviation = Math.sqrt(spread) / n.doubleValue();
    this.low = mean - settings.deviations() * deviation;
    this.high = mean + settings.deviations() * deviation;
  }

  private static Optional<BigDecimal> level(OracleCells row) {
    return row.get(CustomerFeatures.MEAN_UNIT_PRICE) instanceof Double price
        ? Optional.of(BigDecimal.valueOf(StrictMath.log(price)).setScale(6, RoundingMode.HALF_UP))
        : Optional.empty();
  }

  @Nullable String label(OracleCells row) {
    if (level(row).isEmpty()) {
      return null;
    }
    double items =
        row.amount(CustomerFeatures.ITEMS)
            .map(Number::doubleValue)
            .orElse((double) row.count(CustomerFeatures.PRICED_LINES));
    double level = level(row).get().doubleValue();
    if (items < settings.minItems()) {
      return "Average";
    }
    if (level < low) {
      return "Cheaper";
    }
    return level > high ? "Expensive" : "Average";
  }
}
