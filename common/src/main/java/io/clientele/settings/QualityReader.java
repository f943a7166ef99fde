package io.clientele.settings;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads the block {@code quality}. */
final class QualityReader {
  /** The columns that an order may state on one of its lines for all of them. */
  private static final Set<String> ORDER_LEVEL =
      Set.of("customer_id", "currency", "coupon_code", "status");

  private QualityReader() {}

  static QualitySettings read(Section section) {
    Optional<Integer> staleness = section.optionalWhole("max-staleness-days", Limits.atLeast(0));
    return new QualitySettings(
        section.number("max-rejected-share", Limits.within(0, 1)),
        staleness.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        words(section, "cancelled-statuses"),
        words(section, "no-customer"),
        orderLevel(section),
        earliest(section),
        section.whole("max-order-days", Limits.atLeast(0)),
        section.number("max-customer-share", Limits.within(0, 1)));
  }

  private static Set<String> words(Section section, String name) {
    Set<String> words = new TreeSet<>();
    section.texts(name).forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    return words;
  }

  private static Set<String> orderLevel(Section section) {
    Set<String> columns = new TreeSet<>();
    for (String column : section.texts("order-level")) {
      if (!ORDER_LEVEL.contains(column)) {
        section.problem(
            "order-level", "names " + column, Nearest.hint(column, new TreeSet<>(ORDER_LEVEL)));
      }
      columns.add(column);
    }
    // An order has one customer, whatever the list says: two of them are refused.
    columns.add("customer_id");
    return columns;
  }

  private static LocalDate earliest(Section section) {
    String text = section.text("earliest");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADate) {
      if (section.sound("earliest")) {
        section.problem("earliest", "is " + text, "needs a date such as 1990-01-01");
      }
      return LocalDate.EPOCH;
    }
  }
}
