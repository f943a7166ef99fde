package io.clientele.family;

import static org.apache.spark.sql.functions.col;

import io.clientele.settings.ClustersSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits k-means on a sample that lies in one partition in a fixed order, from several seeded starts,
 * the cheapest kept: the same centroids whatever the cluster.
 */
final class KMeansFit {
  private static final String VECTOR = "vector";

  private final ClustersSettings settings;

  KMeansFit(ClustersSettings settings) {
    this.settings = settings;
  }

  /** Returns the model; without customers or known features one without centroids. */
  ClusterModel of(Dataset<Row> buyers) {
    Dataset<Row> sample =
        FitSet.smallest(buyers, settings.sample()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<ClusterModel.Scale> scales =
          sample.isEmpty() ? List.of() : ClusterSpace.scales(sample, settings.features());
      if (scales.isEmpty()) {
        return new ClusterModel(settings.k(), 0, List.of(), List.of());
      }
      Dataset<Row> points = points(sample, scales).persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return named(scales, centres(points));
      } finally {
        points.unpersist();
      }
    } finally {
      sample.unpersist();
    }
  }

  static Dataset<Row> points(Dataset<Row> customers, List<ClusterModel.Scale> scales) {
    String[] names =
        IntStream.range(0, scales.size()).mapToObj(i -> "z" + i).toArray(String[]::new);
    Column[] values =
        IntStream.range(0, scales.size())
            .mapToObj(i -> ClusterSpace.standardised(scales.get(i)).as(names[i]))
            .toArray(Column[]::new);
    return new VectorAssembler()
        .setInputCols(names)
        .setOutputCol(VECTOR)
        .transform(customers.select(values))
        .select(col(VECTOR));
  }

  private Centres centres(Dataset<Row> points) {
    long distinct = points.distinct().limit(settings.k()).count();
    if (distinct < 2) {
      // K-means wants two clusters at least; one point is its own centre.
      Vector only = points.head().getAs(VECTOR);
      return new Centres(List.of(only), List.of(points.count()), 0);
    }
    return IntStream.range(0, settings.training().starts())
        .mapToObj(start -> start(points, (int) distinct, start))
        .min(Comparator.comparingDouble(Centres::cost))
        .orElseThrow();
  }

  private Centres start(Dataset<Row> points, int k, int start) {
    KMeansModel model =
        new KMeans()
            .setFeaturesCol(VECTOR)
            .setK(k)
            .setSeed(settings.training().seed() + start)
            .setMaxIter(settings.training().maxIterations())
            .fit(points);
    List<Long> sizes = Arrays.stream(model.summary().clusterSizes()).boxed().toList();
    return new Centres(List.of(model.clusterCenters()), sizes, model.summary().trainingCost());
  }

  private ClusterModel named(List<ClusterModel.Scale> scales, Centres centres) {
    List<List<Double>> values = new ArrayList<>();
    for (Vector centre : centres.points()) {
      values.add(Arrays.stream(centre.toArray()).boxed().toList());
    }
    List<String> features = scales.stream().map(ClusterModel.Scale::feature).toList();
    List<String> names = new Archetypes(settings.archetypes()).names(features, values);
    List<ClusterModel.Centroid> centroids = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      centroids.add(new ClusterModel.Centroid(names.get(i), centres.sizes().get(i), values.get(i)));
    }
    return new ClusterModel(settings.k(), centres.cost(), scales, centroids);
  }

  /** The result of one start. */
  private record Centres(List<Vector> points, List<Long> sizes, double cost) {}
}
