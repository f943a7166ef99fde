package io.clientele.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them: thousands apart, a point before the decimals. */
final class Numbers {

  private static final int KIB = 1024;
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private Numbers() {}

  static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns an amount with so many decimals; it must need no more. */
  static String amount(BigDecimal amount, int decimals) {
    return String.format(
        Locale.ROOT, "%,." + decimals + "f", amount.setScale(decimals, RoundingMode.UNNECESSARY));
  }

  /** Returns a number of bytes in the largest unit that it fills once. */
  static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double rest = bytes;
    int unit = -1;
    while (rest >= KIB && unit < UNITS.size() - 1) {
      rest /= KIB;
      unit++;
    }
    return String.format(Locale.ROOT, "%,.1f %s", rest, UNITS.get(unit));
  }

  static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.1f%%", 100 * share);
    return text.equals("-0.0%") ? "0.0%" : text;
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.1f s", duration.toMillis() / 1000.0);
  }
}
