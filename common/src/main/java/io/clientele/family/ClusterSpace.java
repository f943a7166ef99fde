package io.clientele.family;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.stddev_pop;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The space k-means works in: signed logarithms of features, standardised. */
final class ClusterSpace {

  private ClusterSpace() {}

  /**
   * Measures the scale of each feature over the sample, leaving out features that nobody has.
   *
   * @param sample customers in one partition, in a fixed order: sums of floating point depend on it
   */
  static List<ClusterModel.Scale> scales(Dataset<Row> sample, List<String> features) {
    Row averages = aggregate(sample, features.stream().map(name -> avg(real(name))).toList());
    List<String> known = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Column> moments = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      if (!averages.isNullAt(i)) {
        known.add(features.get(i));
        means.add(averages.getDouble(i));
        Column squeezed = squeezed(features.get(i), averages.getDouble(i));
        moments.add(avg(squeezed));
        moments.add(stddev_pop(squeezed));
      }
    }
    if (known.isEmpty()) {
      return List.of();
    }
    Row row = aggregate(sample, moments);
    List<ClusterModel.Scale> scales = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      scales.add(
          new ClusterModel.Scale(
              known.get(i), means.get(i), row.getDouble(2 * i), row.getDouble(2 * i + 1)));
    }
    return scales;
  }

  /** Returns the standardised value of a feature; never null. */
  static Column standardised(ClusterModel.Scale scale) {
    if (scale.stddev() == 0) {
      return lit(0.0);
    }
    return squeezed(scale.feature(), scale.missing())
        .minus(lit(scale.mean()))
        .divide(lit(scale.stddev()));
  }

  private static Row aggregate(Dataset<Row> sample, List<Column> columns) {
    return sample
        .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .head();
  }

  private static Column squeezed(String feature, double missing) {
    Column value = coalesce(real(feature), lit(missing));
    return signum(value).multiply(log1p(org.apache.spark.sql.functions.abs(value)));
  }

  private static Column real(String feature) {
    return col(feature).cast("double");
  }
}
