package io.clientele.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The base at a day and its features: one row per customer, columns of {@link CustomerFeatures}.
 *
 * <p>In the base is everyone registered by the end of the day, and everyone with an accepted order
 * of any class or an accepted event by then.
 */
public final class CustomerBase {
  private final Day day;
  private final Money money;
  private final Availability has;

  /** Computes features of a day from the inputs that the shop has. */
  public CustomerBase(Day day, Money money, Availability has) {
    this.day = day;
    this.money = money;
    this.has = has;
  }

  /**
   * Returns the features. Inputs are the warehouse's tables; those of inputs the shop has not
   * mapped are not read. Lazy; one exchange by customer for orders, one for products, one for
   * visits and registrations.
   */
  public Dataset<Row> features(
      Dataset<Row> orders, Dataset<Row> products, Dataset<Row> sessions, Dataset<Row> customers) {
    Dataset<Row> base = new OrderFeatures(day).of(orders);
    if (has.product() || has.category()) {
      base = joined(base, new ProductFeatures(day).of(products), "left");
    }
    // A registration still to come is not known yet, even of somebody who has bought before.
    Dataset<Row> registered =
        customers
            .filter(day.sees(col(Customers.REGISTERED_AT)))
            .select(col(Customers.CUSTOMER_ID), col(Customers.REGISTERED_AT));
    if (has.events()) {
      // Registrations come along with the visits: two full joins would deal the wide rows again.
      Dataset<Row> known = has.customers() ? registered : registered.limit(0);
      base = joined(base, new CartFeatures(day).of(sessions, orders, known), "full");
    } else if (has.customers()) {
      base = joined(base, registered, "full");
    }
    return base.select(columns().toArray(Column[]::new));
  }

  private static Dataset<Row> joined(Dataset<Row> left, Dataset<Row> right, String how) {
    return left.join(right, new String[] {CustomerFeatures.CUSTOMER_ID}, how);
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.addAll(identity());
    columns.addAll(volume());
    columns.addAll(shape());
    columns.addAll(rhythm());
    columns.addAll(windows());
    columns.addAll(discounts());
    columns.addAll(carts());
    return columns;
  }

  private List<Column> identity() {
    return List.of(
        col(CustomerFeatures.CUSTOMER_ID),
        day.literal().as(CustomerFeatures.SEGMENT_DATE),
        (has.customers() ? col(CustomerFeatures.REGISTERED_AT) : lit(null).cast("timestamp"))
            .as(CustomerFeatures.REGISTERED_AT),
        col(CustomerFeatures.FIRST_ORDER_DATE),
        col(CustomerFeatures.LAST_ORDER_DATE),
        datediff(day.literal(), col(CustomerFeatures.LAST_ORDER_DATE))
            .as(CustomerFeatures.RECENCY_DAYS),
        datediff(day.literal(), col(CustomerFeatures.FIRST_ORDER_DATE))
            .as(CustomerFeatures.TENURE_DAYS));
  }

  private List<Column> volume() {
    return List.of(
        counted(CustomerFeatures.ORDERS),
        counted(CustomerFeatures.PURCHASE_DAYS),
        known(has.quantity(), items()).as(CustomerFeatures.ITEMS),
        amount("gross_units", CustomerFeatures.GROSS_REVENUE),
        amount("repeat_gross_units", CustomerFeatures.REPEAT_GROSS_REVENUE),
        amount("returned_units", CustomerFeatures.RETURNED_AMOUNT),
        known(has.money(), money.amount(net())).as(CustomerFeatures.NET_REVENUE),
        known(has.discount(), money.amount(orZero("discount_units")))
            .as(CustomerFeatures.DISCOUNT_AMOUNT));
  }

  private List<Column> shape() {
    Column gross = real(money.amount(orZero("gross_units")));
    Column returned = real(money.amount(orZero("returned_units")));
    boolean hasTop = has.category() && has.money();
    return List.of(
        known(has.money(), ratio(gross, orZero(CustomerFeatures.ORDERS)))
            .as(CustomerFeatures.AVERAGE_ORDER_VALUE),
        known(has.quantity(), ratio(real(items()), orZero(CustomerFeatures.ORDERS)))
            .as(CustomerFeatures.AVERAGE_BASKET_ITEMS),
        known(has.quantity() && has.money(), ratio(gross, items()))
            .as(CustomerFeatures.AVERAGE_ITEM_PRICE),
        known(
                has.unitPrice(),
                ratio(
                    real(money.amount(orZero("unit_price_units"))),
                    orZero(CustomerFeatures.PRICED_LINES)))
            .as(CustomerFeatures.MEAN_UNIT_PRICE),
        known(has.unitPrice(), orZero(CustomerFeatures.PRICED_LINES))
            .as(CustomerFeatures.PRICED_LINES),
        known(has.money(), ratio(returned, gross)).as(CustomerFeatures.RETURN_RATE),
        (has.product() ? counted(CustomerFeatures.DISTINCT_PRODUCTS) : absent("bigint"))
            .as(CustomerFeatures.DISTINCT_PRODUCTS),
        (has.category() ? counted(CustomerFeatures.DISTINCT_CATEGORIES) : absent("bigint"))
            .as(CustomerFeatures.DISTINCT_CATEGORIES),
        (hasTop ? col(CustomerFeatures.TOP_CATEGORY) : absent("string"))
            .as(CustomerFeatures.TOP_CATEGORY),
        (hasTop
                ? ratio(real(money.amount(col("top_units"))), money.amount(col("category_units")))
                : absent("double"))
            .as(CustomerFeatures.TOP_CATEGORY_SHARE));
  }

  private static List<Column> rhythm() {
    Column n = orZero("gaps");
    Column total = orZero("gap_sum");
    Column squares = orZero(CustomerFeatures.GAP_SQUARE_SUM);
    Column spread = sqrt(real(n.multiply(squares).minus(total.multiply(total)))).divide(real(n));
    return List.of(
        ratio(real(total), n).as(CustomerFeatures.GAP_MEAN_DAYS),
        when(n.geq(2), spread).as(CustomerFeatures.GAP_STDDEV_DAYS),
        real(col("upper_middle_gap"))
            .plus(real(col("lower_middle_gap")))
            .divide(lit(2.0))
            .as(CustomerFeatures.GAP_MEDIAN_DAYS),
        squares.as(CustomerFeatures.GAP_SQUARE_SUM),
        logs("gap_log_units").as(CustomerFeatures.GAP_LOG_SUM),
        logs("gap_log_square_units").as(CustomerFeatures.GAP_LOG_SQUARE_SUM));
  }

  private List<Column> windows() {
    return List.of(
        counted(CustomerFeatures.ORDERS_30D),
        counted(CustomerFeatures.ORDERS_90D),
        counted(CustomerFeatures.ORDERS_365D),
        counted(CustomerFeatures.ORDERS_PREV_90D),
        counted(CustomerFeatures.PURCHASE_DAYS_365D),
        amount("net_30d_units", CustomerFeatures.NET_REVENUE_30D),
        amount("net_90d_units", CustomerFeatures.NET_REVENUE_90D),
        amount("net_365d_units", CustomerFeatures.NET_REVENUE_365D),
        amount("net_prev_90d_units", CustomerFeatures.NET_REVENUE_PREV_90D));
  }

  private List<Column> discounts() {
    boolean either = has.discount() || has.coupon();
    Column discount = real(money.amount(orZero("discount_units")));
    Column list = money.amount(orZero("gross_units").plus(orZero("discount_units")));
    Column discounted = orZero(CustomerFeatures.DISCOUNTED_ORDERS);
    return List.of(
        known(either, discounted).as(CustomerFeatures.DISCOUNTED_ORDERS),
        known(either, ratio(real(discounted), orZero(CustomerFeatures.ORDERS)))
            .as(CustomerFeatures.DISCOUNTED_ORDER_SHARE),
        known(has.discount() && has.money(), ratio(discount, list))
            .as(CustomerFeatures.DISCOUNT_SHARE),
        known(has.coupon(), orZero(CustomerFeatures.COUPON_ORDERS))
            .as(CustomerFeatures.COUPON_ORDERS),
        known(
                has.coupon() || (has.discount() && has.money()),
                orZero(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS))
            .as(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS));
  }

  private List<Column> carts() {
    if (!has.events()) {
      return List.of(
          absent("timestamp").as(CustomerFeatures.LAST_CART_AT),
          absent("bigint").as(CustomerFeatures.CARTS_90D),
          absent("bigint").as(CustomerFeatures.ABANDONED_CARTS_90D),
          absent("bigint").as(CustomerFeatures.CONVERTED_CARTS_90D),
          absent("double").as(CustomerFeatures.CART_ABANDONMENT_RATE),
          absent("timestamp").as(CustomerFeatures.LAST_ABANDONED_CART_AT),
          absent("boolean").as(CustomerFeatures.IS_LAST_CART_ABANDONED),
          absent("boolean").as(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART));
    }
    Column abandoned = orZero(CustomerFeatures.ABANDONED_CARTS_90D);
    Column converted = orZero(CustomerFeatures.CONVERTED_CARTS_90D);
    Column last = col(CustomerFeatures.LAST_CART_AT);
    Column lastAbandoned = col(CustomerFeatures.LAST_ABANDONED_CART_AT);
    return List.of(
        last,
        counted(CustomerFeatures.CARTS_90D),
        abandoned.as(CustomerFeatures.ABANDONED_CARTS_90D),
        converted.as(CustomerFeatures.CONVERTED_CARTS_90D),
        ratio(real(abandoned), abandoned.plus(converted))
            .as(CustomerFeatures.CART_ABANDONMENT_RATE),
        lastAbandoned,
        when(last.isNotNull(), last.eqNullSafe(lastAbandoned))
            .as(CustomerFeatures.IS_LAST_CART_ABANDONED),
        when(lastAbandoned.isNotNull(), col("unanswered_carts").equalTo(0))
            .as(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART));
  }

  private Column amount(String units, String name) {
    return known(has.money(), money.amount(orZero(units))).as(name);
  }

  private static Column net() {
    return orZero("gross_units").minus(orZero("returned_units"));
  }

  private static Column items() {
    return orZero("item_thousandths")
        .cast("decimal(20,0)")
        .multiply(lit(new BigDecimal("0.001")))
        .cast("decimal(18,3)");
  }

  private static Column logs(String units) {
    return orZero(units)
        .cast("decimal(20,0)")
        .multiply(lit(new BigDecimal("0.000000000001")))
        .cast("decimal(20,12)");
  }

  private static Column counted(String name) {
    return orZero(name).as(name);
  }

  private static Column orZero(String name) {
    return coalesce(col(name), lit(0L));
  }

  private static Column known(boolean mapped, Column value) {
    return when(lit(mapped), value);
  }

  private static Column absent(String type) {
    return lit(null).cast(type);
  }

  private static Column real(Column value) {
    return value.cast(DataTypes.DoubleType);
  }

  /** Divides real numbers; a denominator of 0 gives null. */
  private static Column ratio(Column numerator, Column denominator) {
    return when(denominator.notEqual(0), numerator.divide(real(denominator)));
  }
}
