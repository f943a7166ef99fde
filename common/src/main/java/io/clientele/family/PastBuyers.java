package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Number of the date among the dates, from 0. */
  static final String NUMBER = "date_number";

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
   * Returns the buyers of each of some dates, one after the other: what stages read of
   * customer_features, {@link #NUMBER} and {@link #RETURNED}. Whatever counts as an occasion, it is
   * a day here.
   *
   * @param all what {@link #of} gave
   * @param carried by the number of each date that is looked at, what its rows carry besides:
   *     literals of the same names and types for every date
   */
  Dataset<Row> on(Dataset<Row> all, Map<Integer, Map<String, Column>> carried) {
    Column[] each =
        carried.entrySet().stream()
            .map(entry -> struct(known(entry.getKey(), entry.getValue())))
            .toArray(Column[]::new);
    return all.select(col(CUSTOMER_ID).as(CustomerFeatures.CUSTOMER_ID), inline(array(each)))
        .filter(Occasions.isBuyer());
  }

  private Column[] known(int i, Map<String, Column> carried) {
    Column date = lit(dates.get(i));
    Column last = col("last" + i);
    Column days = col("days" + i);
    List<Column> known = new ArrayList<>();
    known.add(lit(i).as(NUMBER));
    known.add(col(FIRST).as(CustomerFeatures.FIRST_ORDER_DATE));
    known.add(last.as(CustomerFeatures.LAST_ORDER_DATE));
    known.add(datediff(date, last).as(CustomerFeatures.RECENCY_DAYS));
    known.add(datediff(date, col(FIRST)).as(CustomerFeatures.TENURE_DAYS));
    known.add(days.as(CustomerFeatures.ORDERS));
    known.add(days.as(CustomerFeatures.PURCHASE_DAYS));
    known.add(col("squares" + i).as(CustomerFeatures.GAP_SQUARE_SUM));
    known.add(col("logs" + i).as(CustomerFeatures.GAP_LOG_SUM));
    known.add(col("log_squares" + i).as(CustomerFeatures.GAP_LOG_SQUARE_SUM));
    known.add(col(RETURNED + i).as(RETURNED));
    carried.forEach((name, value) -> known.add(value.as(name)));
    return known.toArray(Column[]::new);
  }
}
