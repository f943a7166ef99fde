package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.schema.ClusterProfiles;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The clusters beside each other, by the features they were made of. */
public final class Profiles {

  private Profiles() {}

  /**
   * Returns the rows of cluster_profiles; none where nobody is in a cluster.
   *
   * @param customers one row for each, with columns of customer_features and customer_segments
   * @param features columns of customer_features, numbers
   */
  public static Dataset<Row> of(
      Dataset<Row> customers, List<String> features, LocalDate date, Money money) {
    Dataset<Row> clustered = customers.filter(col(CustomerSegments.CLUSTER).isNotNull());
    Column[] sums =
        features.stream()
            .flatMap(name -> Stream.of(Exact.sum(col(name).cast("double")), count(col(name))))
            .toArray(Column[]::new);
    List<Row> clusters =
        clustered
            .groupBy(col(CustomerSegments.CLUSTER))
            .agg(count(lit(1)), sums)
            .orderBy(col(CustomerSegments.CLUSTER))
            .collectAsList();
    List<Row> rows = new ArrayList<>();
    long all = clusters.stream().mapToLong(row -> row.getLong(1)).sum();
    for (Row cluster : clusters) {
      for (int i = 0; i < features.size(); i++) {
        int at = 2 + 2 * i;
        rows.add(
            RowFactory.create(
                date,
                cluster.getString(0),
                features.get(i),
                cluster.getLong(1),
                (double) cluster.getLong(1) / all,
                mean(List.of(cluster), at),
                mean(clusters, at)));
      }
    }
    return customers.sparkSession().createDataFrame(rows, ClusterProfiles.SCHEMA.structType(money));
  }

  private static @Nullable Double mean(List<Row> clusters, int at) {
    double sum = 0;
    long known = 0;
    for (Row cluster : clusters) {
      sum += cluster.isNullAt(at) ? 0 : cluster.getDouble(at);
      known += cluster.getLong(at + 1);
    }
    return known == 0 ? null : sum / known;
  }
}
