package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.feature.Day;
import io.clientele.schema.Orders;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The days on which customers bought, each with the one before: cohorts and gaps read them. */
public final class PurchaseDays {
  static final String CUSTOMER_ID = "customer_id";
  static final String DAY = "day";
  static final String FIRST_DAY = "first_day";
  static final String SECOND_DAY = "second_day";
  static final String DAY_BEFORE = "day_before";
  static final String ORDERS = "orders";
  static final String UNITS = "units";

  private PurchaseDays() {}

  /**
   * Returns one row per customer and day with a purchase: {@code customer_id, day, orders, units}
   * (gross, null where no amount is mapped), {@code day_before} (null on the first), and the
   * customer's {@code first_day} and {@code second_day} (null where there is none). One exchange.
   *
   * @param orders rows of the orders table; what is not visible at the day is left out
   */
  public static Dataset<Row> of(Dataset<Row> orders, Day day) {
    WindowSpec customer = Window.partitionBy(col(CUSTOMER_ID));
    WindowSpec byDay = customer.orderBy(col(DAY));
    Column second = when(col("number").equalTo(2), col(DAY));
    return orders
        .filter(col(Orders.CUSTOMER_ID).isNotNull())
        .filter(col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE))
        .filter(day.sees(col(Orders.ORDERED_AT)))
        // By the customer alone: the windows then need no exchange of their own.
        .repartition(col(Orders.CUSTOMER_ID))
        .groupBy(col(Orders.CUSTOMER_ID).as(CUSTOMER_ID), col(Orders.ORDER_DATE).as(DAY))
        .agg(count(lit(1)).as(ORDERS), sum(col(Orders.GROSS_UNITS)).as(UNITS))
        .withColumn("number", row_number().over(byDay))
        .withColumn(DAY_BEFORE, lag(col(DAY), 1).over(byDay))
        .withColumn(FIRST_DAY, min(col(DAY)).over(customer))
        .withColumn(SECOND_DAY, min(second).over(customer))
        .drop("number");
  }
}
