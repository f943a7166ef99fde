package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The buyers of some past dates as they were known then, by their purchase days alone, and who
 * bought again: all dates in one pass.
 *
 * @param dates the dates
 * @param horizon days after each in which customers are watched
 */
record PastBuyers(List<LocalDate> dates, int horizon) {
  /** Whether the customer bought within the horizon; never null. */
  static final String RETURNED = "returned";

  private static final String CUSTOMER_ID = "customer_id";
  private static final String DAY = "day";
  private static final String FIRST = "first";
  private static final String LOG = "decimal(20,12)";
  private static final int LOG_DIGITS = 12;

  /**
   * Returns one row per customer, with what is known of each date.
   *
   * @param purchaseDays {@code customer_id, day, day_before}, as {@link FitBase#withPurchaseDays}
   *     has them
   */
  Dataset<Row> of(Dataset<Row> purchaseDays) {
    Column gap = datediff(col(DAY), col("day_before"));
    Column logarithm = log(gap.cast("double"));
    Dataset<Row> days =
        purchaseDays
            .withColumn("gap", gap.cast("bigint"))
            .withColumn("gap_log", round(logarithm, LOG_DIGITS).cast(LOG))
            .withColumn(
                "gap_log_square", round(logarithm.multiply(logarithm), LOG_DIGITS).cast(LOG));
    List<Column> known = new ArrayList<>();
    for (int i = 0; i < dates.size(); i++) {
      Column isBefore = col(DAY).leq(lit(dates.get(i)));
      LocalDate end = dates.get(i).plusDays(horizon);
      known.add(count_if(isBefore).as("days" + i));
      known.add(max(when(isBefore, col(DAY))).as("last" + i));
      known.add(sumOf(when(isBefore, col("gap").multiply(col("gap"))), lit(0L)).as("squares" + i));
      known.add(sumOf(when(isBefore, col("gap_log")), lit(0)).cast(LOG).as("logs" + i));
      known.add(
          sumOf(when(isBefore, col("gap_log_square")), lit(0)).cast(LOG).as("log_squares" + i));
      known.add(
          count_if(isBefore.equalTo(false).and(col(DAY).leq(lit(end)))).gt(0).as(RETURNED + i));
    }
    return days.groupBy(col(CUSTOMER_ID))
        .agg(min(col(DAY)).as(FIRST), known.toArray(Column[]::new));
  }

  private static Column sumOf(Column value, Column nothing) {
    return coalesce(sum(value), nothing);
  }

  /**
   * Returns the buyers of one of the dates: what the families of purchase days read of
   * customer_features, and {@link #RETURNED}. Whatever counts as an occasion, it is a day here.
   *
   * @param all what {@link #of} gave
   */
  Dataset<Row> on(Dataset<Row> all, LocalDate date) {
    int i = dates.indexOf(date);
    Column last = col("last" + i);
    return all.filter(col("days" + i).gt(0))
        .select(
            col(CUSTOMER_ID).as(CustomerFeatures.CUSTOMER_ID),
            lit(date).as(CustomerFeatures.SEGMENT_DATE),
            col(FIRST).as(CustomerFeatures.FIRST_ORDER_DATE),
            last.as(CustomerFeatures.LAST_ORDER_DATE),
            datediff(lit(date), last).as(CustomerFeatures.RECENCY_DAYS),
            datediff(lit(date), col(FIRST)).as(CustomerFeatures.TENURE_DAYS),
            col("days" + i).as(CustomerFeatures.ORDERS),
            col("days" + i).as(CustomerFeatures.PURCHASE_DAYS),
            col("squares" + i).as(CustomerFeatures.GAP_SQUARE_SUM),
            col("logs" + i).as(CustomerFeatures.GAP_LOG_SUM),
            col("log_squares" + i).as(CustomerFeatures.GAP_LOG_SQUARE_SUM),
            // No stage follows from money.
            lit(null).cast("decimal(18,2)").as(CustomerFeatures.REPEAT_GROSS_REVENUE),
            col(RETURNED + i).as(RETURNED));
  }
}
