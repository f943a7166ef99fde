package io.clientele.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Names centroids by their profile: each gets the archetype it resembles, no two the same, so that
 * the sum of squared distances is the least possible (optimal assignment).
 *
 * @param archetypes standardised values by feature, by name; at least as many as centroids
 */
record Archetypes(Map<String, Map<String, Double>> archetypes) {

  /**
   * Returns one name per centroid, in order.
   *
   * @param features names of the values
   * @param centroids standardised values
   */
  List<String> names(List<String> features, List<List<Double>> centroids) {
    List<String> names = eligible(features, centroids.size());
    double[][] costs = new double[centroids.size()][names.size()];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < names.size(); j++) {
        costs[i][j] = distance(features, centroids.get(i), names.get(j));
      }
    }
    return Arrays.stream(Matching.least(costs)).mapToObj(names::get).toList();
  }

  /**
   * Archetypes whose strongest trait can be seen; the others only where these are too few. Nobody
   * is called a bargain hunter where discounts are unknown.
   */
  private List<String> eligible(List<String> features, int needed) {
    List<String> eligible = new ArrayList<>();
    List<String> others = new ArrayList<>();
    archetypes.forEach(
        (name, profile) ->
            (profile.isEmpty() || features.contains(strongest(profile)) ? eligible : others)
                .add(name));
    eligible.addAll(
        others.subList(0, Math.max(0, Math.min(others.size(), needed - eligible.size()))));
    return eligible;
  }

  private static String strongest(Map<String, Double> profile) {
    return Collections.max(
            profile.entrySet(),
            Comparator.comparingDouble(
                (Map.Entry<String, Double> trait) -> Math.abs(trait.getValue())))
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
