package io.clientele.family;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Names for clusters that are true of those who bear them: given where at least three quarters of a
 * cluster meet what the name says, and kept until fewer than three fifths do. A cluster without a
 * name is {@code Group n}, the n-th of the model, and says what sets it apart.
 *
 * @param archetypes profiles by name
 * @param claims what names say
 */
record ClusterNames(Map<String, Map<String, Double>> archetypes, ClusterClaims claims) {
  /** Share of a cluster's customers of whom a name must be true when it is given. */
  static final double GIVEN = 0.75;

  /** Below this share a standing name goes. */
  static final double KEPT = 0.6;

  private static final int TOLD = 2;

  /** Names that groups get, and no cluster of a name. */
  static String group(int place) {
    return "Group " + (place + 1);
  }

  /** Returns names as nothing is known yet. */
  static List<String> groups(int clusters) {
    return IntStream.range(0, clusters).mapToObj(ClusterNames::group).toList();
  }

  /** Names every cluster of a first fit, going by all its customers. */
  ClusterModel first(ClusterModel model, Dataset<Row> buyers) {
    return given(model, members(model, buyers), List.of());
  }

  /**
   * Looks at the standing names after a refit, and takes those away that are true of too few.
   *
   * @param change whether groups may get names that are free
   */
  ClusterModel standing(ClusterModel model, Dataset<Row> buyers, Standing.Change change) {
    List<Members> members = members(model, buyers);
    List<ClusterModel.Centroid> centroids = new ArrayList<>();
    List<ClusterModel.Dropped> dropped = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      ClusterModel.Centroid centroid = model.centroids().get(i);
      Members own = members.get(i);
      Optional<Double> meets = own.share(centroid.name());
      boolean isGroup = centroid.name().equals(group(i));
      if (isGroup || (meets.isPresent() && meets.get() < KEPT)) {
        centroids.add(centroid.named(group(i), about(model, i, own), null));
        if (!isGroup) {
          dropped.add(new ClusterModel.Dropped(centroid.name(), group(i), meets.orElse(0.0)));
        }
      } else {
        centroids.add(meets.map(share -> called(centroid, share)).orElse(centroid));
      }
    }
    ClusterModel.Naming how = new ClusterModel.Naming(claims.knowsStages(), dropped);
    ClusterModel kept = model.named(centroids, how);
    return change == Standing.Change.ANY ? given(kept, members, dropped) : kept;
  }

  /** Gives groups the names that are free and true of them. */
  private ClusterModel given(
      ClusterModel model, List<Members> members, List<ClusterModel.Dropped> dropped) {
    Set<String> taken =
        model.centroids().stream().map(ClusterModel.Centroid::name).collect(Collectors.toSet());
    Map<String, Map<String, Double>> free = new LinkedHashMap<>(archetypes);
    free.keySet().removeAll(taken);
    List<Integer> groups =
        IntStream.range(0, members.size())
            .filter(i -> model.centroids().get(i).name().equals(group(i)))
            .boxed()
            .toList();
    List<Optional<String>> names =
        new Archetypes(free)
            .names(
                model.features().stream().map(ClusterModel.Scale::feature).toList(),
                groups.stream().map(i -> model.centroids().get(i).values()).toList(),
                (place, name) -> members.get(groups.get(place)).share(name).orElse(0.0) >= GIVEN);
    List<ClusterModel.Centroid> centroids = new ArrayList<>(model.centroids());
    for (int i = 0; i < groups.size(); i++) {
      int place = groups.get(i);
      Members own = members.get(place);
      ClusterModel.Centroid centroid = centroids.get(place);
      String about = about(model, place, own);
      centroids.set(
          place,
          names
              .get(i)
              .map(name -> called(centroid.named(name, about, null), own.share(name).orElse(0.0)))
              .orElse(centroid.named(group(place), about, null)));
    }
    return model.named(centroids, new ClusterModel.Naming(claims.knowsStages(), dropped));
  }

  /** The cluster under its own name, and what that says. */
  private ClusterModel.Centroid called(ClusterModel.Centroid centroid, double share) {
    return claim(centroid.name())
        .map(
            claim ->
                centroid.named(
                    centroid.name(), "%s: %s.".formatted(percent(share), claim.words()), share))
        .orElse(centroid);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private Optional<ClusterClaims.Claim> claim(String name) {
    return claims.of(name, archetypes.getOrDefault(name, Map.of()));
  }

  /** What is true of three quarters of a group, and sets it apart most: no more than two things. */
  private static String about(ClusterModel model, int place, Members members) {
    List<Double> values = model.centroids().get(place).values();
    List<String> told =
        IntStream.range(0, values.size())
            .boxed()
            .filter(i -> members.shareBeside(i, values.get(i)) >= GIVEN)
            .sorted(Comparator.comparing(i -> -Math.abs(values.get(i))))
            .limit(TOLD)
            .map(
                i ->
                    (values.get(i) > 0
                            ? ClusterClaims.above(model.features().get(i))
                            : ClusterClaims.below(model.features().get(i)))
                        .words())
            .toList();
    return told.isEmpty()
        ? "Nothing sets three quarters of them apart."
        : "At least three quarters have %s.".formatted(String.join(", and as many ", told));
  }

  /**
   * The customers of a cluster.
   *
   * @param customers how many
   * @param meeting of how many each name is true
   * @param above how many are above the average in each feature
   * @param below how many below it
   */
  private record Members(
      long customers, Map<String, Long> meeting, List<Long> above, List<Long> below) {

    /** Empty where nobody is in the cluster, or nobody knows. */
    Optional<Double> share(String name) {
      Long count = meeting.get(name);
      return count == null || customers == 0
          ? Optional.empty()
          : Optional.of((double) count / customers);
    }

    /** Share on the side of the average where the centre is. */
    double shareBeside(int feature, double centre) {
      long count = (centre > 0 ? above : below).get(feature);
      return customers == 0 ? 0 : (double) count / customers;
    }
  }

  private List<Members> members(ClusterModel model, Dataset<Row> buyers) {
    Map<String, ClusterClaims.Claim> known = new LinkedHashMap<>();
    archetypes.keySet().forEach(name -> claim(name).ifPresent(claim -> known.put(name, claim)));
    List<Column> counts = new ArrayList<>();
    known.values().forEach(claim -> counts.add(count_if(claim.holds())));
    for (ClusterModel.Scale scale : model.features()) {
      counts.add(count_if(ClusterClaims.above(scale).holds()));
      counts.add(count_if(ClusterClaims.below(scale).holds()));
    }
    ClusterAssignment assignment = new ClusterAssignment(model);
    Map<Integer, Row> rows =
        assignment
            .measured(buyers)
            .groupBy(assignment.place().as("place"))
            .agg(count(lit(1)), counts.toArray(Column[]::new))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getInt(0), row -> row));
    return IntStream.range(0, model.centroids().size())
        .mapToObj(place -> members(known.keySet(), model.features().size(), rows.get(place)))
        .toList();
  }

  private static Members members(Set<String> names, int features, @Nullable Row row) {
    if (row == null) {
      List<Long> nobody = Collections.nCopies(features, 0L);
      return new Members(0, Map.of(), nobody, nobody);
    }
    int at = 2;
    Map<String, Long> meeting = new LinkedHashMap<>();
    for (String name : names) {
      meeting.put(name, row.getLong(at++));
    }
    List<Long> above = new ArrayList<>();
    List<Long> below = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      above.add(row.getLong(at++));
      below.add(row.getLong(at++));
    }
    return new Members(row.getLong(1), meeting, above, below);
  }
}
