package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clusters and the expression that assigns them. */
class ClustersTest {
  private static final Dataset<Row> CROWD = Shopper.rows(Shopper.crowd(4000, 5));

  @Test
  void theExpressionAgreesWithTheLibrarysModel() {
    FittedFamily fitted = family("starts=1", "sample=500", "max-iterations=10").fit(CROWD, DATE);
    ClusterModel model = model(fitted);
    KMeansModel library = library(model);
    int compared = 0;
    for (Row row : fitted.assign(CROWD).filter("purchase_days > 0").collectAsList()) {
      Vector point = point(model, row);
      double[] distances = sortedDistances(model, point);
      if (distances[1] - distances[0] > 1e-6 * distances[1]) {
        compared++;
        assertThat(row.<String>getAs("cluster"))
            .isEqualTo(model.centroids().get(library.predict(point)).name());
        assertThat(row.<Double>getAs("cluster_distance")).isEqualTo(distances[0], offset(1e-9));
      }
    }
    assertThat(compared).isGreaterThan(3000);
    assertThat(model.centroids()).hasSize(6);
    assertThat(model.centroids()).extracting(ClusterModel.Centroid::name).doesNotHaveDuplicates();
    assertThat(fitted.model().n()).isEqualTo(500);
  }

  @Test
  void centroidsDoNotDependOnPartitions() {
    Clusters family = family("starts=1", "sample=1000", "max-iterations=10");
    FamilyModel one = family.fit(CROWD.coalesce(1), DATE).model();

    assertThat(family.fit(CROWD.repartition(2), DATE).model()).isEqualTo(one);
    assertThat(family.fit(CROWD.repartition(200), DATE).model()).isEqualTo(one);
  }

  @Test
  void atEqualDistanceTheFirstCentroidWins() {
    ClusterModel model =
        new ClusterModel(
            2,
            2,
            0,
            0.5,
            List.of(new ClusterModel.Scale("recency_days", 0, 9, 0, 0, 1)),
            List.of(
                new ClusterModel.Centroid("Right", 1, List.of(1.0), "", 1.0),
                new ClusterModel.Centroid("Left", 1, List.of(-1.0), "", 1.0)),
            List.of(),
            ClusterModel.Naming.NONE,
            null);
    FittedFamily fitted =
        family().restore(new FamilyModel("clusters", "k-means", DATE, ModelJson.write(model), 2));

    assertThat(clusters(fitted, buyer("even", 1, 1, 0), buyer("right", 1, 1, 1), prospect("p")))
        .containsExactly("even Right 1.0", "p null null", "right Right 0.306853");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "6, 6", "9, 6"})
  void fewerDifferentCustomersGiveFewerClusters(int different, int clusters) {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p")));
    for (int i = 0; i < 60; i++) {
      int kind = i % different;
      shop.add(buyer("c" + i, 1 + kind * kind, 1, 5));
    }

    FittedFamily fitted = family("starts=1").fit(Shopper.rows(shop), DATE);

    assertThat(model(fitted).centroids()).hasSize(clusters);
    assertThat(fitted.model().n()).isEqualTo(60);
    assertThat(
            fitted
                .assign(Shopper.rows(shop))
                .filter("purchase_days > 0")
                .select("cluster")
                .distinct()
                .collectAsList())
        .hasSize(clusters)
        .noneMatch(row -> row.isNullAt(0));
  }

  @Test
  void withoutBuyersThereAreNoClusters() {
    FittedFamily fitted = family().fit(Shopper.rows(List.of(prospect("p"))), DATE);

    assertThat(model(fitted)).isEqualTo(ClusterModel.empty(6, 0));
    assertThat(clusters(fitted, prospect("p"), buyer("q", 1, 1, 5)))
        .containsExactly("p null null", "q null null");
  }

  @ParameterizedTest
  @CsvSource({"49, 0", "50, 6"})
  void ofFewBuyersThereAreNoClusters(int buyers, int clusters) {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p"), prospect("q")));
    Shopper.crowd(100, 3).stream()
        .filter(shopper -> shopper.values().get("recency_days") != null)
        .limit(buyers)
        .forEach(shop::add);
    FittedFamily fitted = family("starts=1").fit(staged(Shopper.rows(shop)), DATE);

    assertThat(model(fitted).centroids()).hasSize(clusters);
    assertThat(fitted.notes())
        .isEqualTo(
            clusters > 0
                ? List.of()
                : List.of(
                    "The shop has 49 buyers, fewer than families.clusters.min-buyers (50): there are"
                        + " no clusters."));
    assertThat(fitted.assign(Shopper.rows(shop)).filter("cluster is not null").count())
        .isEqualTo(clusters > 0 ? buyers : 0);
  }

  /**
   * A hundred and twenty people and one of 300 orders: the second largest counts as the largest.
   */
  @Test
  void featuresAreWinsorisedAndAMissingGapIsTheShops() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 1; i <= 120; i++) {
      Shopper shopper = buyer("b" + i, i <= 60 ? 1 : 2, 10, 5);
      shop.add(i <= 60 ? shopper : shopper.with("gap_mean_days", 10.0));
    }
    shop.add(buyer("till", 301, 2, 0).with("gap_mean_days", 2.0));

    List<ClusterModel.Scale> scales =
        model(family("starts=1").fit(Shopper.rows(shop), DATE)).features();

    ClusterModel.Scale days = scales.get(1);
    assertThat(days.feature()).isEqualTo("purchase_days");
    assertThat(days.lower()).isEqualTo(1);
    assertThat(days.upper()).isEqualTo(2);
    assertThat(days.missing()).isEqualTo((60 + 61 * 2) / 121.0, offset(1e-12));
    assertThat(days.mean()).isEqualTo((60 * Math.log(2) + 61 * Math.log(3)) / 121, offset(1e-12));
    ClusterModel.Scale gaps =
        scales.stream().filter(s -> s.feature().equals("gap_mean_days")).findFirst().orElseThrow();
    // Of 61 who have one the second smallest and largest are 10; the shop's mean weighs them.
    assertThat(gaps.lower()).isEqualTo(10);
    assertThat(gaps.upper()).isEqualTo(10);
    assertThat(gaps.missing()).isEqualTo((600 + 2.0) / 61, offset(1e-12));
  }

  @Test
  void aFeatureThatNobodyHasIsLeftOut() {
    Dataset<Row> shop =
        Shopper.rows(
            Shopper.crowd(200, 3).stream()
                .map(shopper -> shopper.without("net_revenue").without("discount_share"))
                .toList());

    FittedFamily fitted = family("starts=1").fit(shop, DATE);

    assertThat(model(fitted).features())
        .extracting(ClusterModel.Scale::feature)
        .containsExactly(
            "recency_days",
            "purchase_days",
            "average_order_value",
            "average_basket_items",
            "gap_mean_days",
            "distinct_categories");
    assertThat(model(fitted).centroids())
        .extracting(ClusterModel.Centroid::name)
        .doesNotContain("Bargain Hunter");
    assertThat(fitted.assign(shop).filter("purchase_days > 0 and cluster is null").count())
        .isZero();
  }

  private static Clusters family(String... keys) {
    String[] full = Arrays.stream(keys).map("families.clusters."::concat).toArray(String[]::new);
    return new Clusters(Shopper.settings(full).families().clusters());
  }

  private static Dataset<Row> staged(Dataset<Row> rows) {
    return new Lifecycle(Shopper.settings().families()).fit(rows, DATE).assign(rows);
  }

  private static ClusterModel model(FittedFamily fitted) {
    return ModelJson.read(fitted.model(), ClusterModel.class);
  }

  private static List<String> clusters(FittedFamily fitted, Shopper... shoppers) {
    return fitted
        .assign(Shopper.rows(List.of(shoppers)))
        .orderBy("customer_id")
        .selectExpr("customer_id", "cluster", "round(cluster_distance, 6)")
        .collectAsList()
        .stream()
        .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .toList();
  }

  private static KMeansModel library(ClusterModel model) {
    org.apache.spark.mllib.linalg.Vector[] centres =
        model.centroids().stream()
            .map(centroid -> org.apache.spark.mllib.linalg.Vectors.dense(array(centroid)))
            .toArray(org.apache.spark.mllib.linalg.Vector[]::new);
    return new KMeansModel("library", new org.apache.spark.mllib.clustering.KMeansModel(centres));
  }

  private static double[] array(ClusterModel.Centroid centroid) {
    return centroid.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Vector point(ClusterModel model, Row row) {
    double[] values =
        model.features().stream()
            .mapToDouble(
                scale -> {
                  int index = row.fieldIndex(scale.feature());
                  double value =
                      row.isNullAt(index)
                          ? scale.missing()
                          : Double.parseDouble(String.valueOf(row.get(index)));
                  value = Math.max(scale.lower(), Math.min(scale.upper(), value));
                  double squeezed = Math.signum(value) * Math.log1p(Math.abs(value));
                  return scale.stddev() == 0 ? 0 : (squeezed - scale.mean()) / scale.stddev();
                })
            .toArray();
    return Vectors.dense(values);
  }

  private static double[] sortedDistances(ClusterModel model, Vector point) {
    return model.centroids().stream()
        .mapToDouble(centroid -> Math.sqrt(Vectors.sqdist(Vectors.dense(array(centroid)), point)))
        .sorted()
        .toArray();
  }
}
