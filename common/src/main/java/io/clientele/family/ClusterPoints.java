package io.clientele.family;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.CustomerFeatures;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.clustering.LocalKMeans;
import org.apache.spark.mllib.clustering.VectorWithNorm;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The sample as standardised points, in its fixed order, on the driver: it is bounded by the
 * configuration, and k-means passes over it a hundred times, each of which would be a Spark job.
 */
final class ClusterPoints {
  private static final StructType LABELLED =
      new StructType()
          .add("features", SQLDataTypes.VectorType(), false)
          .add("prediction", DataTypes.DoubleType, false);

  private final SparkSession spark;
  private final List<Vector> points;

  private ClusterPoints(SparkSession spark, List<Vector> points) {
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
    List<Vector> points =
        sample.select(values).collectAsList().stream().map(ClusterPoints::vector).toList();
    return new ClusterPoints(sample.sparkSession(), points);
  }

  private static Vector vector(Row row) {
    double[] values = new double[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getDouble(i);
    }
    return Vectors.dense(values);
  }

  /** Returns different points, the first ones, no more than are asked for. */
  List<Vector> distinct(int most) {
    return points.stream().distinct().limit(most).toList();
  }

  /** Returns the centres that k-means reaches from a seeded start by k-means++. */
  KMeansModel started(int k, long seed, int maxIterations) {
    VectorWithNorm[] normed =
        points.stream().map(VectorWithNorm::new).toArray(VectorWithNorm[]::new);
    double[] weights = new double[normed.length];
    Arrays.fill(weights, 1);
    VectorWithNorm[] centres =
        LocalKMeans.kMeansPlusPlus(Long.hashCode(seed), normed, weights, k, maxIterations);
    return new KMeansModel(
        Arrays.stream(centres).map(VectorWithNorm::vector).toArray(Vector[]::new));
  }

  /** Returns the centres that k-means reaches from those of another model, a Spark job a step. */
  KMeansModel moved(KMeansModel from, int maxIterations) {
    JavaRDD<Vector> vectors =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(points, 1);
    return new KMeans()
        .setK(from.k())
        .setMaxIterations(maxIterations)
        .setInitialModel(from)
        .run(vectors.rdd());
  }

  /** Returns how many points are nearest to each centre, by its place. */
  Map<Integer, Long> sizes(KMeansModel model) {
    return points.stream().collect(Collectors.groupingBy(model::predict, Collectors.counting()));
  }

  /** Returns the sum of squared distances to the nearest centre. */
  double cost(KMeansModel model) {
    Vector[] centres = model.clusterCenters();
    double cost = 0;
    for (Vector point : points) {
      cost += Vectors.sqdist(point, centres[model.predict(point)]);
    }
    return cost;
  }

  /**
   * Returns the mean silhouette by squared Euclidean distance, from -1 to 1: how much nearer points
   * are to their own cluster than to the next; empty where all points are in one.
   */
  OptionalDouble silhouette(KMeansModel model) {
    if (sizes(model).size() < 2) {
      return OptionalDouble.empty();
    }
    List<Row> labelled =
        points.stream()
            .map(point -> RowFactory.create(point.asML(), (double) model.predict(point)))
            .toList();
    return OptionalDouble.of(
        new ClusteringEvaluator().evaluate(spark.createDataFrame(labelled, LABELLED).coalesce(1)));
  }

  /** Returns the share of points that two models put into the same cluster, clusters matched. */
  double agreement(KMeansModel one, KMeansModel other) {
    int k = one.k();
    double[][] apart = new double[k][k];
    for (Vector point : points) {
      apart[one.predict(point)][other.predict(point)]--;
    }
    int[] matched = Matching.least(apart);
    double together = 0;
    for (int i = 0; i < k; i++) {
      together -= apart[i][matched[i]];
    }
    return together / points.size();
  }
}
