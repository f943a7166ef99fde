package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
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
 * line, the first reason winning. One exchange and one sort, by order.
 */
public final class OrderRules {
  private final Settings settings;
  private final SourceSettings source;

  /** Applies the row rules of the settings. */
  public OrderRules(Settings settings) {
    this.settings = settings;
    this.source = settings.sources().orders();
  }

  /**
   * Returns every source row with its verdict in {@code row_class}, the resolved {@code
   * customer_id} and {@code order_instant}, the earliest instant of the order's taken lines.
   *
   * @param mapped rows of {@link io.clientele.source.SourceReader} for the orders source
   */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    Dataset<Row> lines = new OrderLines(settings).of(mapped);
    WindowSpec order = Window.partitionBy(col("order_key"));
    Column evidence = when(col("kept"), col("key_customer_id"));
    return lines
        .withColumn("line_rank", lineRank())
        .withColumn("least_customer", min(evidence).over(order))
        .withColumn("customer_id", max(evidence).over(order))
        .withColumn("row_class", rowClass())
        .withColumn("order_instant", min(when(isTaken(), col("instant"))).over(order));
  }

  /** Holds for rows that were accepted, with or without a customer. */
  static Column isTaken() {
    return col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);
  }

  /** Rank of a line among those of the same line id; only the first may stay. */
  private Column lineRank() {
    if (!source.maps("line_id")) {
      return lit(1);
    }
    List<Column> ordering = new ArrayList<>();
    // Lines refused for themselves come last: they cannot stand for the others.
    ordering.add(col("line_reason").isNotNull());
    ordering.add(col("instant"));
    source.columns().keySet().forEach(name -> ordering.add(col(name).asc_nulls_first()));
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
