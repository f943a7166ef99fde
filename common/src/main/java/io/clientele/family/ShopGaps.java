package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Mean and population standard deviation over all completed gaps of all customers, each gap once,
 * and the same of their natural logarithms; from exact sums, so that no order of rows matters.
 *
 * @param gaps completed gaps
 * @param meanDays mean gap in days; 0 without gaps
 * @param stddevDays population standard deviation in days; 0 without gaps
 * @param logMean mean of the logarithms; 0 without gaps
 * @param logStddev population standard deviation of the logarithms; 0 without gaps
 */
record ShopGaps(long gaps, double meanDays, double stddevDays, double logMean, double logStddev) {

  /**
   * What one pass over the features gives.
   *
   * @param gaps the gaps
   * @param historyDays days from the shop's first purchase to the fit date
   */
  record Measured(ShopGaps gaps, long historyDays) {}

  /** Measures the features of a date. */
  static Measured of(Dataset<Row> features) {
    Column span =
        col(CustomerFeatures.TENURE_DAYS).minus(col(CustomerFeatures.RECENCY_DAYS)).cast("bigint");
    Row sums =
        features
            .agg(
                total(when(Occasions.isBuyer(), col(CustomerFeatures.PURCHASE_DAYS).minus(1))),
                total(span),
                total(col(CustomerFeatures.GAP_SQUARE_SUM)),
                coalesce(sum(col(CustomerFeatures.GAP_LOG_SUM)), lit(BigDecimal.ZERO)),
                coalesce(sum(col(CustomerFeatures.GAP_LOG_SQUARE_SUM)), lit(BigDecimal.ZERO)),
                coalesce(max(col(CustomerFeatures.TENURE_DAYS)), lit(0)))
            .head();
    return new Measured(of(sums), sums.getInt(5));
  }

  private static ShopGaps of(Row sums) {
    long n = sums.getLong(0);
    if (n == 0) {
      return new ShopGaps(0, 0, 0, 0, 0);
    }
    double logMean = sums.getDecimal(3).doubleValue() / n;
    double logSquares = sums.getDecimal(4).doubleValue() / n;
    return new ShopGaps(
        n,
        (double) sums.getLong(1) / n,
        Deviation.population(n, sums.getLong(1), sums.getLong(2)),
        logMean,
        Math.sqrt(Math.max(0, logSquares - logMean * logMean)));
  }

  private static Column total(Column value) {
    return coalesce(sum(value), lit(0L));
  }
}
