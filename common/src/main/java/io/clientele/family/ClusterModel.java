package io.clientele.family;

import java.util.List;

/**
 * Fitted k-means clusters: the frozen scaler and the named centroids.
 *
 * @param requested number of clusters asked for; fewer distinct customers give fewer
 * @param cost sum of squared distances of the fitted customers to their centroids
 * @param features what the clusters look at, in the order of the centroids' values
 * @param centroids the clusters
 */
record ClusterModel(int requested, double cost, List<Scale> features, List<Centroid> centroids) {

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
}
