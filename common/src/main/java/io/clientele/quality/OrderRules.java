package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The verdict on every line of the orders source, the first reason winning, and the lines that
 * belong to the same order as others.
 */
public final class OrderRules {
  /** What is shown of a rejected line. */
  private static final List<String> SHOWN =
      List.of("key_order_id", "stated_customer", "row", "stated_time", "stated_amount");

  /** What is kept of a line after the verdict. */
  static final List<String> KEPT =
      List.of(
          "order_key",
          "customer_id",
          "customer_text",
          "own_status",
          "own_currency",
          "order_instant",
          "row_day",
          "instant",
          "row_class",
          "kind",
          "key_product_id",
          "key_category",
          "exact",
          "converted",
          "units",
          "paid_units",
          "thousandths",
          "discount_units",
          "has_coupon",
          "price_units",
          "refund_units",
          "back_units",
          "order_refunded",
          "refunded");

  private final Settings settings;

  /** Applies the row rules of the settings. */
  public OrderRules(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns one row per source row with its verdict in {@code row_class}, the resolved {@code
   * customer_id}, {@code order_instant}, the earliest instant of the order's first row, and what
   * {@link OrderBook} sums.
   *
   * @param mapped rows of {@link io.clientele.source.SourceReader} for the orders source
   */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    return verdicts(new OrderLines(settings).of(mapped));
  }

  /** Returns what {@link #classified} does, of rows of {@link OrderLines}: whole orders of them. */
  Dataset<Row> verdicts(Dataset<Row> lines) {
    return new OrderVerdicts(settings, List.of()).of(lines);
  }

  /**
   * Returns {@code order_key} of the orders that rows belong to, each once. Rows without an order
   * id belong to none, nor do rows left out unless rows have versions: the verdict on them depends
   * on no other row.
   */
  public Dataset<Row> keys(Dataset<Row> mapped) {
    return new OrderLines(settings)
        .of(mapped)
        .filter(OrderLines.belongs(settings))
        .select(col("order_key"))
        .distinct();
  }

  /**
   * Returns the mapped rows with one of the given keys, those beside any order included. They are
   * told by their ids, before anything else of the others is read or computed.
   */
  Dataset<Row> under(Dataset<Row> mapped, Dataset<Row> orderKeys) {
    return looked(mapped, lines -> lines.join(orderKeys, new String[] {"order_key"}, "left_semi"));
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
                .filter(isRecent.and(OrderLines.belongs(settings)))
                .join(orderKeys, new String[] {"order_key"}, "left_semi"));
  }

  /**
   * Does nothing where each order has one version in a file, as an export of whole orders has.
   *
   * @param lines lines of {@link OrderLines}, or mapped ones
   * @throws ClienteleException with exit code 4 where the lines of an order have times of change of
   *     their own, so that only the last one changed would count
   */
  public void requireOneVersionAFile(Dataset<Row> lines) {
    SourcesSettings sources = settings.sources();
    if (!sources.knowsVersions() || !OrderLines.asksForFiles(settings)) {
      return;
    }
    boolean isRead = Arrays.asList(lines.columns()).contains("order_key");
    Dataset<Row> orders =
        (isRead ? lines : new OrderLines(settings).of(lines))
            .filter(OrderLines.isOfOrder().and(col("source_file").isNotNull()))
            .groupBy(col("order_key"), col("source_file"))
            .agg(
                min(col("updated")).as("first"),
                max(col("updated")).as("last"),
                count(lit(1)).as("lines"),
                count(col("updated")).as("times"))
            .filter(
                col("first")
                    .notEqual(col("last"))
                    .or(col("times").between(1, col("lines").minus(1))));
    List<Row> found =
        orders
            .selectExpr("order_key", "cast(timestamp_micros(last) as string)")
            .orderBy("order_key")
            .limit(1)
            .collectAsList();
    if (!found.isEmpty()) {
      throw ClienteleException.of(
          ExitCode.QUALITY,
          "Lines of one order have different updated_at within one file: only those changed last would"
              + " count. Order %s has lines older than %s; %d orders are like it. No table was written"
                  .formatted(found.get(0).getString(0), found.get(0).getString(1), orders.count()),
          "source.orders.columns.updated_at ("
              + sources.orders().wheres().getOrDefault("updated_at", "")
              + ")",
          "map line_id, so that each line has its versions, or map updated_at to the order's own time");
    }
  }

  /** Returns the mapped rows that belong to no order. */
  public Dataset<Row> besidesAny(Dataset<Row> mapped) {
    return looked(mapped, lines -> lines.filter(not(OrderLines.belongs(settings))));
  }

  private Dataset<Row> looked(Dataset<Row> mapped, UnaryOperator<Dataset<Row>> choice) {
    Column[] columns = Stream.of(mapped.columns()).map(name -> col(name)).toArray(Column[]::new);
    return choice.apply(new OrderLines(settings).of(mapped)).select(columns);
  }

  /**
   * Returns the rejected rows among those of the given orders: {@code row_class, key_order_id,
   * stated_customer}, the source row as JSON in {@code row}, and of its time and amount what the
   * source states, in {@code stated_time} and {@code stated_amount}. The customer is the account
   * that the row names, else the guest whom the first of its keys makes: whose they are by now may
   * change.
   *
   * @param orderKeys {@code order_key} of the orders to look at
   */
  public Dataset<Row> rejected(Dataset<Row> mapped, Dataset<Row> orderKeys) {
    Dataset<Row> lines =
        new OrderLines(settings)
            .of(mapped)
            .join(orderKeys, new String[] {"order_key"}, "left_semi")
            .withColumns(asStated(settings, mapped));
    return new OrderVerdicts(settings, SHOWN).of(lines).filter(isRejected());
  }

  /** A source row as a rejected one is shown. */
  static Map<String, Column> asStated(Settings settings, Dataset<Row> mapped) {
    SourceSettings source = settings.sources().orders();
    Column account = new Identifiers(source, settings.quality(), mapped.schema()).customer();
    Column none = lit(null).cast("string");
    Column currency = source.maps("currency") ? col("currency").cast("string") : none;
    Column amount =
        source.maps("amount")
            ? col("amount").cast("string")
            : settings.sources().knowsMoney()
                ? concat_ws(" x ", col("quantity").cast("string"), col("unit_price").cast("string"))
                : none;
    return OrderLines.columns(
        "stated_customer", coalesce(account, PersonColumns.guestOf(mapped)),
        "row", BrokenRow.text(),
        "stated_time", col("ordered_at").cast("string"),
        "stated_amount", concat_ws(" ", amount, currency));
  }

  /** Holds for rows that were refused. */
  public static Column isRejected() {
    return RowClass.isRejection(col("row_class"));
  }

  /** Holds for rows that were accepted, with or without a customer. */
  static Column isTaken() {
    return col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);
  }
}
