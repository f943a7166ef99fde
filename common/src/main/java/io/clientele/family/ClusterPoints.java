package io.clientele.family;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.CustomerFeatures;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The sample as standardised points: one partition in a fixed order, kept as vectors, since k-means
 * passes over them a hundred times and rows would be taken apart on each.
 */
final class ClusterPoints implements AutoCloseable {
  private static final StructType LABELLED =
      new StructType()
          .add("features", SQLDataTypes.VectorType(), false)
          .add("prediction", DataTypes.DoubleType, false);

  private final SparkSession spark;
  private final JavaRDD<Vector> points;

  private ClusterPoints(SparkSession spark, JavaRDD<Vector> points) {
    this.spark = spark;
    this.points = points;
  }

  /** Returns the columns a sample needs: whose it is, and what the clusters look at. */
  static Column[] columns(Collection<String> features) {
    return Stream.concat(Stream.of(CustomerFeatures.CUSTOMER_ID), features.stream())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  /** Returns the points of a sample that lies in one partition. */
  static ClusterPoints of(Dataset<Row> sample, List<ClusterModel.Scale> scales) {
    Column[] values = scales.stream().map(ClusterSpace::standardised).toArray(Column[]::new);
    JavaRDD<Vector> points =
        sample
            .select(values)
            .toJavaRDD()
            .map(ClusterPoints::vector)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new ClusterPoints(sample.sparkSession(), points);
  }

  private static Vector vector(Row row) {
    double[] values = new double[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getDouble(i);
    }
    return Vectors.dense(values);
  }

  /** Returns the points. */
  JavaRDD<Vector> vectors() {
    return points;
  }

  /** Returns different points, no more than are asked for. */
  List<Vector> distinct(int most) {
    return points
        .mapPartitions(
            all -> {
              Set<Vector> seen = new HashSet<>();
              while (all.hasNext() && seen.size() < most) {
                seen.add(all.next());
              }
              return seen.iterator();
            })
        .collect();
  }

  /** Returns how many points are nearest to each centre, by its place. */
  Map<Integer, Long> sizes(KMeansModel model) {
    return points.map(point -> model.predict(point)).countByValue();
  }

  /**
   * Returns the mean silhouette by squared Euclidean distance, from -1 to 1: how much nearer points
   * are to their own cluster than to the next; empty where all points are in one.
   */
  OptionalDouble silhouette(KMeansModel model) {
    if (sizes(model).size() < 2) {
      return OptionalDouble.empty();
    }
    JavaRDD<Row> labelled =
        points.map(point -> RowFactory.create(point.asML(), (double) model.predict(point)));
    return OptionalDouble.of(
        new ClusteringEvaluator().evaluate(spark.createDataFrame(labelled, LABELLED)));
  }

  /** Returns the share of points that two models put into the same cluster, clusters matched. */
  double agreement(KMeansModel one, KMeansModel other) {
    int k = one.k();
    Map<Integer, Long> pairs =
        points.map(point -> one.predict(point) * k + other.predict(point)).countByValue();
    double[][] apart = new double[k][k];
    long all = 0;
    for (Map.Entry<Integer, Long> pair : pairs.entrySet()) {
      apart[pair.getKey() / k][pair.getKey() % k] = -pair.getValue();
      all += pair.getValue();
    }
    int[] matched = Matching.least(apart);
    double together = 0;
    for (int i = 0; i < k; i++) {
      together -= apart[i][matched[i]];
    }
    return together / all;
  }

  @Override
  public void close() {
    points.unpersist();
  }
}
