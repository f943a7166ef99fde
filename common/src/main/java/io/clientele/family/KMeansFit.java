package io.clientele.family;

import io.clientele.settings.ClustersSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Fits k-means on a sample that lies in one partition in a fixed order: the same centroids whatever
 * the cluster. The steps of a first fit run on the driver, by the part of Spark's library that its
 * distributed k-means seeds itself with. A first fit keeps the cheapest of several seeded starts; a
 * refit goes on from the centroids that stand, in their space.
 */
final class KMeansFit {
  /** Below this share of agreeing starts a number of clusters is an accident of its seed. */
  private static final double STABLE = 0.8;

  private final ClustersSettings settings;

  KMeansFit(ClustersSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a first fit, its clusters not named yet; without known features a model without
   * centroids.
   *
   * @param gapMean the shop's weighted mean gap in days
   */
  First first(Dataset<Row> buyers, double gapMean) {
    return overSample(
        buyers,
        sample -> {
          List<ClusterModel.Scale> scales =
              ClusterSpace.scales(sample, settings.features(), gapMean);
          ClusterModel model =
              scales.isEmpty()
                  ? ClusterModel.empty(settings.k(), 0)
                  : fitted(scales, ClusterPoints.of(sample, scales));
          return new First(model, ClusterMeasures.of(sample, gapMean));
        });
  }

  /**
   * Returns the centroids that k-means reaches from those of another model, in that model's space
   * and under its names: each new centroid takes the name of the old one it is matched with.
   *
   * @param gapMean the shop's weighted mean gap in days
   */
  Refitted again(Dataset<Row> buyers, ClusterModel before, double gapMean) {
    return overSample(
        buyers,
        sample -> {
          ClusterPoints points = ClusterPoints.of(sample, before.features());
          KMeansModel old = model(before);
          KMeansModel moved = points.moved(old, settings.training().maxIterations());
          List<String> names = matched(old, moved, before);
          return new Refitted(
              described(before, points, moved, names),
              described(before, points, old, names(before)),
              ClusterMeasures.of(sample, gapMean));
        });
  }

  /**
   * A first fit.
   *
   * @param model the model
   * @param measures what names are held against
   */
  record First(ClusterModel model, ClusterMeasures measures) {}

  /**
   * A refit and what stands.
   *
   * @param moved the model the refit reached
   * @param kept the model before, its sizes, cost and silhouette those of the new sample
   * @param measures what names are held against
   */
  record Refitted(ClusterModel moved, ClusterModel kept, ClusterMeasures measures) {}

  private <T> T overSample(Dataset<Row> buyers, Function<Dataset<Row>, T> work) {
    Dataset<Row> sample =
        FitSet.smallest(buyers.select(columns()), settings.sample())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return work.apply(sample);
    } finally {
      sample.unpersist();
    }
  }

  private Column[] columns() {
    Set<String> columns = new LinkedHashSet<>(settings.features());
    columns.addAll(ClusterMeasures.COLUMNS);
    return ClusterPoints.columns(columns);
  }

  private ClusterModel fitted(List<ClusterModel.Scale> scales, ClusterPoints points) {
    List<Integer> wanted =
        settings
            .choice()
            .map(range -> IntStream.rangeClosed(range.from(), range.to()).boxed().toList())
            .orElse(List.of(settings.k()));
    int most = wanted.get(wanted.size() - 1);
    List<Vector> distinct = points.distinct(most);
    List<Tried> tried = new ArrayList<>();
    for (int k : wanted.stream().filter(k -> k <= distinct.size()).toList()) {
      tried.add(tried(k, points, wanted.size() > 1));
    }
    if (tried.isEmpty()) {
      tried.add(tried(distinct.size(), points, false));
    }
    Tried best = best(tried);
    int requested = settings.choice().isPresent() ? best.candidate.k() : settings.k();
    List<ClusterModel.Candidate> candidates =
        wanted.size() > 1 ? tried.stream().map(Tried::candidate).toList() : List.of();
    ClusterModel blank =
        new ClusterModel(
            requested, 0, 0, null, scales, List.of(), candidates, ClusterModel.Naming.NONE, null);
    return described(blank, points, best.model, ClusterNames.groups(best.model.k()));
  }

  private Tried tried(int k, ClusterPoints points, boolean judged) {
    if (k < 2) {
      // K-means wants two clusters at least; one point is its own centre.
      Vector only = points.distinct(1).get(0);
      return new Tried(
          new KMeansModel(new Vector[] {only}), new ClusterModel.Candidate(1, null, 1));
    }
    // Each is a computation of its own on the driver, whose cores have nothing else to do.
    List<KMeansModel> starts =
        IntStream.range(0, settings.training().starts())
            .parallel()
            .mapToObj(
                start ->
                    points.started(
                        k, settings.training().seed() + start, settings.training().maxIterations()))
            .toList();
    KMeansModel best = starts.stream().min(Comparator.comparingDouble(points::cost)).orElseThrow();
    if (!judged) {
      return new Tried(best, new ClusterModel.Candidate(k, null, 1));
    }
    double stability =
        starts.stream()
            .filter(start -> !start.equals(best))
            .mapToDouble(start -> points.agreement(best, start))
            .average()
            .orElse(1);
    return new Tried(
        best, new ClusterModel.Candidate(k, boxed(points.silhouette(best)), stability));
  }

  /** The best silhouette among stable numbers; without a stable one, the stablest. */
  private static Tried best(List<Tried> tried) {
    return tried.stream()
        .filter(one -> one.candidate.stability() >= STABLE)
        .max(Comparator.comparingDouble(one -> orLeast(one.candidate.silhouette())))
        .or(() -> tried.stream().max(Comparator.comparingDouble(one -> one.candidate.stability())))
        .orElseThrow();
  }

  private static double orLeast(@Nullable Double silhouette) {
    return silhouette == null ? -1 : silhouette;
  }

  private static KMeansModel model(ClusterModel model) {
    return new KMeansModel(
        model.centroids().stream()
            .map(
                centroid ->
                    Vectors.dense(
                        centroid.values().stream().mapToDouble(Double::doubleValue).toArray()))
            .toArray(Vector[]::new));
  }

  private static List<String> names(ClusterModel model) {
    return model.centroids().stream().map(ClusterModel.Centroid::name).toList();
  }

  private static List<String> matched(KMeansModel old, KMeansModel moved, ClusterModel before) {
    Vector[] from = old.clusterCenters();
    Vector[] to = moved.clusterCenters();
    double[][] costs = new double[to.length][from.length];
    for (int i = 0; i < to.length; i++) {
      for (int j = 0; j < from.length; j++) {
        costs[i][j] = Vectors.sqdist(to[i], from[j]);
      }
    }
    return Arrays.stream(Matching.least(costs)).mapToObj(names(before)::get).toList();
  }

  /** Returns a model with other centroids, measured on the sample. */
  private static ClusterModel described(
      ClusterModel like, ClusterPoints points, KMeansModel model, List<String> names) {
    Map<Integer, Long> sizes = points.sizes(model);
    List<List<Double>> values = values(model);
    List<ClusterModel.Centroid> centroids = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      centroids.add(
          new ClusterModel.Centroid(
              names.get(i), sizes.getOrDefault(i, 0L), values.get(i), "", null));
    }
    return new ClusterModel(
        like.requested(),
        like.buyers(),
        points.cost(model),
        boxed(points.silhouette(model)),
        like.features(),
        centroids,
        like.candidates(),
        like.naming(),
        null);
  }

  private static List<List<Double>> values(KMeansModel model) {
    return Arrays.stream(model.clusterCenters())
        .map(centre -> Arrays.stream(centre.toArray()).boxed().toList())
        .toList();
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** A number of clusters with its best start. */
  private record Tried(KMeansModel model, ClusterModel.Candidate candidate) {}
}
