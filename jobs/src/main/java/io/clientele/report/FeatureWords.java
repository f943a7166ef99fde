package io.clientele.report;

import io.clientele.schema.ColumnType;
import io.clientele.schema.CustomerFeatures;
import java.util.Map;
import java.util.OptionalDouble;

/** Features of customers as people name them, and their values with the unit. */
final class FeatureWords {
  private static final Map<String, String> NAMES =
      Map.of(
          CustomerFeatures.RECENCY_DAYS, "Days since last order",
          CustomerFeatures.GAP_MEAN_DAYS, "Days between orders",
          CustomerFeatures.PURCHASE_DAYS, "Days with an order",
          CustomerFeatures.AVERAGE_ORDER_VALUE, "Order value",
          CustomerFeatures.AVERAGE_BASKET_ITEMS, "Items per order",
          CustomerFeatures.DISCOUNT_SHARE, "Share of discount",
          CustomerFeatures.DISTINCT_CATEGORIES, "Categories");

  private FeatureWords() {}

  /** Returns a column of customer_features as words. */
  static String of(String feature) {
    return NAMES.getOrDefault(feature, Words.of(feature));
  }

  /** Returns a mean of a feature as an amount, a share or a number; a dash where there is none. */
  static String value(Figures figures, String feature, OptionalDouble mean) {
    if (mean.isEmpty()) {
      return Figures.NONE;
    }
    if (isAmount(feature)) {
      return figures.amount(mean);
    }
    return feature.endsWith("_share")
        ? figures.percent(mean)
        : figures.fixed(mean.getAsDouble(), 1);
  }

  private static boolean isAmount(String feature) {
    return feature.equals(CustomerFeatures.AVERAGE_ORDER_VALUE)
        || feature.equals(CustomerFeatures.AVERAGE_ITEM_PRICE)
        || CustomerFeatures.SCHEMA.columns().stream()
            .anyMatch(column -> column.name().equals(feature) && column.type() == ColumnType.MONEY);
  }
}
