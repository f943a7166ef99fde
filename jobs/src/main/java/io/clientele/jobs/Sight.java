package io.clientele.jobs;

import io.clientele.settings.LogicalColumn;
import io.clientele.settings.LogicalColumn.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much of a column's values may be seen, from all to least. */
enum Sight {
  /** Amounts, numbers and times. */
  FIGURE,
  /** Words of the shop's: statuses, products. */
  WORD,
  /** Numbers of orders, by which a row can be looked up: their end. */
  ID,
  /** All that may say who somebody is: the shape alone. */
  PERSON;

  private static final Set<String> WORDS =
      Set.of(
          "status",
          "currency",
          "event_type",
          "consent",
          "product_id",
          "category",
          "coupon_code",
          "country");

  private static final Set<String> IDS = Set.of("order_id", "line_id", "session_id");

  /** Returns how much of a logical column may be seen. */
  static Sight of(String source, String column) {
    Kind kind = LogicalColumn.kind(source, column);
    return switch (kind) {
      case NUMBER, TIME -> FIGURE;
      case FLAG -> WORD;
      case TEXT -> WORDS.contains(column) ? WORD : IDS.contains(column) ? ID : PERSON;
    };
  }

  /** Returns how much may be seen of what several logical columns are made of. */
  static Sight strictest(String source, List<String> columns) {
    return columns.stream()
        .map(column -> of(source, column))
        .max(Comparator.naturalOrder())
        .orElse(PERSON);
  }

  /** Returns a value as it may be shown. */
  String shown(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    return switch (this) {
      case FIGURE -> Masked.of(value, Kind.NUMBER);
      case WORD -> Masked.word(value);
      case ID -> Masked.tail(value);
      case PERSON -> Masked.shape(value);
    };
  }
}
