package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.List;
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
          "kind");

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
    return classified(new OrderLines(settings).of(mapped), List.of());
  }

  /**
   * Returns the rejected rows among those of the given orders: {@code row_class, key_order_id} and
   * the source row as JSON in {@code row}.
   *
   * @param orderKeys {@code order_key} of the orders to look at
   */
  public Dataset<Row> rejected(Dataset<Row> mapped, Dataset<Row> orderKeys) {
    Dataset<Row> lines =
        new OrderLines(settings)
            .of(mapped.withColumn("row", to_json(col("source_row"))))
            .join(orderKeys, new String[] {"order_key"}, "left_semi");
    return classified(lines, List.of("key_order_id", "row")).filter(isRejected());
  }

  /** Holds for rows that were refused. */
  public static Column isRejected() {
    return not(col("row_class").isin(RowClass.FILTERED, RowClass.ACCEPTED, RowClass.GUESTS));
  }

  /** Holds for rows that were accepted, with or without a customer. */
  static Column isTaken() {
    return col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);
  }

  private Dataset<Row> classified(Dataset<Row> lines, List<String> carried) {
    WindowSpec order = Window.partitionBy(col("order_key"));
    Column evidence = when(col("kept"), col("key_customer_id"));
    // Only what is needed crosses the exchange: its width is most of what an ingest costs.
    List<Column> narrow = new ArrayList<>();
    List.of("order_key", "key_line_id", "kept", "line_reason", "instant", "units", "converted")
        .forEach(name -> narrow.add(col(name)));
    READ.forEach(name -> narrow.add(col(name)));
    carried.forEach(name -> narrow.add(col(name)));
    return lines
        .select(narrow.toArray(Column[]::new))
        .withColumn("line_rank", lineRank(carried))
        .withColumn("least_customer", min(evidence).over(order))
        .withColumn("customer_id", max(evidence).over(order))
        .withColumn("row_class", rowClass())
        .withColumn("order_instant", min(when(isTaken(), col("instant"))).over(order));
  }

  /** Rank of a line among those of the same line id; only the first may stay. */
  private Column lineRank(List<String> carried) {
    if (!source.maps("line_id")) {
      return lit(1);
    }
    List<Column> ordering = new ArrayList<>();
    // Lines refused for themselves come last: they cannot stand for the others.
    ordering.add(col("line_reason").isNotNull());
    ordering.add(col("instant"));
    READ.forEach(name -> ordering.add(col(name).asc_nulls_first()));
    carried.forEach(name -> ordering.add(col(name).asc_nulls_first()));
    return row_number()
        .over(
            Window.partitionBy(col("order_key"), col("key_line_id"))
                .orderBy(ordering.toArray(Column[]::new)));
  }

  private Column rowClass() {
    Column twoCustomers = coalesce(col("least_customer").notEqual(col("customer_id")), lit(false));
    Column duplicate = col("key_line_id").isNotNull().and(col("line_rank").gt(1));
    return when(col("kept").equalTo(false), RowClass.FILTERED)
        .when(col("line_reason").isNotNull(), col("line_reason"))
        .when(twoCustomers, RowClass.TWO_CUSTOMERS)
        .when(duplicate, RowClass.DUPLICATE_LINE)
        .when(col("rate").isNull(), RowClass.FOREIGN_CURRENCY)
        .when(col("customer_id").isNull(), RowClass.GUESTS)
        .otherwise(RowClass.ACCEPTED);
  }
}
