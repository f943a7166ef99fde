package io.clientele.family;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.LoyaltyWindow;
import io.clientele.settings.PurchaseCount;
import java.util.Set;
import org.apache.spark.sql.Column;

/** The purchase occasions of a customer, as the settings count them. */
final class Occasions {
  /** What occasions are counted by, and who is a buyer. */
  static final Set<String> COLUMNS =
      Set.of(
          CustomerFeatures.ORDERS,
          CustomerFeatures.ORDERS_365D,
          CustomerFeatures.PURCHASE_DAYS,
          CustomerFeatures.PURCHASE_DAYS_365D);

  private Occasions() {}

  /** Returns the occasions of a lifetime. */
  static Column ever(PurchaseCount count) {
    return switch (count) {
      case PURCHASE_DAYS -> col(CustomerFeatures.PURCHASE_DAYS);
      case ORDERS -> col(CustomerFeatures.ORDERS);
    };
  }

  /** Returns the occasions in a window. */
  static Column in(LoyaltyWindow window, PurchaseCount count) {
    if (window == LoyaltyWindow.LIFETIME) {
      return ever(count);
    }
    return switch (count) {
      case PURCHASE_DAYS -> col(CustomerFeatures.PURCHASE_DAYS_365D);
      case ORDERS -> col(CustomerFeatures.ORDERS_365D);
    };
  }

  /** Holds for customers who ever bought. */
  static Column isBuyer() {
    return col(CustomerFeatures.PURCHASE_DAYS).gt(0);
  }
}
