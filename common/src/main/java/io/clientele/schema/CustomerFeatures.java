package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.FLAG;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.LOG_SUM;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.QUANTITY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** The numbers of a customer at the end of a day: everything the segment families read. */
public final class CustomerFeatures {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String SEGMENT_DATE = "segment_date";
  public static final String REGISTERED_AT = "registered_at";
  public static final String FIRST_ORDER_DATE = "first_order_date";
  public static final String LAST_ORDER_DATE = "last_order_date";
  public static final String RECENCY_DAYS = "recency_days";
  public static final String TENURE_DAYS = "tenure_days";
  public static final String ORDERS = "orders";
  public static final String PURCHASE_DAYS = "purchase_days";
  public static final String ITEMS = "items";
  public static final String GROSS_REVENUE = "gross_revenue";
  public static final String REPEAT_GROSS_REVENUE = "repeat_gross_revenue";
  public static final String RETURNED_AMOUNT = "returned_amount";
  public static final String NET_REVENUE = "net_revenue";
  public static final String DISCOUNT_AMOUNT = "discount_amount";
  public static final String AVERAGE_ORDER_VALUE = "average_order_value";
  public static final String AVERAGE_BASKET_ITEMS = "average_basket_items";
  public static final String AVERAGE_ITEM_PRICE = "average_item_price";
  public static final String MEAN_UNIT_PRICE = "mean_unit_price";
  public static final String PRICED_LINES = "priced_lines";
  public static final String RETURN_RATE = "return_rate";
  public static final String DISTINCT_PRODUCTS = "distinct_products";
  public static final String DISTINCT_CATEGORIES = "distinct_categories";
  public static final String TOP_CATEGORY = "top_category";
  public static final String TOP_CATEGORY_SHARE = "top_category_share";
  public static final String GAP_MEAN_DAYS = "gap_mean_days";
  public static final String GAP_STDDEV_DAYS = "gap_stddev_days";
  public static final String GAP_MEDIAN_DAYS = "gap_median_days";
  public static final String GAP_SQUARE_SUM = "gap_square_sum";
  public static final String GAP_LOG_SUM = "gap_log_sum";
  public static final String GAP_LOG_SQUARE_SUM = "gap_log_square_sum";
  public static final String ORDERS_30D = "orders_30d";
  public static final String ORDERS_90D = "orders_90d";
  public static final String ORDERS_365D = "orders_365d";
  public static final String ORDERS_PREV_90D = "orders_prev_90d";
  public static final String PURCHASE_DAYS_365D = "purchase_days_365d";
  public static final String NET_REVENUE_30D = "net_revenue_30d";
  public static final String NET_REVENUE_90D = "net_revenue_90d";
  public static final String NET_REVENUE_365D = "net_revenue_365d";
  public static final String NET_REVENUE_PREV_90D = "net_revenue_prev_90d";
  public static final String DISCOUNTED_ORDERS = "discounted_orders";
  public static final String DISCOUNTED_ORDER_SHARE = "discounted_order_share";
  public static final String DISCOUNT_SHARE = "discount_share";
  public static final String COUPON_ORDERS = "coupon_orders";
  public static final String CLEARLY_DISCOUNTED_ORDERS = "clearly_discounted_orders";
  public static final String LAST_CART_AT = "last_cart_at";
  public static final String CARTS_90D = "carts_90d";
  public static final String ABANDONED_CARTS_90D = "abandoned_carts_90d";
  public static final String CONVERTED_CARTS_90D = "converted_carts_90d";
  public static final String CART_ABANDONMENT_RATE = "cart_abandonment_rate";
  public static final String LAST_ABANDONED_CART_AT = "last_abandoned_cart_at";
  public static final String IS_LAST_CART_ABANDONED = "is_last_cart_abandoned";
  public static final String ORDERED_SINCE_ABANDONED_CART = "ordered_since_abandoned_cart";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(CUSTOMER_ID, TEXT, "Customer id, as text"),
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(REGISTERED_AT, INSTANT, "Instant of registration; null where unknown"),
          new TableColumn(FIRST_ORDER_DATE, DAY, "Day of the first purchase; null without one"),
          new TableColumn(LAST_ORDER_DATE, DAY, "Day of the last purchase; null without one"),
          new TableColumn(
              RECENCY_DAYS,
              WHOLE,
              "Days from the last purchase to the segment date; null without a purchase"),
          new TableColumn(
              TENURE_DAYS,
              WHOLE,
              "Days from the first purchase to the segment date; null without a purchase"),
          new TableColumn(ORDERS, COUNT, "Purchases ever"),
          new TableColumn(PURCHASE_DAYS, COUNT, "Different days with a purchase"),
          new TableColumn(ITEMS, QUANTITY, "Items bought; null where no quantity is mapped"),
          new TableColumn(
              GROSS_REVENUE,
              MONEY,
              "Paid for purchases, after discount and before returns; null where no amount is mapped"),
          new TableColumn(
              REPEAT_GROSS_REVENUE,
              MONEY,
              "Gross revenue of the purchase days after the first; null where no amount is mapped"),
          new TableColumn(
              RETURNED_AMOUNT,
              MONEY,
              "Returned, as a positive amount; null where no amount is mapped"),
          new TableColumn(
              NET_REVENUE,
              MONEY,
              "Gross revenue less returned amount; null where no amount is mapped"),
          new TableColumn(
              DISCOUNT_AMOUNT, MONEY, "Discount on purchases; null where no discount is mapped"),
          new TableColumn(
              AVERAGE_ORDER_VALUE,
              RATIO,
              "Gross revenue per purchase; null without a purchase or amount"),
          new TableColumn(
              AVERAGE_BASKET_ITEMS,
              RATIO,
              "Items per purchase; null without a purchase or quantity"),
          new TableColumn(
              AVERAGE_ITEM_PRICE, RATIO, "Gross revenue per item; null without items or amount"),
          new TableColumn(
              MEAN_UNIT_PRICE,
              RATIO,
              "Unweighted mean of the unit prices of the priced lines; null without one"),
          new TableColumn(
              PRICED_LINES,
              COUNT,
              "Lines bought at a unit price above 0; null where no unit price is known"),
          new TableColumn(
              RETURN_RATE,
              RATIO,
              "Returned amount over gross revenue; null where that is 0 or not mapped"),
          new TableColumn(
              DISTINCT_PRODUCTS,
              COUNT,
              "Different products bought; null where no product is mapped"),
          new TableColumn(
              DISTINCT_CATEGORIES,
              COUNT,
              "Different categories bought; null where no category is mapped"),
          new TableColumn(
              TOP_CATEGORY,
              TEXT,
              "Category with most gross revenue, ties by name; null without one"),
          new TableColumn(
              TOP_CATEGORY_SHARE,
              RATIO,
              "Share of that category in the gross revenue of all known categories; null without one"),
          new TableColumn(
              GAP_MEAN_DAYS,
              RATIO,
              "Mean days between consecutive purchase days; null below two purchase days"),
          new TableColumn(
              GAP_STDDEV_DAYS,
              RATIO,
              "Population standard deviation of those gaps; null below two gaps"),
          new TableColumn(
              GAP_MEDIAN_DAYS,
              RATIO,
              "Median of those gaps, the mean of the two middle ones where their count is even; null without a gap"),
          new TableColumn(GAP_SQUARE_SUM, COUNT, "Sum of squared gaps in days; 0 without a gap"),
          new TableColumn(
              GAP_LOG_SUM,
              LOG_SUM,
              "Sum of natural logarithms of the gaps, each rounded to 12 digits; 0 without a gap"),
          new TableColumn(
              GAP_LOG_SQUARE_SUM,
              LOG_SUM,
              "Sum of squared natural logarithms of the gaps, each rounded to 12 digits; 0 without a gap"),
          new TableColumn(ORDERS_30D, COUNT, "Purchases in the last 30 days"),
          new TableColumn(ORDERS_90D, COUNT, "Purchases in the last 90 days"),
          new TableColumn(ORDERS_365D, COUNT, "Purchases in the last 365 days"),
          new TableColumn(ORDERS_PREV_90D, COUNT, "Purchases in the 90 days before the last 90"),
          new TableColumn(
              PURCHASE_DAYS_365D, COUNT, "Different days with a purchase in the last 365 days"),
          new TableColumn(
              NET_REVENUE_30D,
              MONEY,
              "Net revenue of the last 30 days; null where no amount is mapped"),
          new TableColumn(
              NET_REVENUE_90D,
              MONEY,
              "Net revenue of the last 90 days; null where no amount is mapped"),
          new TableColumn(
              NET_REVENUE_365D,
              MONEY,
              "Net revenue of the last 365 days; null where no amount is mapped"),
          new TableColumn(
              NET_REVENUE_PREV_90D,
              MONEY,
              "Net revenue of the 90 days before the last 90; null where no amount is mapped"),
          new TableColumn(
              DISCOUNTED_ORDERS,
              COUNT,
              "Purchases with a discount or a coupon; null where neither is mapped"),
          new TableColumn(
              DISCOUNTED_ORDER_SHARE,
              RATIO,
              "Discounted purchases over purchases; null without a purchase or where neither is mapped"),
          new TableColumn(
              DISCOUNT_SHARE,
              RATIO,
              "Discount over gross revenue plus discount; null where that is 0 or not mapped"),
          new TableColumn(
              COUPON_ORDERS, COUNT, "Purchases with a coupon; null where no coupon is mapped"),
          new TableColumn(
              CLEARLY_DISCOUNTED_ORDERS,
              COUNT,
              "Purchases with a coupon or a discount of at least 5% of their list value; null where neither is known"),
          new TableColumn(
              LAST_CART_AT,
              INSTANT,
              "Instant of the last cart or checkout event; null without one or without an events source"),
          new TableColumn(
              CARTS_90D,
              COUNT,
              "Carts first touched in the last 90 days; null without an events source"),
          new TableColumn(
              ABANDONED_CARTS_90D,
              COUNT,
              "Those of them abandoned: no purchase until 24 hours after the last touch; null without an events source"),
          new TableColumn(
              CONVERTED_CARTS_90D,
              COUNT,
              "Those of them followed by a purchase in time; null without an events source"),
          new TableColumn(
              CART_ABANDONMENT_RATE,
              RATIO,
              "Abandoned over decided carts of the last 90 days, open ones left out; null without a decided one"),
          new TableColumn(
              LAST_ABANDONED_CART_AT,
              INSTANT,
              "Last touch of the last abandoned cart ever; null without one or without an events source"),
          new TableColumn(
              IS_LAST_CART_ABANDONED,
              FLAG,
              "Whether the last cart touched is abandoned; null without a cart or an events source"),
          new TableColumn(
              ORDERED_SINCE_ABANDONED_CART,
              FLAG,
              "Whether a purchase came after the last abandoned cart; null without one or without an events source"));

  /** One row per customer of the base and segment date. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "customer_features",
          "One row per customer of the base and segment date",
          List.of(CUSTOMER_ID, SEGMENT_DATE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private CustomerFeatures() {}
}
