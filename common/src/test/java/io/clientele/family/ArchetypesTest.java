package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names against every way to deal them out. */
class ArchetypesTest {
  private static final List<String> FEATURES = List.of("recency_days", "orders", "net_revenue");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void noOtherDealIsNearer(int k) {
    Random random = new Random(k);
    for (int round = 0; round < 40; round++) {
      Map<String, Map<String, Double>> profiles = profiles(random);
      List<List<Double>> centroids = new ArrayList<>();
      for (int i = 0; i < k; i++) {
        centroids.add(List.of(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()));
      }

      List<String> names = names(new Archetypes(profiles), FEATURES, centroids);

      assertThat(names).hasSize(k).doesNotHaveDuplicates().isSubsetOf(profiles.keySet());
      double cost = 0;
      for (int i = 0; i < k; i++) {
        cost += distance(profiles.getOrDefault(names.get(i), Map.of()), centroids.get(i));
      }
      assertThat(cost).isEqualTo(least(profiles, centroids, new HashSet<>()), offset(1e-9));
    }
  }

  @Test
  void anArchetypeWhoseStrongestTraitIsUnknownIsNotUsed() {
    Map<String, Map<String, Double>> profiles = new LinkedHashMap<>();
    profiles.put("Bargain Hunter", Map.of("discount_share", 1.8, "orders", -0.2));
    profiles.put("Champion", Map.of("orders", 3.0));
    profiles.put("Dormant", Map.of("recency_days", 3.0));
    Archetypes archetypes = new Archetypes(profiles);
    // By all that is known of it the first is nearest to the bargain hunter.
    List<List<Double>> two = List.of(List.of(0.0, -0.2, 0.0), List.of(0.0, 3.0, 0.0));
    List<List<Double>> three = List.of(two.get(0), two.get(1), List.of(3.0, 0.0, 0.0));

    assertThat(names(archetypes, FEATURES, two)).containsExactly("Dormant", "Champion");
    assertThat(names(archetypes, FEATURES, three)).containsExactly("none", "Champion", "Dormant");
    assertThat(names(archetypes, List.of("recency_days", "orders", "discount_share"), two))
        .containsExactly("Bargain Hunter", "Champion");
  }

  @Test
  void aNameThatIsNotTrueIsNotGiven() {
    Map<String, Map<String, Double>> profiles = new LinkedHashMap<>();
    profiles.put("Champion", Map.of("orders", 3.0));
    profiles.put("Regular", Map.of("orders", 1.0));
    Archetypes archetypes = new Archetypes(profiles);
    List<List<Double>> two = List.of(List.of(0.0, 3.0, 0.0), List.of(0.0, 1.0, 0.0));

    // The second cluster takes the only name that is true of both.
    assertThat(archetypes.names(FEATURES, two, (place, name) -> name.equals("Regular")))
        .containsExactly(Optional.empty(), Optional.of("Regular"));
    // As many as possible get one, though another deal would be nearer.
    assertThat(
            archetypes.names(
                FEATURES, two, (place, name) -> name.equals("Champion") == (place == 1)))
        .containsExactly(Optional.of("Regular"), Optional.of("Champion"));
    assertThat(archetypes.names(FEATURES, two, (place, name) -> false))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  private static List<String> names(
      Archetypes archetypes, List<String> features, List<List<Double>> centroids) {
    return archetypes.names(features, centroids, (place, name) -> true).stream()
        .map(name -> name.orElse("none"))
        .toList();
  }

  private static Map<String, Map<String, Double>> profiles(Random random) {
    Map<String, Map<String, Double>> profiles = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      Map<String, Double> profile = new HashMap<>(Map.of("orders", random.nextGaussian()));
      for (String feature : FEATURES) {
        if (random.nextInt(3) > 0) {
          profile.put(feature, random.nextGaussian());
        }
      }
      profiles.put("type " + i, profile);
    }
    return profiles;
  }

  /** The least cost of naming the centroids that come after those with a name taken. */
  private static double least(
      Map<String, Map<String, Double>> profiles, List<List<Double>> centroids, Set<String> taken) {
    if (taken.size() == centroids.size()) {
      return 0;
    }
    List<Double> centroid = centroids.get(taken.size());
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Map<String, Double>> profile : profiles.entrySet()) {
      if (taken.add(profile.getKey())) {
        double here = distance(profile.getValue(), centroid);
        least = Math.min(least, here + least(profiles, centroids, taken));
        taken.remove(profile.getKey());
      }
    }
    return least;
  }

  private static double distance(Map<String, Double> profile, List<Double> centroid) {
    double distance = 0;
    for (int i = 0; i < FEATURES.size(); i++) {
      double difference = centroid.get(i) - profile.getOrDefault(FEATURES.get(i), 0.0);
      distance += difference * difference;
    }
    return distance;
  }
}
