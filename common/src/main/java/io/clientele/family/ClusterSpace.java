package io.clientele.family;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The space k-means works in: signed logarithms of features, winsorised and standardised. So nobody
 * stretches the scale for the others.
 */
final class ClusterSpace {
  /** Where they are missing, the shop's own gap is the best guess. */
  private static final Set<String> GAPS =
      Set.of(CustomerFeatures.GAP_MEAN_DAYS, CustomerFeatures.GAP_MEDIAN_DAYS);

  private ClusterSpace() {}

  /**
   * Measures the scale of each feature over the sample, leaving out features that nobody has.
   *
   * @param sample customers in one partition, in a fixed order: sums of floating point depend on it
   * @param gapMean the shop's weighted mean gap in days
   */
  static List<ClusterModel.Scale> scales(
      Dataset<Row> sample, List<String> features, double gapMean) {
    List<SortedValues> values = SortedValues.of(sample, features);
    List<ClusterModel.Scale> bounded = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      Optional<Winsor> limits = values.get(i).winsor();
      if (limits.isPresent()) {
        double lower = limits.get().lower();
        double upper = limits.get().upper();
        bounded.add(new ClusterModel.Scale(features.get(i), lower, upper, 0, 0, 1));
      }
    }
    if (bounded.isEmpty()) {
      return List.of();
    }
    Row means =
        aggregate(sample, bounded.stream().map(scale -> avg(within(scale, real(scale)))).toList());
    List<ClusterModel.Scale> complete = new ArrayList<>();
    List<Column> moments = new ArrayList<>();
    for (int i = 0; i < bounded.size(); i++) {
      ClusterModel.Scale scale = bounded.get(i);
      double missing = GAPS.contains(scale.feature()) ? gapMean : means.getDouble(i);
      ClusterModel.Scale filled = scale.with(missing, 0, 1);
      complete.add(filled);
      moments.add(avg(squeezed(filled)));
      moments.add(stddev_pop(squeezed(filled)));
    }
    Row row = aggregate(sample, moments);
    List<ClusterModel.Scale> scales = new ArrayList<>();
    for (int i = 0; i < complete.size(); i++) {
      ClusterModel.Scale scale = complete.get(i);
      scales.add(scale.with(scale.missing(), row.getDouble(2 * i), row.getDouble(2 * i + 1)));
    }
    return scales;
  }

  /** Returns the standardised value of a feature; never null. */
  static Column standardised(ClusterModel.Scale scale) {
    if (scale.stddev() == 0) {
      return lit(0.0);
    }
    return squeezed(scale).minus(lit(scale.mean())).divide(lit(scale.stddev()));
  }

  /** Returns the value at which a feature is average: where its standardised value is 0. */
  static double average(ClusterModel.Scale scale) {
    return Math.signum(scale.mean()) * Math.expm1(Math.abs(scale.mean()));
  }

  private static Row aggregate(Dataset<Row> sample, List<Column> columns) {
    return sample
        .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .head();
  }

  private static Column squeezed(ClusterModel.Scale scale) {
    Column value = within(scale, coalesce(real(scale), lit(scale.missing())));
    return signum(value).multiply(log1p(abs(value)));
  }

  /** Null where the value is: greatest and least would pass over it. */
  private static Column within(ClusterModel.Scale scale, Column value) {
    return when(value.isNotNull(), greatest(least(value, lit(scale.upper())), lit(scale.lower())));
  }

  private static Column real(ClusterModel.Scale scale) {
    return col(scale.feature()).cast("double");
  }
}
