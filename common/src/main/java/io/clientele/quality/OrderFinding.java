package io.clientele.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/** What is doubtful of orders that are accepted, or worth to know: counted, and said. */
public enum OrderFinding {
  /** Orders that had a discount of their own taken off; its amount. */
  ORDER_DISCOUNT,
  /** Refunds of orders without a line of their own; their amount. */
  ORDER_REFUND,
  /** Refunds of which no day is known: they count on the order's; their amount. */
  UNDATED_REFUND,
  /** Orders of which more came back than was paid; by how much. */
  REFUND_ABOVE_GROSS,
  /** Orders whose discount is above what they cost: they count as free; by how much. */
  DISCOUNT_ABOVE_GROSS,
  /** Orders whose lines state different discounts or refunds of the order: the largest counts. */
  SEVERAL_AMOUNTS,
  /** Orders with a discount or refund of the order below 0, which is left out. */
  NEGATIVE_AMOUNT,
  /** Orders with a cancelled line and one without a status, which stays; the amount of those. */
  SPLIT_STATUS,
  /** Orders whose lines lie far apart. */
  LONG_ORDER,
  /** Orders that stand twice whole in two files. */
  EXPORTED_TWICE,
  /** Lines marked as returns. */
  MARKED_RETURN,
  /** Lines marked as returns although their amount is positive. */
  POSITIVE_RETURN,
  /** Lines with an order or customer id that has lost a letter. */
  DAMAGED_ID,
  /** Lines with a customer id written with decimals, such as 123.0. */
  DECIMAL_ID,
  /** Lines with an e-mail address or another key of a person that cannot be read. */
  UNREADABLE_KEY,
  /** Guest orders whose key belongs to a registered customer, whose they are; their amount. */
  JOINED_GUEST,
  /** Guest orders of people known by a key alone; their amount. */
  KNOWN_GUEST,
  /** Orders of accounts that another person's id stands for; their amount. */
  JOINED_ACCOUNT;

  /** Returns the findings that sources of these settings can give. */
  public static List<OrderFinding> possible(Settings settings) {
    return Arrays.stream(values()).filter(finding -> finding.isPossible(settings)).toList();
  }

  private boolean isPossible(Settings settings) {
    SourcesSettings sources = settings.sources();
    SourceSettings orders = sources.orders();
    return switch (this) {
      case ORDER_DISCOUNT, DISCOUNT_ABOVE_GROSS -> sources.knowsOrderDiscounts();
      case ORDER_REFUND, UNDATED_REFUND, REFUND_ABOVE_GROSS -> sources.knowsOrderRefunds();
      case SEVERAL_AMOUNTS, NEGATIVE_AMOUNT ->
          sources.knowsOrderDiscounts() || sources.knowsOrderRefunds();
      case SPLIT_STATUS ->
          orders.maps("status") && !settings.quality().orderLevel().contains("status");
      case EXPORTED_TWICE -> OrderLines.mayStandTwice(settings);
      case MARKED_RETURN -> orders.maps("is_return");
      case POSITIVE_RETURN -> orders.maps("is_return") && sources.knowsMoney();
      case UNREADABLE_KEY, JOINED_GUEST, KNOWN_GUEST, JOINED_ACCOUNT -> settings.joinsPeople();
      case LONG_ORDER, DAMAGED_ID, DECIMAL_ID -> true;
    };
  }

  /** The column that counts it: of a line or order 0 or 1. */
  public String counted() {
    return "n_" + name();
  }

  /** The column of its amount in whole money units. */
  public String valued() {
    return "m_" + name();
  }

  /** The columns of all findings, 0 but for those given. */
  static Map<String, Column> columns(Settings settings, Map<OrderFinding, Found> found) {
    Map<String, Column> columns = new TreeMap<>();
    for (OrderFinding finding : possible(settings)) {
      Found one = found.getOrDefault(finding, new Found(lit(0L), lit(0L)));
      columns.put(finding.counted(), one.count().cast("bigint"));
      columns.put(finding.valued(), one.units().cast("bigint"));
    }
    return columns;
  }

  /** The sums of the columns of all findings, under their names. */
  static List<Column> sums(Settings settings) {
    return possible(settings).stream()
        .flatMap(finding -> List.of(finding.counted(), finding.valued()).stream())
        .map(name -> sum(col(name)).as(name))
        .toList();
  }

  /**
   * A finding of a line, an order or several.
   *
   * @param count how many
   * @param units their amount in whole money units
   */
  record Found(Column count, Column units) {}
}
