package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.clientele.feature.Day;
import io.clientele.schema.Orders;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** How many customers bought again on each calendar day: what a shop's season is told from. */
public final class RepeatDays {
  /** The calendar day. */
  static final String DAY = "day";

  /** Customers who bought on it and on a day before. */
  static final String CUSTOMERS = "customers";

  private RepeatDays() {}

  /**
   * Returns one row per calendar day on which anybody bought again; lazily, in one exchange by
   * customer and a small one.
   *
   * @param orders rows of the orders table; what is not visible at the day is left out
   */
  public static Dataset<Row> of(Dataset<Row> orders, Day day) {
    return orders
        .filter(col(Orders.CUSTOMER_ID).isNotNull())
        .filter(col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE))
        .filter(day.sees(col(Orders.ORDERED_AT)))
        // By the customer alone: the window then needs no exchange of its own.
        .repartition(col(Orders.CUSTOMER_ID))
        .select(col(Orders.CUSTOMER_ID), col(Orders.ORDER_DATE).as(DAY))
        .distinct()
        .withColumn("first", min(col(DAY)).over(Window.partitionBy(col(Orders.CUSTOMER_ID))))
        .filter(col(DAY).gt(col("first")))
        .groupBy(DAY)
        .agg(count(lit(1)).as(CUSTOMERS));
  }
}
