package io.clientele.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names centroids by their profile: each gets an archetype it resembles, no two the same. Only a
 * name that is true of a cluster is given to it; as many as possible get one, and among all ways to
 * do so the sum of squared distances is the least (optimal assignment).
 *
 * @param archetypes standardised values by feature, by name
 */
record Archetypes(Map<String, Map<String, Double>> archetypes) {
  /** Squared distance of a cluster to no name at all: beyond any between values of -10 to 10. */
  private static final double NAMELESS = 1e6;

  /** Of a name that says what is not so. */
  private static final double FORBIDDEN = 1e9;

  /** Whether a name may be given to the centroid at a place. */
  interface Truth {
    boolean of(int place, String name);
  }

  /**
   * Returns one name per centroid, in order; empty for one that no name left is true of.
   *
   * @param features names of the values
   * @param centroids standardised values
   * @param truth which names may be given
   */
  List<Optional<String>> names(List<String> features, List<List<Double>> centroids, Truth truth) {
    List<String> names = eligible(features);
    double[][] costs = new double[centroids.size()][names.size() + centroids.size()];
    for (int i = 0; i < costs.length; i++) {
      Arrays.fill(costs[i], NAMELESS);
      for (int j = 0; j < names.size(); j++) {
        costs[i][j] =
            truth.of(i, names.get(j))
                ? distance(features, centroids.get(i), names.get(j))
                : FORBIDDEN;
      }
    }
    return Arrays.stream(Matching.least(costs))
        .mapToObj(at -> at < names.size() ? Optional.of(names.get(at)) : Optional.<String>empty())
        .toList();
  }

  /**
   * Archetypes whose strongest trait can be seen: nobody is called a bargain hunter where discounts
   * are unknown.
   */
  private List<String> eligible(List<String> features) {
    List<String> eligible = new ArrayList<>();
    archetypes.forEach(
        (name, profile) -> {
          if (!profile.isEmpty() && features.contains(strongest(profile))) {
            eligible.add(name);
          }
        });
    return eligible;
  }

  /** Returns the feature in which an archetype is furthest from the average, by name if tied. */
  static String strongest(Map<String, Double> profile) {
    return Collections.max(
            profile.entrySet(),
            Comparator.comparingDouble(
                    (Map.Entry<String, Double> trait) -> Math.abs(trait.getValue()))
                .thenComparing(Map.Entry.comparingByKey()))
        .getKey();
  }

  /** Squared distance over all features; an archetype is average in those it does not name. */
  private double distance(List<String> features, List<Double> centroid, String name) {
    Map<String, Double> profile = archetypes.getOrDefault(name, Map.of());
    double distance = 0;
    for (int i = 0; i < features.size(); i++) {
      double difference = centroid.get(i) - profile.getOrDefault(features.get(i), 0.0);
      distance += difference * difference;
    }
    return distance;
  }
}
