package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What happens to clusters when they are fitted again, and how their number is chosen. */
class ClustersRefitTest {
  private static final String[] QUICK = {"starts=1", "max-iterations=20", "k=4"};
  private static final List<Shopper> BEFORE = Shopper.crowd(300, 21);
  private static final List<Shopper> AFTER = Shopper.crowd(400, 22);
  private static final Dataset<Row> CROWD = staged(BEFORE);
  private static final Dataset<Row> LATER = staged(AFTER);
  private static final FamilyModel FIRST = family(QUICK).fit(CROWD, DATE).model();

  @Test
  void aRefitGoesOnFromTheCentroidsThatStandInTheirSpaceAndUnderTheirNames() {
    ClusterModel before = model(FIRST);
    ClusterModel after = model(refit(Standing.Change.ANY, "refit-limit=0"));

    assertThat(after.features()).isEqualTo(before.features());
    assertThat(after.centroids())
        .extracting(ClusterModel.Centroid::name)
        .containsExactlyElementsOf(
            before.centroids().stream().map(ClusterModel.Centroid::name).toList());
    List<double[]> points =
        AFTER.stream()
            .filter(shopper -> shopper.values().get("recency_days") != null)
            .map(shopper -> point(before, shopper))
            .toList();
    List<double[]> expected = lloyd(points, centres(before));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(centres(after).get(i)).containsExactly(expected.get(i), offset(1e-9));
    }
  }

  @Test
  void aRefitThatMovesTooManyIsRefusedAndSaysSo() {
    FittedFamily refused = refit(Standing.Change.LIMITED, "refit-limit=0.001");
    FittedFamily forced = refit(Standing.Change.ANY, "refit-limit=0.001");
    FittedFamily accepted = refit(Standing.Change.LIMITED, "refit-limit=1");

    long moved = differing(restored(FIRST), forced);
    long buyers = LATER.filter("purchase_days > 0").count();
    assertThat(moved).isGreaterThan(1);
    assertThat(comparison(refused)).isEqualTo(comparison(moved, buyers, "REFUSED", refused));
    assertThat(comparison(forced)).isEqualTo(comparison(moved, buyers, "FORCED", refused));
    assertThat(comparison(accepted)).isEqualTo(comparison(moved, buyers, "ACCEPTED", refused));
    assertThat(differing(restored(FIRST), refused)).isZero();
    assertThat(centres(model(accepted)))
        .usingRecursiveComparison()
        .isEqualTo(centres(model(forced)));
    assertThat(refused.notes())
        .containsExactly(
            "The clusters of 2025-03-31 stay: fitting them again on 2025-04-30 would have moved"
                + " %.1f%% of the buyers, above families.clusters.refit-limit (0.1%%). --refit accepts it."
                    .formatted(100.0 * moved / buyers));
    assertThat(forced.notes()).isEmpty();
    assertThat(accepted.notes()).isEmpty();
  }

  @Test
  void theSizesAndTheSilhouetteAreThoseOfTheNewSample() {
    FittedFamily refused = refit(Standing.Change.LIMITED, "refit-limit=0");
    Map<String, Long> sizes = new HashMap<>();
    restored(FIRST)
        .assign(LATER)
        .filter("purchase_days > 0")
        .select("cluster")
        .collectAsList()
        .forEach(row -> sizes.merge(row.getString(0), 1L, Long::sum));

    assertThat(model(refused).centroids())
        .allSatisfy(
            centroid ->
                assertThat(centroid.customers())
                    .isEqualTo(sizes.getOrDefault(centroid.name(), 0L)));
    assertThat(model(refused).silhouette()).isBetween(-1.0, 1.0).isNotEqualTo(0.0);
  }

  @Test
  void theNumberOfClustersIsTheOneThatSeparatesBest() {
    Random random = new Random(4);
    List<Shopper> groups = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      int group = i % 3;
      groups.add(
          Shopper.buyer("c" + i, 1 + 10 * group, 9, 1 + 150 * ((group + 1) % 3))
              .withRevenue(100 + 3000 * group + random.nextInt(20) + ".00"));
    }
    ClusterModel chosen =
        model(
            family("starts=2", "max-iterations=20", "choose-k.from=2", "choose-k.to=5")
                .fit(Shopper.rows(groups), DATE));

    assertThat(chosen.requested()).isEqualTo(3);
    assertThat(chosen.centroids()).extracting(ClusterModel.Centroid::customers).containsOnly(80L);
    assertThat(chosen.candidates())
        .extracting(ClusterModel.Candidate::k)
        .containsExactly(2, 3, 4, 5);
    assertThat(chosen.candidates().get(1).stability()).isEqualTo(1.0);
    assertThat(chosen.candidates().get(1).silhouette()).isGreaterThan(0.95);
  }

  private static FittedFamily refit(Standing.Change change, String limit) {
    String[] keys = Arrays.copyOf(QUICK, QUICK.length + 1);
    keys[QUICK.length] = limit;
    return family(keys).refit(FitBase.of(LATER), DATE.plusDays(30), new Standing(FIRST, change));
  }

  private static Dataset<Row> staged(List<Shopper> people) {
    Dataset<Row> rows = Shopper.rows(people);
    return new Lifecycle(Shopper.settings().families()).fit(rows, DATE).assign(rows);
  }

  private static Clusters family(String... keys) {
    String[] full = Arrays.stream(keys).map("families.clusters."::concat).toArray(String[]::new);
    var settings = Shopper.settings(full).families().clusters();
    return new Clusters(
        new io.clientele.settings.ClustersSettings(
            settings.enabled(),
            settings.minBuyers(),
            settings.k(),
            settings.choice(),
            settings.refit(),
            settings.refitLimit(),
            settings.sample(),
            settings.training(),
            List.of("recency_days", "purchase_days", "net_revenue"),
            settings.archetypes()));
  }

  private static FittedFamily restored(FamilyModel model) {
    return family(QUICK).restore(model);
  }

  private static ClusterModel model(FittedFamily fitted) {
    return model(fitted.model());
  }

  private static ClusterModel model(FamilyModel model) {
    return ModelJson.read(model, ClusterModel.class);
  }

  private static ClusterModel.Comparison comparison(FittedFamily fitted) {
    return Objects.requireNonNull(model(fitted).refit());
  }

  /** The silhouette of the centroids that stood is that of the refused model, which keeps them. */
  private static ClusterModel.Comparison comparison(
      long moved, long buyers, String outcome, FittedFamily refused) {
    return new ClusterModel.Comparison(
        "2025-03-31",
        buyers,
        moved,
        (double) moved / buyers,
        model(refused).silhouette(),
        ClusterModel.Outcome.valueOf(outcome));
  }

  private static long differing(FittedFamily one, FittedFamily other) {
    Map<String, String> labels = labels(one);
    return labels(other).entrySet().stream()
        .filter(label -> !label.getValue().equals(labels.get(label.getKey())))
        .count();
  }

  private static Map<String, String> labels(FittedFamily fitted) {
    Map<String, String> labels = new HashMap<>();
    fitted
        .assign(LATER)
        .select("customer_id", "cluster")
        .collectAsList()
        .forEach(row -> labels.put(row.getString(0), String.valueOf(row.get(1))));
    return labels;
  }

  private static double[] point(ClusterModel model, Shopper shopper) {
    return model.features().stream()
        .mapToDouble(
            scale -> {
              double own =
                  Double.parseDouble(String.valueOf(shopper.values().get(scale.feature())));
              double value = Math.max(scale.lower(), Math.min(scale.upper(), own));
              return (Math.signum(value) * Math.log1p(Math.abs(value)) - scale.mean())
                  / scale.stddev();
            })
        .toArray();
  }

  private static List<double[]> centres(ClusterModel model) {
    return model.centroids().stream()
        .map(centroid -> centroid.values().stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  /** Plain k-means from given centres, until none moves by 1e-4 or more. */
  private static List<double[]> lloyd(List<double[]> points, List<double[]> start) {
    List<double[]> centres = start;
    for (int iteration = 0; iteration < 20; iteration++) {
      List<double[]> next = new ArrayList<>();
      double furthest = 0;
      for (int k = 0; k < centres.size(); k++) {
        double[] sum = new double[start.get(0).length];
        int members = 0;
        for (double[] point : points) {
          if (nearest(centres, point) == k) {
            members++;
            for (int i = 0; i < sum.length; i++) {
              sum[i] += point[i];
            }
          }
        }
        for (int i = 0; i < sum.length; i++) {
          sum[i] = members == 0 ? centres.get(k)[i] : sum[i] / members;
        }
        furthest = Math.max(furthest, distance(sum, centres.get(k)));
        next.add(sum);
      }
      centres = next;
      if (furthest <= 1e-4) {
        return centres;
      }
    }
    return centres;
  }

  private static int nearest(List<double[]> centres, double[] point) {
    int nearest = 0;
    for (int k = 1; k < centres.size(); k++) {
      if (distance(centres.get(k), point) < distance(centres.get(nearest), point)) {
        nearest = k;
      }
    }
    return nearest;
  }

  private static double distance(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }
}
