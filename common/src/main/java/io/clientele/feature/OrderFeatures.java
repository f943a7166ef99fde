package io.clientele.feature;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Orders;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * What orders say about a customer, as exact whole numbers: one exchange by customer serves two
 * window passes over the ordered purchase days (one for gaps, one for their median) and the
 * aggregate.
 */
final class OrderFeatures {
  /** Sums of logarithms are held in units of 10^-12, so that no sum depends on an order of rows. */
  static final double LOG_UNITS = 1e12;

  private final Day day;

  OrderFeatures(Day day) {
    this.day = day;
  }

  /**
   * Returns one row per identified customer with an order of any class visible at the day: {@code
   * customer_id}, the counts and days of {@link CustomerFeatures}, money as {@code ..._units},
   * items as {@code item_thousandths}, logarithms as {@code gap_log_units} and {@code
   * gap_log_square_units}.
   */
  Dataset<Row> of(Dataset<Row> orders) {
    Dataset<Row> visible =
        orders
            .filter(col(Orders.CUSTOMER_ID).isNotNull())
            .filter(day.sees(col(Orders.ORDERED_AT)))
            .withColumn("purchase_date", when(isPurchase(), col(Orders.ORDER_DATE)));
    return withGaps(visible).groupBy(col(Orders.CUSTOMER_ID)).agg(firstOrderDate(), others());
  }

  /** Adds each purchase day's gap to the one before, and the gap's rank among the customer's. */
  private static Dataset<Row> withGaps(Dataset<Row> visible) {
    WindowSpec customer = Window.partitionBy(col(Orders.CUSTOMER_ID));
    WindowSpec byDay = customer.orderBy(col("purchase_date").asc_nulls_first());
    WindowSpec byGap = customer.orderBy(col("gap").desc_nulls_last());
    // What shares a specification shares a pass.
    WindowSpec soFar = byDay.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec allGaps =
        byGap.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Column sinceLast = datediff(col("purchase_date"), lag(col("purchase_date"), 1).over(byDay));
    return visible
        .withColumn("since_last", sinceLast)
        .withColumn("first_day", min(col("purchase_date")).over(soFar))
        .withColumn("gap", when(col("since_last").gt(0), col("since_last")))
        .withColumn("gaps", count(col("gap")).over(allGaps))
        .withColumn("gap_rank", row_number().over(byGap))
        .withColumn("gap_log", log(col("gap")));
  }

  private static Column isPurchase() {
    return col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE);
  }

  private static Column firstOrderDate() {
    return min(col("purchase_date")).as(CustomerFeatures.FIRST_ORDER_DATE);
  }

  private Column[] others() {
    Column middle = col("gaps").plus(1).divide(2);
    Column logUnits = rounded(col("gap_log").multiply(LOG_UNITS));
    Column logSquareUnits = rounded(col("gap_log").multiply(col("gap_log")).multiply(LOG_UNITS));
    return List.of(
            max(col("purchase_date")).as(CustomerFeatures.LAST_ORDER_DATE),
            countOf(isPurchase()).as(CustomerFeatures.ORDERS),
            countOf(isNewDay()).as(CustomerFeatures.PURCHASE_DAYS),
            purchased(Orders.ITEM_THOUSANDTHS).as("item_thousandths"),
            purchased(Orders.GROSS_UNITS).as("gross_units"),
            sum(repeated()).as("repeat_gross_units"),
            sum(returned()).as("returned_units"),
            purchased(Orders.DISCOUNT_UNITS).as("discount_units"),
            countOf(isDiscounted()).as("discounted_orders"),
            countOf(isPurchase().and(col(Orders.HAS_COUPON))).as("coupon_orders"),
            countOf(isClearlyDiscounted()).as(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS),
            purchased(Orders.UNIT_PRICE_UNITS).as("unit_price_units"),
            purchased(Orders.PRICED_LINES).as(CustomerFeatures.PRICED_LINES),
            max(col("gaps")).as("gaps"),
            sumOf(col("gap").cast(DataTypes.LongType)).as("gap_sum"),
            sumOf(col("gap").cast(DataTypes.LongType).multiply(col("gap")))
                .as(CustomerFeatures.GAP_SQUARE_SUM),
            sumOf(logUnits).as("gap_log_units"),
            sumOf(logSquareUnits).as("gap_log_square_units"),
            max(when(col("gap_rank").equalTo(floor(middle)), col("gap"))).as("upper_middle_gap"),
            max(when(col("gap_rank").equalTo(ceil(middle)), col("gap"))).as("lower_middle_gap"),
            countOf(isPurchase().and(within(30))).as(CustomerFeatures.ORDERS_30D),
            countOf(isPurchase().and(within(90))).as(CustomerFeatures.ORDERS_90D),
            countOf(isPurchase().and(within(365))).as(CustomerFeatures.ORDERS_365D),
            countOf(isPurchase().and(isBefore90())).as(CustomerFeatures.ORDERS_PREV_90D),
            countOf(isNewDay().and(within(365))).as(CustomerFeatures.PURCHASE_DAYS_365D),
            netOf(within(30)).as("net_30d_units"),
            netOf(within(90)).as("net_90d_units"),
            netOf(within(365)).as("net_365d_units"),
            netOf(isBefore90()).as("net_prev_90d_units"))
        .toArray(Column[]::new);
  }

  /** Half up, of numbers from 0 to 10^15; Spark's round goes by the digits of each as text. */
  private static Column rounded(Column number) {
    return floor(number.plus(0.5));
  }

  private static Column isNewDay() {
    return isPurchase().and(coalesce(col("since_last").gt(0), lit(true)));
  }

  private static Column isDiscounted() {
    Column discount = coalesce(col(Orders.DISCOUNT_UNITS).gt(0), lit(false));
    return isPurchase().and(discount.or(coalesce(col(Orders.HAS_COUPON), lit(false))));
  }

  /** With a coupon, or a discount d of at least 5% of list value g + d: d >= g / 19. */
  private static Column isClearlyDiscounted() {
    Column discount = col(Orders.DISCOUNT_UNITS);
    // Whole numbers, rounded up: exact, and beyond no 64 bits.
    Column least = call_function("div", col(Orders.GROSS_UNITS).plus(18), lit(19L));
    Column isDeep = coalesce(discount.gt(0).and(discount.geq(least)), lit(false));
    return isPurchase().and(isDeep.or(coalesce(col(Orders.HAS_COUPON), lit(false))));
  }

  private Column within(int days) {
    return day.isInLast(days, col(Orders.ORDER_DATE));
  }

  private Column isBefore90() {
    return within(180).and(org.apache.spark.sql.functions.not(within(90)));
  }

  private static Column countOf(Column condition) {
    return sum(when(condition, lit(1L)).otherwise(lit(0L)));
  }

  private static Column sumOf(Column value) {
    return sum(coalesce(value, lit(0L)));
  }

  private static Column purchased(String column) {
    return sum(when(isPurchase(), col(column)).otherwise(lit(0L)));
  }

  /** What a purchase after the first day with one brought. */
  private static Column repeated() {
    return when(col("purchase_date").gt(col("first_day")), col(Orders.GROSS_UNITS))
        .otherwise(lit(0L));
  }

  /** What an order takes back: inside a purchase, or as a return of its own. */
  private static Column returned() {
    return when(
            col(Orders.ORDER_CLASS).isin(Orders.PURCHASE, Orders.RETURN),
            col(Orders.RETURNED_UNITS))
        .otherwise(lit(0L));
  }

  private static Column netOf(Column condition) {
    Column bought = when(isPurchase(), col(Orders.GROSS_UNITS)).otherwise(lit(0L));
    return sum(when(condition, bought.minus(returned())).otherwise(lit(0L)));
  }
}
