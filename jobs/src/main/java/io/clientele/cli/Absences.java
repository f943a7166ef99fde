package io.clientele.cli;

import io.clientele.settings.LogicalColumn;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import java.util.ArrayList;
import java.util.List;

/** What a shop goes without because it has not mapped everything there is. */
final class Absences {

  private Absences() {}

  /** Returns a sentence for each column of a source that is not mapped and would be of use. */
  static List<String> of(SourceSettings source, SourcesSettings sources) {
    List<String> sentences = new ArrayList<>();
    for (LogicalColumn column : LogicalColumn.of(source.name())) {
      String effect =
          source.maps(column.name()) ? "" : effect(source.name(), column.name(), sources);
      if (!effect.isEmpty()) {
        sentences.add("no " + column.name() + ": " + effect);
      }
    }
    return sentences;
  }

  /** Returns a sentence for each source that is not there. */
  static List<String> of(SourcesSettings sources) {
    List<String> sentences = new ArrayList<>();
    if (sources.customers().isEmpty()) {
      sentences.add(
          "no customers source: people who never bought are unknown; new_customers are those of a"
              + " first purchase");
    }
    if (sources.events().isEmpty()) {
      sentences.add(
          "no events source: all features of carts, cart_abandoner and abandoned_cart_open are"
              + " empty");
    }
    return sentences;
  }

  private static String effect(String source, String column, SourcesSettings sources) {
    return switch (source) {
      case "orders" -> effectInOrders(column, sources);
      case "customers" ->
          column.equals("registered_at")
              ? "registered_at is empty; nobody is in new_customers"
              : "";
      default -> column.equals("session_id") ? "a cart is what a customer has in it on a day" : "";
    };
  }

  private static String effectInOrders(String column, SourcesSettings sources) {
    return switch (column) {
      case "amount" ->
          sources.knowsMoney()
              ? ""
              : "money, high_spender, low_spender and rfm_segment are empty, VIPs are decided by"
                  + " purchases alone, clusters go without money";
      case "quantity" -> "items, average_basket_items and average_item_price are empty";
      case "unit_price" ->
          sources.knowsUnitPrices() ? "" : "mean_unit_price and price_sensitivity are empty";
      case "line_id" -> "lines that come twice are not found";
      case "product_id" -> "distinct_products is empty";
      case "category" -> "distinct_categories, top_category and top_category_share are empty";
      case "discount" -> "discount_amount and discount_share are empty";
      case "coupon_code" ->
          sources.knowsClearDiscounts()
              ? "coupon_orders is empty"
              : "coupon_orders is empty, and without discounts coupon_lover too";
      case "status" -> "no order is taken as cancelled";
      case "currency" -> "every amount is taken as being in the shop's currency";
      case "is_return" -> "returns are known by negative amounts and quantities alone";
      default -> "";
    };
  }
}
