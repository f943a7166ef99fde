package io.clientele.family;

import io.clientele.schema.CustomerFeatures;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What names of clusters are held against, measured on the sample of the fit. A cut that more than
 * half reach is no distinction, and empty.
 *
 * @param muchRevenue 75% quantile of net revenue
 * @param middleOrder median of the average order value
 * @param largeOrder 75% quantile of it
 * @param manyCategories 75% quantile of distinct categories
 * @param meanGap the shop's weighted mean gap in days
 */
record ClusterMeasures(
    OptionalDouble muchRevenue,
    OptionalDouble middleOrder,
    OptionalDouble largeOrder,
    OptionalDouble manyCategories,
    double meanGap) {
  /** Columns it is measured on. */
  static final List<String> COLUMNS =
      List.of(
          CustomerFeatures.NET_REVENUE,
          CustomerFeatures.AVERAGE_ORDER_VALUE,
          CustomerFeatures.DISTINCT_CATEGORIES);

  private static final double MIDDLE = 0.5;
  private static final double UPPER = 0.75;

  /** Measures a sample of buyers. */
  static ClusterMeasures of(Dataset<Row> sample, double meanGap) {
    List<SortedValues> values = SortedValues.of(sample, COLUMNS);
    return new ClusterMeasures(
        values.get(0).telling(UPPER),
        values.get(1).quantile(MIDDLE),
        values.get(1).telling(UPPER),
        values.get(2).telling(UPPER),
        meanGap);
  }
}
