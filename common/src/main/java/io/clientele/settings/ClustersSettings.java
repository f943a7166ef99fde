package io.clientele.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The k-means clusters.
 *
 * @param enabled whether their columns are filled
 * @param minBuyers buyers below which there are no clusters
 * @param k number of clusters, at most the number of archetypes
 * @param choice the range k is chosen from instead; empty: k as given
 * @param refit how often the clusters are fitted again
 * @param refitLimit largest share of buyers whom a refit may put into another cluster
 * @param sample customers the fit looks at, those with the smallest SHA-256 of their id
 * @param training the knobs of k-means
 * @param features numeric feature columns, in order
 * @param archetypes typical standardised values by feature, by the name a cluster may get
 */
public record ClustersSettings(
    boolean enabled,
    int minBuyers,
    int k,
    Optional<Choice> choice,
    Refit refit,
    double refitLimit,
    int sample,
    Training training,
    List<String> features,
    Map<String, Map<String, Double>> archetypes) {

  /**
   * The numbers of clusters to choose from.
   *
   * @param from least number
   * @param to largest number
   */
  public record Choice(int from, int to) {}

  /**
   * The knobs of k-means.
   *
   * @param seed seed of the first start
   * @param starts independent starts, of which the cheapest is kept
   * @param maxIterations iterations of one start
   */
  public record Training(long seed, int starts, int maxIterations) {}

  /** Keeps its own copies, in order. */
  public ClustersSettings {
    features = List.copyOf(features);
    archetypes = Collections.unmodifiableMap(new LinkedHashMap<>(archetypes));
  }
}
