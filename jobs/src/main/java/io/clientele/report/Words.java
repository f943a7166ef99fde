package io.clientele.report;

import io.clientele.family.Lifecycle;
import io.clientele.family.Loyalty;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names as people read them, and the order people expect them in. */
final class Words {
  /** The lifecycle stages in order. */
  static final List<String> STAGES =
      List.of(
          Lifecycle.JUST_ORDERED,
          Lifecycle.ACTIVE,
          Lifecycle.SLIPPING_AWAY,
          Lifecycle.LOST,
          Lifecycle.PROSPECT);

  /** The loyalty tiers, the best first. */
  static final List<String> TIERS =
      List.of(
          Loyalty.VIP,
          Loyalty.FREQUENT_BUYER,
          Loyalty.LOYAL_CUSTOMER,
          Loyalty.ONE_TIME_BUYER,
          Lifecycle.PROSPECT);

  private Words() {}

  /** Returns a column or flag as words: {@code high_spender} as "High spender". */
  static String of(String name) {
    if (!name.contains("_") && !name.equals(name.toLowerCase(Locale.ROOT))) {
      return name;
    }
    String words = name.replace('_', ' ').replaceAll("(\\d+)d\\b", "$1 days");
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Returns an order by a list of names; others come after them, by name. */
  static Comparator<String> by(List<String> order) {
    return Comparator.comparingInt(
            (String name) -> order.contains(name) ? order.indexOf(name) : order.size())
        .thenComparing(Comparator.naturalOrder());
  }

  /** Returns "1 customer" or "2 customers". */
  static String customers(Figures figures, long count) {
    return figures.count(count) + (count == 1 ? " customer" : " customers");
  }
}
