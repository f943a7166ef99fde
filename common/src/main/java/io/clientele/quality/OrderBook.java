package io.clientele.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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

  private static final List<String> PARTS =
      List.of(
          "order_key",
          "customer_id",
          "row_day",
          "instant",
          "counted",
          "kind",
          "units",
          "thousandths",
          "discount_units",
          "has_coupon",
          "price_units");

  private static final Column NOTHING = lit(null).cast(DataTypes.LongType);

  /** What a taken line adds to the row of orders that it counts in. */
  private static final Map<String, Column> TAKEN =
      OrderLines.columns("counted", lit(1L), "units", col("paid_units"));

  /** Words are compared as texts, whatever type the source holds ids in. */
  private static final StructType NO_TYPES = new StructType();

  private final Settings settings;
  private final PersonColumns persons;

  /** Sums lines as the settings map them. */
  public OrderBook(Settings settings) {
    this.settings = settings;
    this.persons = new PersonColumns(settings);
  }

  /** Returns whether products or categories are known, so that order_products can be made. */
  public boolean knowsProducts() {
    return settings.sources().orders().maps("product_id")
        || settings.sources().orders().maps("category");
  }

  /**
   * Returns rows and amounts by row class and by the words of the source: {@code row_class, status,
   * currency, nobody, lines, exact, converted, units}, the amounts null where none is mapped, and
   * the columns of {@link OrderFinding}. Words are null of rows that they decide nothing of.
   */
  public Dataset<Row> totals(Dataset<Row> lines) {
    return totalled(
        lines,
        List.of(
            count(lit(1)).as("lines"),
            sum(col("exact")).as("exact"),
            sum(col("converted")).as("converted"),
            sum(col("units")).as("units")));
  }

  /** Sums rows of lines or of orders with a row class up as {@link #totals} does. */
  Dataset<Row> totalled(Dataset<Row> rows, List<Column> sums) {
    List<Column> all = new ArrayList<>(sums);
    all.addAll(OrderFinding.sums(settings));
    SourceSettings source = settings.sources().orders();
    Column isRead = col("row_class").isInCollection(RowClass.WHOSE_WORDS_COUNT);
    Column id = col("customer_text");
    Column isNobody = new Identifiers(source, settings.quality(), NO_TYPES).isNobody(id);
    return rows.groupBy(
            col("row_class"),
            word("status", isRead, col("own_status")),
            word("currency", isRead, col("own_currency")),
            when(isRead.and(isNobody), LogicalText.smallLetters(id)).as("nobody"))
        .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
  }

  private Column word(String name, Column isRead, Column word) {
    return settings.sources().orders().maps(name)
        ? when(isRead, word).as(name)
        : lit(null).cast("string").as(name);
  }

  /**
   * Returns the id of an order with a finding; empty where none has it.
   *
   * @param rows lines or sums with their findings
   */
  public static Optional<String> example(Dataset<Row> rows, OrderFinding finding) {
    return rows
        .filter(col(finding.counted()).gt(0))
        .select("order_key")
        .orderBy("order_key")
        .limit(1)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .findFirst();
  }

  /** Returns the rows of the orders table. */
  public Dataset<Row> orders(Dataset<Row> lines) {
    Dataset<Row> counted = parts(lines.filter(OrderRules.isTaken()), TAKEN);
    if (settings.sources().knowsOrderRefunds()) {
      Dataset<Row> refunds =
          parts(lines.filter(col("refund_units").gt(0)), refund("refund_units", "order_refunded"))
              .union(
                  parts(lines.filter(col("back_units").gt(0)), refund("back_units", "refunded")));
      counted = counted.union(refunds);
    }
    List<Column> sums = new ArrayList<>(List.of(sums(sum(col("counted")))));
    // The same on all lines of an order.
    persons.ofOrder().forEach(name -> sums.add(min(col(name)).as(name)));
    return asOrders(
        told(
            counted
                .groupBy(col("order_key"), col("customer_id"), col("row_day"))
                .agg(min(col("instant")).as("order_instant"), sums.toArray(Column[]::new))));
  }

  /** What a refund that no line tells of adds: it is a return without lines. */
  private static Map<String, Column> refund(String units, String instant) {
    Column day = to_date(col(instant));
    Column ownDay = when(day.gt(to_date(col("order_instant"))), day);
    Column nothing = lit(null).cast(DataTypes.LongType);
    return OrderLines.columns(
        "row_day", ownDay,
        "instant", when(ownDay.isNotNull(), col(instant)),
        "counted", lit(0L),
        "kind", lit(OrderLines.NEGATIVE),
        "units", negate(col(units)),
        "thousandths", nothing,
        "discount_units", nothing,
        "has_coupon", lit(null).cast(DataTypes.BooleanType),
        "price_units", nothing);
  }

  private Dataset<Row> parts(Dataset<Row> lines, Map<String, Column> changes) {
    return lines.select(
        Stream.concat(PARTS.stream(), persons.ofOrder().stream())
            .map(name -> changes.getOrDefault(name, col(name)).as(name))
            .toArray(Column[]::new));
  }

  /**
   * What is summed up of the taken lines of a row of orders.
   *
   * @param lines how many lines there are
   */
  Column[] sums(Column lines) {
    return new Column[] {
      lines.as(Orders.LINES),
      ofKind(OrderLines.POSITIVE, "thousandths", settings.sources().orders().maps("quantity"))
          .as(Orders.ITEM_THOUSANDTHS),
      ofKind(OrderLines.POSITIVE, "units", knowsMoney()).as(Orders.GROSS_UNITS),
      ofAmount(OrderLines.NEGATIVE).as(Orders.RETURNED_UNITS),
      knowsMoney()
          ? sum(when(isOther(), col("units")).otherwise(lit(0L))).as(Orders.OTHER_UNITS)
          : NOTHING.as(Orders.OTHER_UNITS),
      ofKind(OrderLines.POSITIVE, "discount_units", settings.sources().knowsDiscounts())
          .as(Orders.DISCOUNT_UNITS),
      ofKind(OrderLines.POSITIVE, "has_coupon", settings.sources().orders().maps("coupon_code"))
          .as("coupons"),
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
        instant.equalTo(date_trunc("DAY", instant)).as(Orders.IS_DATED_ONLY),
        (settings.joinsPeople() ? col(PersonColumns.SOURCE_CUSTOMER) : lit(null).cast("string"))
            .as(Orders.SOURCE_CUSTOMER_ID),
        persons.statedKeys().as(Orders.PERSON_KEYS));
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
            col("paid_units").as(OrderProducts.GROSS_UNITS));
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
  private static Column ofKind(String kind, String name, boolean isMapped) {
    Column value = col(name).cast(DataTypes.LongType);
    return isMapped
        ? sum(when(col("kind").equalTo(kind), coalesce(value, lit(0L))).otherwise(lit(0L)))
        : NOTHING;
  }

  private Column ofAmount(String kind) {
    return knowsMoney()
        ? sum(when(col("kind").equalTo(kind), abs(col("units"))).otherwise(lit(0L)))
        : NOTHING;
  }

  private boolean knowsMoney() {
    return settings.sources().knowsMoney();
  }

  /** Sums a value over positive lines that cost something; null where prices are not mapped. */
  private Column ofPriced(Column value) {
    Column isPriced = col("kind").equalTo(OrderLines.POSITIVE).and(col("price_units").gt(0));
    return settings.sources().knowsUnitPrices()
        ? sum(when(isPriced, value).otherwise(lit(0L)))
        : lit(null).cast(DataTypes.LongType);
  }
}
