package io.clientele.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.settings.Settings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the classified lines of the orders source come to: totals by verdict, orders, and the
 * products bought. It takes what {@link OrderRules#classified} gives, and needs no exchange beyond
 * theirs.
 */
public final class OrderBook {
  /** What is only counted to know whether there is any, and the flag that says so. */
  private static final Map<String, String> COUNTED =
      Map.of(
          "coupons", Orders.HAS_COUPON,
          "positive_lines", "is_purchase",
          "negative_lines", "is_return",
          "cancelled_lines", "is_cancelled");

  private final Settings settings;

  /** Sums lines as the settings map them. */
  public OrderBook(Settings settings) {
    this.settings = settings;
  }

  /** Returns whether products or categories are known, so that order_products can be made. */
  public boolean knowsProducts() {
    return settings.sources().orders().maps("product_id")
        || settings.sources().orders().maps("category");
  }

  /**
   * Returns rows and amounts by row class: {@code row_class, lines, exact, converted, units}; the
   * amounts are null where none is mapped.
   */
  public Dataset<Row> totals(Dataset<Row> lines) {
    return lines
        .groupBy(col("row_class"))
        .agg(
            count(lit(1)).as("lines"),
            sum(col("exact")).as("exact"),
            sum(col("converted")).as("converted"),
            sum(col("units")).as("units"));
  }

  /** Returns the rows of the orders table. */
  public Dataset<Row> orders(Dataset<Row> lines) {
    Column[] sums = sums();
    return asOrders(
        told(
            lines
                .filter(OrderRules.isTaken())
                .groupBy(col("order_key"), col("customer_id"), col("order_instant"))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))));
  }

  /** What is summed up of the taken lines of an order. */
  Column[] sums() {
    return new Column[] {
      count(lit(1)).as(Orders.LINES),
      ofKind(OrderLines.POSITIVE, col("thousandths")).as(Orders.ITEM_THOUSANDTHS),
      ofKind(OrderLines.POSITIVE, col("units")).as(Orders.GROSS_UNITS),
      ofKind(OrderLines.NEGATIVE, abs(col("units"))).as(Orders.RETURNED_UNITS),
      sum(when(isOther(), col("units")).otherwise(nothing(col("units")))).as(Orders.OTHER_UNITS),
      ofKind(OrderLines.POSITIVE, col("discount_units")).as(Orders.DISCOUNT_UNITS),
      ofKind(OrderLines.POSITIVE, col("has_coupon").cast("int")).as("coupons"),
      ofPriced(col("price_units")).as(Orders.UNIT_PRICE_UNITS),
      ofPriced(lit(1L)).as(Orders.PRICED_LINES),
      lines(OrderLines.POSITIVE).as("positive_lines"),
      lines(OrderLines.NEGATIVE).as("negative_lines"),
      lines(OrderLines.CANCELLED).as("cancelled_lines")
    };
  }

  /** Puts what is asked of some sums in their place: a bit where there were eight bytes. */
  static Dataset<Row> told(Dataset<Row> summed) {
    Map<String, Column> told = new LinkedHashMap<>();
    COUNTED.forEach((count, flag) -> told.put(flag, col(count).gt(0)));
    return summed.withColumns(told).drop(COUNTED.keySet().toArray(String[]::new));
  }

  /** Returns summed orders, {@link #told}, as rows of the orders table. */
  Dataset<Row> asOrders(Dataset<Row> summed) {
    Column instant = col("order_instant");
    return summed.select(
        col("order_key").as(Orders.ORDER_ID),
        col("customer_id").as(Orders.CUSTOMER_ID),
        instant.as(Orders.ORDERED_AT),
        to_date(instant).as(Orders.ORDER_DATE),
        orderClass().as(Orders.ORDER_CLASS),
        col(Orders.LINES),
        col(Orders.ITEM_THOUSANDTHS),
        col(Orders.GROSS_UNITS),
        col(Orders.RETURNED_UNITS),
        col(Orders.OTHER_UNITS),
        col(Orders.DISCOUNT_UNITS),
        col(Orders.HAS_COUPON),
        col(Orders.UNIT_PRICE_UNITS),
        col(Orders.PRICED_LINES),
        instant.equalTo(date_trunc("DAY", instant)).as(Orders.IS_DATED_ONLY));
  }

  /** Returns the rows of the order_products table. */
  public Dataset<Row> products(Dataset<Row> lines) {
    return lines
        .filter(col("row_class").equalTo(RowClass.ACCEPTED))
        .filter(col("kind").equalTo(OrderLines.POSITIVE))
        .select(
            col("order_key").as(OrderProducts.ORDER_ID),
            col("customer_id").as(OrderProducts.CUSTOMER_ID),
            col("order_instant").as(OrderProducts.ORDERED_AT),
            col("key_product_id").as(OrderProducts.PRODUCT_ID),
            col("key_category").as(OrderProducts.CATEGORY),
            col("units").as(OrderProducts.GROSS_UNITS));
  }

  private static Column orderClass() {
    return when(col("is_purchase"), Orders.PURCHASE)
        .when(col("is_return"), Orders.RETURN)
        .when(col("is_cancelled"), Orders.CANCELLED)
        .otherwise(Orders.ADJUSTMENT);
  }

  private static Column lines(String kind) {
    return count_if(col("kind").equalTo(kind));
  }

  private static Column isOther() {
    return col("kind").isin(OrderLines.CANCELLED, OrderLines.NEUTRAL);
  }

  /** Sums a value over the lines of a kind: 0 without such a line, null where it is not mapped. */
  private static Column ofKind(String kind, Column value) {
    return sum(
        when(col("kind").equalTo(kind), value.cast(DataTypes.LongType)).otherwise(nothing(value)));
  }

  /** Sums a value over positive lines that cost something; null where prices are not mapped. */
  private Column ofPriced(Column value) {
    Column isPriced = col("kind").equalTo(OrderLines.POSITIVE).and(col("price_units").gt(0));
    return settings.sources().knowsUnitPrices()
        ? sum(when(isPriced, value).otherwise(lit(0L)))
        : lit(null).cast(DataTypes.LongType);
  }

  /** Zero where the value is known, null where it is not mapped. */
  private static Column nothing(Column value) {
    return when(value.isNotNull(), lit(0L));
  }
}
