package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Member;
import io.clientele.feature.Day;
import io.clientele.schema.Money;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The guests' row of segment_summary: what was bought by nobody in particular. */
final class Guests {
  private final Day day;
  private final Settings settings;

  Guests(Day day, Settings settings) {
    this.day = day;
    this.settings = settings;
  }

  /** Returns the one row, from the orders visible at the day. */
  Dataset<Row> of(Dataset<Row> orders) {
    Column isPurchase = col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE);
    Column isReturning = col(Orders.ORDER_CLASS).isin(Orders.PURCHASE, Orders.RETURN);
    Dataset<Row> sums =
        orders
            .filter(col(Orders.CUSTOMER_ID).isNull())
            .filter(day.sees(col(Orders.ORDERED_AT)))
            .agg(
                coalesce(sum(when(isPurchase, lit(1L))), lit(0L)).as("orders"),
                sum(when(isPurchase, col(Orders.GROSS_UNITS))).as("gross"),
                sum(when(isReturning, col(Orders.RETURNED_UNITS))).as("returned"),
                sum(when(isPurchase, col(Orders.ITEM_THOUSANDTHS))).as("thousandths"));
    Money money = settings.money();
    Column gross = money.amount(orZero("gross"));
    Column net = money.amount(orZero("gross").minus(orZero("returned")));
    Column knownNet = when(lit(settings.sources().knowsMoney()), net);
    Column knownGross = when(lit(settings.sources().knowsMoney()), gross);
    Column items = col("thousandths").cast("decimal(20,0)").multiply(lit(new BigDecimal("0.001")));
    return sums.select(
        day.literal().as(SegmentSummary.SEGMENT_DATE),
        lit(Member.BASE).as(SegmentSummary.FAMILY),
        lit("guests").as(SegmentSummary.SEGMENT),
        absent("bigint").as(SegmentSummary.CUSTOMERS),
        absent("double").as(SegmentSummary.CUSTOMER_SHARE),
        col("orders").as(SegmentSummary.ORDERS),
        knownNet.as(SegmentSummary.NET_REVENUE),
        absent("double").as(SegmentSummary.REVENUE_SHARE),
        Summary.ratio(knownGross, col("orders")).as(SegmentSummary.AVERAGE_ORDER_VALUE),
        Summary.ratio(items, col("orders")).as(SegmentSummary.AVERAGE_BASKET_ITEMS),
        absent("double").as(SegmentSummary.ORDERS_PER_YEAR),
        absent("double").as(SegmentSummary.REVENUE_PER_CUSTOMER),
        absent("double").as(SegmentSummary.LOST_SHARE),
        absent("double").as(SegmentSummary.RETURN_PROBABILITY_90D));
  }

  private static Column orZero(String sum) {
    return coalesce(col(sum), lit(0L));
  }

  private static Column absent(String type) {
    return lit(null).cast(type);
  }
}
