package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The rules that look at a whole order: two customers, duplicate lines; and the verdict on every
 * line, the first reason winning. One exchange and one sort, by order, of what the tables need.
 */
public final class OrderRules {
  /** What is known of a line after the rules; amounts as exact, units, and so on. */
  private static final List<String> READ =
      List.of(
          "key_customer_id",
          "exact",
          "thousandths",
          "discount_units",
          "key_product_id",
          "key_category",
          "has_coupon",
          "rate",
          "kind",
          "price_units");

  /** What crosses the exchange: its width is most of what an ingest costs. */
  private static final List<String> NEEDED =
      Stream.concat(
              Stream.of(
                  "order_key",
                  "key_line_id",
                  "kept",
                  "line_reason",
                  "instant",
                  "units",
                  "converted"),
              READ.stream())
          .toList();

  /** What is kept of a line after the verdict. */
  private static final List<String> KEPT =
      List.of(
          "order_key",
          "customer_id",
          "order_instant",
          "row_class",
          "kind",
          "key_product_id",
          "key_category",
          "exact",
          "converted",
          "units",
          "thousandths",
          "discount_units",
          "has_coupon",
          "price_units");

  private final Settings settings;
  private final SourceSettings source;

  /** Applies the row rules of the settings. */
  public OrderRules(Settings settings) {
    this.settings = settings;
    this.source = settings.sources().orders();
  }

  /**
   * Returns one row per source row with its verdict in {@code row_class}, the resolved {@code
   * customer_id}, {@code order_instant}, the earliest instant of the order's taken lines, and what
   * {@link OrderBook} sums.
   *
   * @param mapped rows of {@link io.clientele.source.SourceReader} for the orders source
   */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    return verdicts(new OrderLines(settings).of(mapped));
  }

  /** Returns what {@link #classified} does, of rows of {@link OrderLines}: whole orders of them. */
  Dataset<Row> verdicts(Dataset<Row> lines) {
    return classified(lines, List.of());
  }

  /**
   * Returns {@code order_key} of the orders that rows belong to, each once. Rows left out and rows
   * without an order id belong to none: the verdict on them depends on no other row.
   */
  public Dataset<Row> keys(Dataset<Row> mapped) {
    return new OrderLines(settings)
        .of(mapped)
        .filter(belongs())
        .select(col("order_key"))
        .distinct();
  }

  /** Returns the mapped rows that belong to one of the given orders. */
  public Dataset<Row> ofOrders(Dataset<Row> mapped, Dataset<Row> orderKeys) {
    return ofOrders(mapped, orderKeys, OptionalLong.empty());
  }

  /**
   * Returns the mapped rows that belong to one of the given orders.
   *
   * @param since microseconds of the epoch where none of these rows that has a time is older: a
   *     source whose files are dealt by time is then read in part
   */
  public Dataset<Row> ofOrders(Dataset<Row> mapped, Dataset<Row> orderKeys, OptionalLong since) {
    Column isRecent =
        since.isEmpty()
            ? lit(true)
            : col("instant")
                .isNull()
                .or(col("instant").geq(timestamp_micros(lit(since.getAsLong()))));
    return looked(
        mapped,
        lines ->
            lines
                .filter(isRecent.and(belongs()))
                .join(orderKeys, new String[] {"order_key"}, "left_semi"));
  }

  /** Returns the mapped rows that belong to no order. */
  public Dataset<Row> besidesAny(Dataset<Row> mapped) {
    return looked(mapped, lines -> lines.filter(not(belongs())));
  }

  private Dataset<Row> looked(Dataset<Row> mapped, UnaryOperator<Dataset<Row>> choice) {
    Column[] columns = Stream.of(mapped.columns()).map(name -> col(name)).toArray(Column[]::new);
    return choice.apply(new OrderLines(settings).of(mapped)).select(columns);
  }

  private static Column belongs() {
    return col("kept").and(col("key_order_id").isNotNull());
  }

  /**
   * Returns the rejected rows among those of the given orders: {@code row_class, key_order_id,
   * key_customer_id} and the source row as JSON in {@code row}.
   *
   * @param orderKeys {@code order_key} of the orders to look at
   */
  public Dataset<Row> rejected(Dataset<Row> mapped, Dataset<Row> orderKeys) {
    Dataset<Row> lines =
        new OrderLines(settings)
            .of(mapped)
            .join(orderKeys, new String[] {"order_key"}, "left_semi")
            .withColumn("row", BrokenRow.text());
    return classified(lines, List.of("key_order_id", "key_customer_id", "row"))
        .filter(isRejected());
  }

  /** Holds for rows that were refused. */
  public static Column isRejected() {
    return RowClass.isRejection(col("row_class"));
  }

  /** Holds for rows that were accepted, with or without a customer. */
  static Column isTaken() {
    return col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);
  }

  private Dataset<Row> classified(Dataset<Row> lines, List<String> carried) {
    WindowSpec inOrder = Window.partitionBy(col("order_key")).orderBy(ordering(carried));
    WindowSpec wholeOrder =
        inOrder.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Column evidence = when(col("kept"), col("key_customer_id"));
    List<String> marks = Suppression.columns(lines);
    // One specification for all that an order is asked for: one pass over its sorted lines.
    return lines
        .select(columns(Stream.of(NEEDED, carried, marks)))
        .withColumn("line_before", lag(col("key_line_id"), 1).over(inOrder))
        .withColumn("least_customer", min(evidence).over(wholeOrder))
        .withColumn("customer_id", max(evidence).over(wholeOrder))
        .withColumn("row_class", rowClass(isForgotten(lines, wholeOrder)))
        .withColumn("order_instant", min(when(isTaken(), col("instant"))).over(wholeOrder))
        .select(columns(Stream.of(KEPT, carried)));
  }

  /**
   * Lines of one line id stand together, the one to keep first: those refused for themselves come
   * last, as they cannot stand for the others.
   */
  private Column[] ordering(List<String> carried) {
    List<Column> ordering = new ArrayList<>();
    ordering.add(col("key_line_id").asc_nulls_first());
    ordering.add(col("line_reason").isNotNull());
    ordering.add(col("instant"));
    READ.forEach(name -> ordering.add(col(name).asc_nulls_first()));
    carried.forEach(name -> ordering.add(col(name).asc_nulls_first()));
    // Without line ids every order of an order's lines is as good: none is sorted for.
    return source.maps("line_id") ? ordering.toArray(Column[]::new) : new Column[] {lit(1)};
  }

  /** Holds for lines of an order that any of its lines makes one of a forgotten customer. */
  private static Column isForgotten(Dataset<Row> lines, WindowSpec wholeOrder) {
    Column own = Suppression.isForgotten(lines);
    if (Suppression.columns(lines).isEmpty()) {
      return own;
    }
    return own.or(OrderLines.isOfOrder().and(max(own).over(wholeOrder)));
  }

  private static Column[] columns(Stream<List<String>> names) {
    return names.flatMap(List::stream).distinct().map(name -> col(name)).toArray(Column[]::new);
  }

  private Column rowClass(Column isForgotten) {
    Column twoCustomers = coalesce(col("least_customer").notEqual(col("customer_id")), lit(false));
    Column duplicate = coalesce(col("line_before").equalTo(col("key_line_id")), lit(false));
    return when(col("kept").equalTo(false), RowClass.FILTERED)
        .when(isForgotten, RowClass.FORGOTTEN)
        .when(col("line_reason").isNotNull(), col("line_reason"))
        .when(twoCustomers, RowClass.TWO_CUSTOMERS)
        .when(duplicate, RowClass.DUPLICATE_LINE)
        .when(col("rate").isNull(), RowClass.FOREIGN_CURRENCY)
        .when(col("customer_id").isNull(), RowClass.GUESTS)
        .otherwise(RowClass.ACCEPTED);
  }
}
