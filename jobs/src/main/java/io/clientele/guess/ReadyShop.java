package io.clientele.guess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A platform whose exports a configuration in conf/shops reads as they are. */
public enum ReadyShop {
  /** The orders export. */
  SHOPIFY("Currency", "Name", "Financial Status", "Lineitem quantity", "Lineitem price"),
  /** What the usual export plugins write. */
  WOOCOMMERCE("order_currency", "order_id", "order_date", "line_items", "status"),
  /** The grid of orders. */
  MAGENTO("", "ID", "Purchase Date", "Grand Total (Base)", "Grand Total (Purchased)"),
  /** The orders export, template Default. */
  BIGCOMMERCE("Order Currency Code", "Order ID", "Order Date", "Order Status", "Product Details"),
  /** The export to BigQuery. */
  GA4("", "event_timestamp", "event_name", "user_pseudo_id", "ecommerce"),
  /** The report All Orders. */
  AMAZON("currency", "amazon-order-id", "purchase-date", "order-status", "item-price");

  private static final String BETWEEN = "|";

  private final String currencyColumn;
  private final String columns;

  ReadyShop(String currencyColumn, String... columns) {
    this.currencyColumn = currencyColumn;
    this.columns = String.join(BETWEEN, columns);
  }

  /** Returns what the user types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the platform a user typed, if it is one. */
  public static Optional<ReadyShop> of(String word) {
    return Arrays.stream(values()).filter(shop -> shop.word().equals(word)).findFirst();
  }

  /** Returns the words of all platforms. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ReadyShop::word).toList();
  }

  /** Returns the platform that writes such columns, if one does. */
  static Optional<ReadyShop> writing(Collection<String> header) {
    return Arrays.stream(values()).filter(shop -> header.containsAll(shop.columns())).findFirst();
  }

  /** Returns those of the columns that the export is known by which a file lacks. */
  List<String> missing(Collection<String> header) {
    return columns().stream().filter(column -> !header.contains(column)).toList();
  }

  /** Returns the column that holds currencies; empty where none does. */
  Optional<String> currencyColumn() {
    return currencyColumn.isEmpty() ? Optional.empty() : Optional.of(currencyColumn);
  }

  private List<String> columns() {
    return Arrays.asList(columns.split(Pattern.quote(BETWEEN), -1));
  }

  /** Returns the text of the ready configuration. */
  String text() {
    String name = "shops/" + word() + ".conf";
    try (InputStream stream = ReadyShop.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("No ready configuration " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
