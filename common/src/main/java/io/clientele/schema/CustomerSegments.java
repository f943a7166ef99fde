package io.clientele.schema;

import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.FLAG;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.TEXT_LIST;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** The labels of a customer at the end of a day, with the numbers that explain them. */
public final class CustomerSegments {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String SEGMENT_DATE = "segment_date";
  public static final String LIFECYCLE = "lifecycle";
  public static final String LIFECYCLE_METHOD = "lifecycle_method";
  public static final String EXPECTED_GAP_DAYS = "expected_gap_days";
  public static final String OVERDUE_RATIO = "overdue_ratio";
  public static final String DAYS_UNTIL_NEXT_STAGE = "days_until_next_stage";
  public static final String LOST_SINCE = "lost_since";
  public static final String NEXT_ORDER_DUE_DATE = "next_order_due_date";
  public static final String LIFECYCLE_PREVIOUS = "lifecycle_previous";
  public static final String LIFECYCLE_CHANGED_AT = "lifecycle_changed_at";
  public static final String LOYALTY = "loyalty";
  public static final String LOYALTY_PREVIOUS = "loyalty_previous";
  public static final String LOYALTY_CHANGED_AT = "loyalty_changed_at";
  public static final String CLUSTER = "cluster";
  public static final String CLUSTER_DISTANCE = "cluster_distance";
  public static final String CLUSTER_PREVIOUS = "cluster_previous";
  public static final String CLUSTER_CHANGED_AT = "cluster_changed_at";
  public static final String NEW_CUSTOMERS = "new_customers";
  public static final String RECENT_BUYERS_30D = "recent_buyers_30d";
  public static final String RECENT_BUYERS_90D = "recent_buyers_90d";
  public static final String NON_BUYERS_30D = "non_buyers_30d";
  public static final String NON_BUYERS_90D = "non_buyers_90d";
  public static final String FREQUENT_BUYERS = "frequent_buyers";
  public static final String LAPSED_CUSTOMERS = "lapsed_customers";
  public static final String PRIMARY_BEHAVIOUR = "primary_behaviour";
  public static final String PRIMARY_BEHAVIOUR_PREVIOUS = "primary_behaviour_previous";
  public static final String PRIMARY_BEHAVIOUR_CHANGED_AT = "primary_behaviour_changed_at";
  public static final String HIGH_SPENDER = "high_spender";
  public static final String CART_ABANDONER = "cart_abandoner";
  public static final String ABANDONED_CART_OPEN = "abandoned_cart_open";
  public static final String COUPON_LOVER = "coupon_lover";
  public static final String LOW_SPENDER = "low_spender";
  public static final String ONE_TIME = "one_time";
  public static final String INACTIVE = "inactive";
  public static final String RFM_SEGMENT = "rfm_segment";
  public static final String RFM_SEGMENT_PREVIOUS = "rfm_segment_previous";
  public static final String RFM_SEGMENT_CHANGED_AT = "rfm_segment_changed_at";
  public static final String RFM_RECENCY = "rfm_recency";
  public static final String RFM_FREQUENCY = "rfm_frequency";
  public static final String RFM_MONETARY = "rfm_monetary";
  public static final String PRICE_SENSITIVITY = "price_sensitivity";
  public static final String PRICE_SENSITIVITY_PREVIOUS = "price_sensitivity_previous";
  public static final String PRICE_SENSITIVITY_CHANGED_AT = "price_sensitivity_changed_at";
  public static final String CUSTOM_SEGMENTS = "custom_segments";
  public static final String P_ALIVE = "p_alive";
  public static final String RETURN_PROBABILITY_90D = "return_probability_90d";
  public static final String EXPECTED_ORDERS_90D = "expected_orders_90d";
  public static final String EXPECTED_VALUE_365D = "expected_value_365d";
  public static final String PREDICTION_MODEL = "prediction_model";
  public static final String PREDICTION_FIT_DATE = "prediction_fit_date";
  public static final String LIFECYCLE_FIT_DATE = "lifecycle_fit_date";
  public static final String LOYALTY_FIT_DATE = "loyalty_fit_date";
  public static final String CLUSTER_FIT_DATE = "cluster_fit_date";
  public static final String BEHAVIOUR_FIT_DATE = "behaviour_fit_date";
  public static final String RFM_FIT_DATE = "rfm_fit_date";
  public static final String PRICE_SENSITIVITY_FIT_DATE = "price_sensitivity_fit_date";
  public static final String CONTROL_BUCKET = "control_bucket";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(CUSTOMER_ID, TEXT, "Customer id, as text"),
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(
              LIFECYCLE,
              TEXT,
              "Just Ordered, Active, Slipping Away, Lost, or Prospect without a purchase; null where the family is off"),
          new TableColumn(
              LIFECYCLE_METHOD, TEXT, "Method that gave the stage: rhythm, shop, model or fixed"),
          new TableColumn(
              EXPECTED_GAP_DAYS,
              RATIO,
              "Typical days between this customer's purchases, shrunk towards the shop; null without a purchase or model of gaps"),
          new TableColumn(
              OVERDUE_RATIO,
              RATIO,
              "Recency over expected gap: above 1 is unusual for this customer, not a forecast"),
          new TableColumn(
              DAYS_UNTIL_NEXT_STAGE,
              WHOLE,
              "Days without a purchase until the stage changes; null for Lost and Prospect"),
          new TableColumn(
              LOST_SINCE,
              DAY,
              "First day of Lost without a purchase since, under the model of lifecycle_fit_date; null in other stages"),
          new TableColumn(
              NEXT_ORDER_DUE_DATE,
              DAY,
              "Last purchase plus the expected gap, rounded up; null without either"),
          new TableColumn(
              LIFECYCLE_PREVIOUS,
              TEXT,
              "The last different stage on an earlier date; null at first"),
          new TableColumn(
              LIFECYCLE_CHANGED_AT, DAY, "Segment date of the last change of stage; null at first"),
          new TableColumn(
              LOYALTY,
              TEXT,
              "One Time Buyer, Loyal Customer, Frequent Buyer (a tier), VIP, or Prospect; null where the family is off"),
          new TableColumn(
              LOYALTY_PREVIOUS, TEXT, "The last different tier on an earlier date; null at first"),
          new TableColumn(
              LOYALTY_CHANGED_AT, DAY, "Segment date of the last change of tier; null at first"),
          new TableColumn(
              CLUSTER,
              TEXT,
              "Name of the k-means cluster; null without a purchase or where the family is off"),
          new TableColumn(
              CLUSTER_DISTANCE,
              RATIO,
              "Distance to the centroid in standard deviations; null without a cluster"),
          new TableColumn(
              CLUSTER_PREVIOUS,
              TEXT,
              "The last different cluster on an earlier date; null at first"),
          new TableColumn(
              CLUSTER_CHANGED_AT, DAY, "Segment date of the last change of cluster; null at first"),
          new TableColumn(
              NEW_CUSTOMERS,
              FLAG,
              "Registered in the last 30 days; without a customers source, first purchase in the last 30 days"),
          new TableColumn(RECENT_BUYERS_30D, FLAG, "A purchase in the last 30 days"),
          new TableColumn(RECENT_BUYERS_90D, FLAG, "A purchase in the last 90 days"),
          new TableColumn(NON_BUYERS_30D, FLAG, "No purchase in the last 30 days, or never"),
          new TableColumn(NON_BUYERS_90D, FLAG, "No purchase in the last 90 days, or never"),
          new TableColumn(
              FREQUENT_BUYERS,
              FLAG,
              "More than three purchases ever (a flag, not the tier Frequent Buyer)"),
          new TableColumn(LAPSED_CUSTOMERS, FLAG, "A purchase ever and none in the last 90 days"),
          new TableColumn(
              PRIMARY_BEHAVIOUR,
              TEXT,
              "The first that holds of cart_abandoner, high_spender, inactive, coupon_lover, low_spender, one_time, else regular; null for a Prospect who abandons no carts or where the family is off"),
          new TableColumn(
              PRIMARY_BEHAVIOUR_PREVIOUS,
              TEXT,
              "The last different behaviour on an earlier date; null at first"),
          new TableColumn(
              PRIMARY_BEHAVIOUR_CHANGED_AT,
              DAY,
              "Segment date of the last change of behaviour; null at first"),
          new TableColumn(
              HIGH_SPENDER,
              FLAG,
              "Among the tenth of the year's buyers with most net revenue, with at least two purchases in 365 days; null without amounts"),
          new TableColumn(
              CART_ABANDONER,
              FLAG,
              "At least two abandoned carts in 90 days, a rate not below the shop's, and no purchase since; null without an events source"),
          new TableColumn(
              ABANDONED_CART_OPEN,
              FLAG,
              "The last cart is abandoned and nothing was bought since; null without an events source"),
          new TableColumn(
              COUPON_LOVER,
              FLAG,
              "At least two purchases, 80% of them clearly discounted, and more than chance explains at the shop's rate; null without coupons and discounts"),
          new TableColumn(
              LOW_SPENDER,
              FLAG,
              "At least three purchases in 365 days at an average order value in the lowest quarter of repeat customers, and no high_spender; null without amounts"),
          new TableColumn(ONE_TIME, FLAG, "Exactly one purchase ever"),
          new TableColumn(
              INACTIVE,
              FLAG,
              "A purchase ever and lifecycle Lost, or as many days without as configured; null where neither is there"),
          new TableColumn(
              RFM_SEGMENT,
              TEXT,
              "Segment of the three RFM scores, by the configured map; null without a purchase, amounts or enough buyers"),
          new TableColumn(
              RFM_SEGMENT_PREVIOUS,
              TEXT,
              "The last different RFM segment on an earlier date; null at first"),
          new TableColumn(
              RFM_SEGMENT_CHANGED_AT,
              DAY,
              "Segment date of the last change of RFM segment; null at first"),
          new TableColumn(
              RFM_RECENCY, WHOLE, "1 to 5, 5 the most recent buyers; null without a purchase"),
          new TableColumn(
              RFM_FREQUENCY, WHOLE, "1 to 5, 5 the most frequent buyers; null without a purchase"),
          new TableColumn(
              RFM_MONETARY,
              WHOLE,
              "1 to 5, 5 the most net revenue; null without a purchase or amounts"),
          new TableColumn(
              PRICE_SENSITIVITY,
              TEXT,
              "Cheaper, Average or Expensive: the level of the unit prices a customer pays, not a reaction to prices; null without a priced purchase"),
          new TableColumn(
              PRICE_SENSITIVITY_PREVIOUS,
              TEXT,
              "The last different price level on an earlier date; null at first"),
          new TableColumn(
              PRICE_SENSITIVITY_CHANGED_AT,
              DAY,
              "Segment date of the last change of price level; null at first"),
          new TableColumn(
              CUSTOM_SEGMENTS,
              TEXT_LIST,
              "Names of the configured segments that hold, sorted; empty where none does, null where none is configured or the family is off"),
          new TableColumn(
              P_ALIVE,
              RATIO,
              "Probability that the customer may still buy, by the prediction model; null without a purchase or model"),
          new TableColumn(
              RETURN_PROBABILITY_90D,
              RATIO,
              "Probability of a purchase in the next 90 days; null without a purchase or model"),
          new TableColumn(
              EXPECTED_ORDERS_90D,
              RATIO,
              "Purchase days expected in the next 90 days; null without a purchase or model"),
          new TableColumn(
              EXPECTED_VALUE_365D,
              RATIO,
              "Gross revenue expected in the next 365 days; null without a purchase or model of spend"),
          new TableColumn(
              PREDICTION_MODEL,
              TEXT,
              "Model behind these numbers: bg-nbd, mbg-nbd, or nbd where nobody is seen to be lost; null without a purchase or model"),
          new TableColumn(
              PREDICTION_FIT_DATE, DAY, "Fit date of that model; null without a purchase or model"),
          new TableColumn(
              LIFECYCLE_FIT_DATE,
              DAY,
              "Fit date of the lifecycle model; null where the family is off"),
          new TableColumn(
              LOYALTY_FIT_DATE, DAY, "Fit date of the loyalty model; null where the family is off"),
          new TableColumn(
              CLUSTER_FIT_DATE, DAY, "Fit date of the cluster model; null where the family is off"),
          new TableColumn(
              BEHAVIOUR_FIT_DATE,
              DAY,
              "Fit date of the behaviour model; null where the family is off"),
          new TableColumn(
              RFM_FIT_DATE, DAY, "Fit date of the RFM cuts; null where the family is off"),
          new TableColumn(
              PRICE_SENSITIVITY_FIT_DATE,
              DAY,
              "Fit date of the price level; null where the family is off"),
          new TableColumn(
              CONTROL_BUCKET,
              WHOLE,
              "0 to 9999, the same for ever, from SHA-256 of salt and customer id: hold out a campaign group by range"));

  /** One row per customer of the base and segment date. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "customer_segments",
          "One row per customer of the base and segment date",
          List.of(CUSTOMER_ID, SEGMENT_DATE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private CustomerSegments() {}
}
