package io.clientele.family;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fitted k-means clusters: the frozen scaler and the named centroids.
 *
 * @param requested number of clusters asked for or chosen; fewer distinct customers give fewer
 * @param cost sum of squared distances of the fitted customers to their centroids
 * @param silhouette mean silhouette of the fitted customers, -1 to 1; null with fewer than two
 *     clusters
 * @param features what the clusters look at, in the order of the centroids' values
 * @param centroids the clusters
 * @param candidates what was seen of each number of clusters where the number was chosen, else
 *     empty
 * @param refit how the fit compares with the one before; null for a first fit
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ClusterModel(
    int requested,
    double cost,
    @Nullable Double silhouette,
    List<Scale> features,
    List<Centroid> centroids,
    List<Candidate> candidates,
    @Nullable Comparison refit) {

  /** Returns a model of a shop in which there is nothing to cluster. */
  static ClusterModel empty(int requested) {
    return new ClusterModel(requested, 0, null, List.of(), List.of(), List.of(), null);
  }

  /** Returns the same model with a comparison. */
  ClusterModel comparedBy(Comparison comparison) {
    return new ClusterModel(
        requested, cost, silhouette, features, centroids, candidates, comparison);
  }

  /**
   * How a feature is standardised: {@code (sign(x) ln(1 + |x|) - mean) / stddev}.
   *
   * @param feature column of customer_features
   * @param missing value taken where it is null: the mean of the fitted customers that have one
   * @param mean mean of the signed logarithm
   * @param stddev its population standard deviation; where it is 0 the feature says nothing
   */
  record Scale(String feature, double missing, double mean, double stddev) {}

  /**
   * One cluster.
   *
   * @param name its name, unlike every other's
   * @param customers fitted customers in it
   * @param values standardised values of its centre
   */
  record Centroid(String name, long customers, List<Double> values) {}

  /**
   * One number of clusters that was tried.
   *
   * @param k the number
   * @param silhouette mean silhouette of its best start; null where it has none
   * @param stability mean share of the sample on which the other starts agree with the best one
   */
  record Candidate(int k, @Nullable Double silhouette, double stability) {}

  /**
   * A fit held against the one before, both on the features of the fit date.
   *
   * @param before fit date of the model before, ISO
   * @param buyers customers with a cluster
   * @param relabelled those whom the new fit puts into another cluster
   * @param share relabelled over buyers; 0 without buyers
   * @param silhouetteBefore mean silhouette of the model before on the new sample; null where it
   *     has none
   * @param outcome whether the new fit is used
   */
  record Comparison(
      String before,
      long buyers,
      long relabelled,
      double share,
      @Nullable Double silhouetteBefore,
      Outcome outcome) {}

  /** What became of a refit. */
  enum Outcome {
    /** The new centroids are used. */
    ACCEPTED,
    /** It would have moved too many: the centroids before stay. */
    REFUSED,
    /** It moved more than allowed and was forced. */
    FORCED
  }
}
