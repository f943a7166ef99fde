package io.clientele.family;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fitted k-means clusters: the frozen scaler and the named centroids.
 *
 * @param requested number of clusters asked for or chosen; fewer distinct customers give fewer
 * @param buyers customers with a purchase on the fit date
 * @param cost sum of squared distances of the fitted customers to their centroids
 * @param silhouette mean silhouette of the fitted customers, -1 to 1; null with fewer than two
 *     clusters
 * @param features what the clusters look at, in the order of the centroids' values
 * @param centroids the clusters
 * @param candidates what was seen of each number of clusters where the number was chosen, else
 *     empty
 * @param naming how names were given
 * @param refit how the fit compares with the one before; null for a first fit
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ClusterModel(
    int requested,
    long buyers,
    double cost,
    @Nullable Double silhouette,
    List<Scale> features,
    List<Centroid> centroids,
    List<Candidate> candidates,
    Naming naming,
    @Nullable Comparison refit) {

  /** Returns a model of a shop in which there is nothing to cluster. */
  static ClusterModel empty(int requested, long buyers) {
    return new ClusterModel(
        requested, buyers, 0, null, List.of(), List.of(), List.of(), Naming.NONE, null);
  }

  /** Returns the same model with a comparison. */
  ClusterModel comparedBy(Comparison comparison) {
    return new ClusterModel(
        requested, buyers, cost, silhouette, features, centroids, candidates, naming, comparison);
  }

  /** Returns the same model under other names. */
  ClusterModel named(List<Centroid> named, Naming how) {
    return new ClusterModel(
        requested, buyers, cost, silhouette, features, named, candidates, how, refit);
  }

  /** Returns the same model of so many buyers. */
  ClusterModel of(long all) {
    return new ClusterModel(
        requested, all, cost, silhouette, features, centroids, candidates, naming, refit);
  }

  /**
   * How a feature is standardised: {@code (sign(x) ln(1 + |x|) - mean) / stddev}, x no less than
   * lower and no more than upper.
   *
   * @param feature column of customer_features
   * @param lower k-th smallest value of the fitted customers: those beyond count as there
   * @param upper k-th largest
   * @param missing value taken where it is null: the mean of the fitted customers that have one,
   *     within the limits; of gaps the shop's weighted mean
   * @param mean mean of the signed logarithm
   * @param stddev its population standard deviation; where it is 0 the feature says nothing
   */
  record Scale(
      String feature, double lower, double upper, double missing, double mean, double stddev) {

    /** Returns the same limits with other measures. */
    Scale with(double otherMissing, double otherMean, double otherStddev) {
      return new Scale(feature, lower, upper, otherMissing, otherMean, otherStddev);
    }
  }

  /**
   * One cluster.
   *
   * @param name its name, unlike every other's
   * @param customers fitted customers in it
   * @param values standardised values of its centre
   * @param about what is true of three quarters of its customers on the fit date: what the name
   *     says, or of a group what sets it apart most
   * @param meets share of its customers of whom the name is true; null for a group
   */
  record Centroid(
      String name, long customers, List<Double> values, String about, @Nullable Double meets) {

    /** Returns the cluster under another name. */
    Centroid named(String other, String otherAbout, @Nullable Double otherMeets) {
      return new Centroid(other, customers, values, otherAbout, otherMeets);
    }
  }

  /**
   * How names were given.
   *
   * @param knowsStages whether lifecycle stages were there to go by
   * @param dropped names that a refit took away
   */
  record Naming(boolean knowsStages, List<Dropped> dropped) {
    static final Naming NONE = new Naming(false, List.of());
  }

  /**
   * A name that was taken away.
   *
   * @param name the name
   * @param group what the cluster is called instead
   * @param meets share of its customers of whom the name was still true
   */
  record Dropped(String name, String group, double meets) {}

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
