package io.clientele.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What carts say about a customer: a cart is converted when a purchase follows until 24 hours after
 * its last touch (on its days or the next where only days of orders are known), open while that
 * time has not passed, else abandoned.
 */
final class CartFeatures {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Day day;

  CartFeatures(Day day) {
    this.day = day;
  }

  /**
   * Returns one row per customer with an event visible at the day or a registration: {@code
   * customer_id, registered_at}, the carts of {@link CustomerFeatures} and {@code
   * unanswered_carts}, the abandoned ones without any purchase since.
   *
   * @param registrations {@code customer_id, registered_at}, visible ones
   */
  Dataset<Row> of(Dataset<Row> sessions, Dataset<Row> orders, Dataset<Row> registrations) {
    Column isRecent = col("first_at").isNotNull().and(day.isInLast(90, to_date(col("first_at"))));
    Column isAbandoned =
        col("last_at").isNotNull().and(isConverted().equalTo(false)).and(isOpen().equalTo(false));
    return withNextPurchase(carts(together(sessions, orders, registrations)))
        .filter(col("is_purchase").equalTo(false))
        .groupBy(col(Sessions.CUSTOMER_ID))
        .agg(
            max(col(Customers.REGISTERED_AT)).as(CustomerFeatures.REGISTERED_AT),
            max(col("last_at")).as(CustomerFeatures.LAST_CART_AT),
            countOf(isRecent).as(CustomerFeatures.CARTS_90D),
            countOf(isRecent.and(isAbandoned)).as(CustomerFeatures.ABANDONED_CARTS_90D),
            countOf(isRecent.and(isConverted())).as(CustomerFeatures.CONVERTED_CARTS_90D),
            max(when(isAbandoned, col("last_at"))).as(CustomerFeatures.LAST_ABANDONED_CART_AT),
            countOf(isAbandoned.and(isUnanswered())).as("unanswered_carts"));
  }

  private Dataset<Row> together(
      Dataset<Row> sessions, Dataset<Row> orders, Dataset<Row> registrations) {
    return visits(sessions)
        .unionByName(purchases(orders), true)
        // Like a visit without a cart: it counts its customer.
        .unionByName(registrations.withColumn("is_purchase", lit(false)), true);
  }

  /** One row per visit and day; a visit without a session id is its day's. */
  private Dataset<Row> visits(Dataset<Row> sessions) {
    return sessions
        .filter(day.sees(col(Sessions.FIRST_EVENT_AT)))
        .select(
            col(Sessions.CUSTOMER_ID),
            lit(false).as("is_purchase"),
            col(Sessions.SESSION_ID),
            when(col(Sessions.SESSION_ID).isNull(), col(Sessions.EVENT_DATE)).as("visit_day"),
            col(Sessions.FIRST_CART_AT).as("first_at"),
            col(Sessions.LAST_CART_AT).as("last_at"),
            lit(null).cast("timestamp").as("timed_at"),
            lit(null).cast("date").as("dated_on"));
  }

  private Dataset<Row> purchases(Dataset<Row> orders) {
    Column datedOnly = col(Orders.IS_DATED_ONLY);
    return orders
        .filter(col(Orders.CUSTOMER_ID).isNotNull())
        .filter(col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE))
        .filter(day.sees(col(Orders.ORDERED_AT)))
        .select(
            col(Orders.CUSTOMER_ID),
            lit(true).as("is_purchase"),
            lit(null).cast("string").as(Sessions.SESSION_ID),
            lit(null).cast("date").as("visit_day"),
            lit(null).cast("timestamp").as("first_at"),
            lit(null).cast("timestamp").as("last_at"),
            when(datedOnly.equalTo(false), col(Orders.ORDERED_AT)).as("timed_at"),
            when(datedOnly, col(Orders.ORDER_DATE)).as("dated_on"));
  }

  /**
   * One row per cart, per visit without one (it counts its customer), and per moment of purchase,
   * with the instant to sort by. Dealt by customer once, for this aggregate and the window after.
   */
  private static Dataset<Row> carts(Dataset<Row> visitsAndPurchases) {
    // A purchase of which only the day is known may follow any cart of that day.
    Column endOfDay =
        date_add(col("dated_on"), 1).cast("timestamp").minus(expr("INTERVAL '0.000001' SECOND"));
    return visitsAndPurchases
        .repartition(col(Sessions.CUSTOMER_ID))
        .groupBy(
            col(Sessions.CUSTOMER_ID),
            col("is_purchase"),
            col(Sessions.SESSION_ID),
            col("visit_day"),
            col("timed_at"),
            col("dated_on"))
        .agg(
            max(col(Customers.REGISTERED_AT)).as(Customers.REGISTERED_AT),
            min(col("first_at")).as("first_at"),
            max(col("last_at")).as("last_at"))
        .withColumn("sort_at", coalesce(col("first_at"), col("timed_at"), endOfDay));
  }

  /** Adds the first purchase not before each cart, timed and dated apart. */
  private static Dataset<Row> withNextPurchase(Dataset<Row> cartsAndPurchases) {
    // Descending, because running minimums from behind cost one pass; from ahead they cost n^2.
    WindowSpec later =
        Window.partitionBy(col(Sessions.CUSTOMER_ID))
            .orderBy(col("sort_at").desc_nulls_last(), col("is_purchase").desc())
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    return cartsAndPurchases
        .withColumn("next_timed", min(col("timed_at")).over(later))
        .withColumn("next_dated", min(col("dated_on")).over(later));
  }

  private static Column isConverted() {
    Column timed = col("next_timed").leq(dayAfter(col("last_at")));
    Column dated = col("next_dated").leq(date_add(to_date(col("last_at")), 1));
    return coalesce(timed, lit(false)).or(coalesce(dated, lit(false)));
  }

  /** An abandoned cart's next purchase comes after it: in time it would have converted the cart. */
  private static Column isUnanswered() {
    return col("next_timed").isNull().and(col("next_dated").isNull());
  }

  private Column isOpen() {
    return day.sees(dayAfter(col("last_at"))).equalTo(false);
  }

  /** 24 hours later: an interval of 24 hours would be a calendar day, 23 to 25 hours long. */
  private static Column dayAfter(Column instant) {
    return timestamp_micros(unix_micros(instant).plus(MICROS_PER_DAY));
  }

  private static Column countOf(Column condition) {
    return sum(when(coalesce(condition, lit(false)), lit(1L)).otherwise(lit(0L)));
  }
}
