package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * Mean and population standard deviation over the completed gaps of all customers, and the same of
 * their natural logarithms. No customer counts for more than a hundredth of the shop: one with g
 * gaps weighs {@code min(1, c / g)}, see {@link GapWeights}. From exact sums, so that no order of
 * rows matters.
 *
 * @param gaps completed gaps
 * @param counted completed gaps, at most {@link GapWeights#MOST} of a customer
 * @param weight what the gaps weigh, in gaps
 * @param meanDays weighted mean gap in days; 0 without gaps
 * @param stddevDays population standard deviation in days; 0 without gaps
 * @param logMean mean of the logarithms; 0 without gaps
 * @param logStddev population standard deviation of the logarithms; 0 without gaps
 */
record ShopGaps(
    long gaps,
    long counted,
    double weight,
    double meanDays,
    double stddevDays,
    double logMean,
    double logStddev) {

  /**
   * What one pass over the features gives.
   *
   * @param gaps the gaps
   * @param historyDays days from the shop's first purchase to the fit date
   * @param customers how many customers there are
   */
  record Measured(ShopGaps gaps, long historyDays, long customers) {

    private static Measured of(List<Row> sums) {
      int history = sums.stream().mapToInt(row -> row.getInt(6)).max().orElse(0);
      long customers = sums.stream().mapToLong(row -> row.getLong(1)).sum();
      return new Measured(ShopGaps.of(sums), history, customers);
    }
  }

  /** Measures the features of a date. */
  static Measured of(Dataset<Row> features) {
    return Measured.of(sorted(sums(features.groupBy(gapsOfEach().as("gaps"))).collectAsList()));
  }

  /**
   * Measures the features of several dates in one pass.
   *
   * @param group a whole number that tells the dates apart
   */
  static Map<Integer, Measured> of(Dataset<Row> features, Column group) {
    Map<Integer, List<Row>> sums =
        sums(features.groupBy(gapsOfEach().as("gaps"), group.as("group")))
            .withColumn("date", col("group"))
            .drop("group")
            .collectAsList()
            .stream()
            .collect(Collectors.groupingBy(row -> row.getInt(7)));
    Map<Integer, Measured> measured = new TreeMap<>();
    sums.forEach((date, rows) -> measured.put(date, Measured.of(sorted(rows))));
    return measured;
  }

  /** As many rows as there are different numbers of gaps: no more than days of history. */
  private static Dataset<Row> sums(RelationalGroupedDataset byGaps) {
    return byGaps.agg(
        count(lit(1)),
        total(span()),
        total(col(CustomerFeatures.GAP_SQUARE_SUM)),
        coalesce(sum(col(CustomerFeatures.GAP_LOG_SUM)), lit(BigDecimal.ZERO)),
        coalesce(sum(col(CustomerFeatures.GAP_LOG_SQUARE_SUM)), lit(BigDecimal.ZERO)),
        coalesce(max(col(CustomerFeatures.TENURE_DAYS)), lit(0)));
  }

  private static List<Row> sorted(List<Row> sums) {
    return sums.stream().sorted(Comparator.comparingLong((Row row) -> row.getLong(0))).toList();
  }

  /** Returns the weighted mean gap alone, in days; 0 without gaps. */
  static double meanDaysOf(Dataset<Row> features) {
    List<Row> sums =
        sorted(
            features
                .groupBy(gapsOfEach().as("gaps"))
                .agg(count(lit(1)), total(span()))
                .collectAsList());
    GapWeights weights = weights(sums);
    double n = weighted(sums, weights, row -> BigDecimal.valueOf(gaps(row))).doubleValue();
    return n == 0 ? 0 : weighted(sums, weights, row -> whole(row, 2)).doubleValue() / n;
  }

  private static ShopGaps of(List<Row> sums) {
    long gaps = sums.stream().mapToLong(ShopGaps::gaps).sum();
    if (gaps == 0) {
      return new ShopGaps(0, 0, 0, 0, 0, 0, 0);
    }
    GapWeights weights = weights(sums);
    BigDecimal n = weighted(sums, weights, row -> BigDecimal.valueOf(gaps(row)));
    BigDecimal days = weighted(sums, weights, row -> whole(row, 2));
    BigDecimal squares = weighted(sums, weights, row -> whole(row, 3));
    double weight = n.doubleValue();
    double logMean = weighted(sums, weights, row -> row.getDecimal(4)).doubleValue() / weight;
    double logSquares = weighted(sums, weights, row -> row.getDecimal(5)).doubleValue() / weight;
    return new ShopGaps(
        gaps,
        weights.counted(),
        weight,
        days.doubleValue() / weight,
        Deviation.population(n, days, squares),
        logMean,
        Math.sqrt(Math.max(0, logSquares - logMean * logMean)));
  }

  /** A sum of a customer that counts by the customer's weight. */
  private interface Summed {
    BigDecimal of(Row row);
  }

  private static BigDecimal weighted(List<Row> sums, GapWeights weights, Summed summed) {
    BigDecimal total = BigDecimal.ZERO;
    for (Row row : sums) {
      total = total.add(weights.weighed(summed.of(row), row.getLong(0)));
    }
    return total;
  }

  private static GapWeights weights(List<Row> sums) {
    long counted = 0;
    for (Row row : sums) {
      counted += Math.min(row.getLong(0), GapWeights.MOST) * row.getLong(1);
    }
    return new GapWeights(counted);
  }

  /** Gaps of all customers who have so many each. */
  private static long gaps(Row row) {
    return row.getLong(0) * row.getLong(1);
  }

  private static BigDecimal whole(Row row, int index) {
    return BigDecimal.valueOf(row.getLong(index));
  }

  private static Column gapsOfEach() {
    return when(Occasions.isBuyer(), col(CustomerFeatures.PURCHASE_DAYS).minus(1))
        .otherwise(lit(0L));
  }

  private static Column span() {
    return col(CustomerFeatures.TENURE_DAYS)
        .minus(col(CustomerFeatures.RECENCY_DAYS))
        .cast("bigint");
  }

  private static Column total(Column value) {
    return coalesce(sum(value), lit(0L));
  }
}
