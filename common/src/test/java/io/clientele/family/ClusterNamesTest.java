package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Names are true of those who bear them: counted again, a customer at a time. */
class ClusterNamesTest {
  private static final Dataset<Row> STAGED = staged(Shopper.rows(Shopper.crowd(1500, 8)));

  @Test
  void aNameIsTrueOfThreeQuartersOrNotGiven() {
    Clusters family = family();
    FittedFamily fitted = family.fit(STAGED, DATE);
    List<Row> buyers = fitted.assign(STAGED).filter("purchase_days > 0").collectAsList();
    double revenue = quantile(buyers, "net_revenue", 0.75);
    double order = quantile(buyers, "average_order_value", 0.5);
    double gap = ShopGaps.meanDaysOf(STAGED);
    int named = 0;
    for (ClusterModel.Centroid cluster : model(fitted).centroids()) {
      List<Row> members =
          buyers.stream()
              .filter(row -> row.<String>getAs("cluster").equals(cluster.name()))
              .toList();
      if (cluster.meets() != null) {
        named++;
        long meeting =
            members.stream()
                .filter(row -> isTrue(cluster.name(), row, revenue, order, gap))
                .count();
        assertThat(cluster.meets()).isGreaterThanOrEqualTo(0.75);
        assertThat(cluster.meets())
            .as(cluster.name())
            .isEqualTo((double) meeting / members.size(), offset(1e-12));
      }
    }
    assertThat(named).isBetween(2, 6);
  }

  private static boolean isTrue(String name, Row row, double revenue, double order, double gap) {
    long days = row.getAs("purchase_days");
    boolean isCurrent = Set.of("Just Ordered", "Active").contains(row.<String>getAs("lifecycle"));
    return switch (name) {
      case "Champion" -> number(row, "net_revenue") >= revenue && days >= 2 && isCurrent;
      case "Regular" -> days >= 3 && isCurrent;
      case "Fading Regular" -> days >= 3 && !isCurrent;
      case "Dormant" -> !isCurrent;
      case "One-Off" -> days == 1;
      case "Newcomer" -> number(row, "tenure_days") <= Math.max(90, 2 * gap);
      case "Small Basket" -> number(row, "average_order_value") < order;
      case "Big Spender" ->
          number(row, "average_order_value")
              >= quantile(
                  STAGED.filter("purchase_days > 0").collectAsList(), "average_order_value", 0.75);
      case "Explorer" ->
          number(row, "distinct_categories")
              >= quantile(
                  STAGED.filter("purchase_days > 0").collectAsList(), "distinct_categories", 0.75);
      case "Bargain Hunter" ->
          2 * number(row, "clearly_discounted_orders") >= number(row, "orders");
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  void aGroupSaysWhatSetsItApart() {
    List<String> keys = new ArrayList<>(List.of("k=2", "features=[recency_days, purchase_days]"));
    // Of these nobody knows whether they are true.
    keys.add("archetypes.Mine.discount_share=1");
    keys.add("archetypes.Yours.discount_share=1");
    Shopper.settings().families().clusters().archetypes().keySet().stream()
        .map("archetypes.\"%s\"=null"::formatted)
        .forEach(keys::add);
    FittedFamily fitted = family(keys.toArray(String[]::new)).fit(STAGED, DATE);

    for (ClusterModel.Centroid cluster : model(fitted).centroids()) {
      assertThat(cluster.meets()).isNull();
      assertThat(cluster.name()).matches("Group [12]");
      assertAbout(
          cluster.about(),
          fitted.assign(STAGED).filter(functions.col("cluster").equalTo(cluster.name())));
    }
    assertThat(Clusters.groups(fitted.model()).keySet()).containsExactly("Group 1", "Group 2");
  }

  /** Each part of the text, as a condition, holds for three quarters. */
  private static void assertAbout(String about, Dataset<Row> members) {
    String conditions =
        about
            .replaceAll("^At least three quarters have |[.]$", "")
            .replace(" above ", " > ")
            .replace(" below ", " < ");
    for (String condition : conditions.split(", and as many ", -1)) {
      assertThat((double) members.filter(condition).count() / members.count())
          .as(about)
          .isGreaterThanOrEqualTo(0.75);
    }
  }

  @Test
  void withoutLifecycleNoNameTellsOfAStage() {
    FittedFamily fitted = family().fit(STAGED.drop("lifecycle"), DATE);

    assertThat(model(fitted).centroids())
        .extracting(ClusterModel.Centroid::name)
        .doesNotContain("Champion", "Regular", "Dormant", "Fading Regular");
    assertThat(fitted.notes())
        .containsExactly(
            "Lifecycle was off when clusters were named on 2025-03-31: none has a name that tells of"
                + " a stage.");
  }

  /** A name is kept down to three fifths, and a group keeps its number. */
  @Test
  void aRefitTakesANameAwayThatIsTrueOfTooFew() {
    Clusters family = family();
    FamilyModel first = family.fit(STAGED, DATE).model();
    Dataset<Row> later = STAGED.withColumn("lifecycle", functions.lit("Active"));

    FittedFamily refitted =
        family.refit(
            FitBase.of(later), DATE.plusDays(30), new Standing(first, Standing.Change.LIMITED));

    // Everybody is Active now, and nothing else has changed.
    int place = names(model(first)).indexOf("Dormant");
    assertThat(place).isNotNegative();
    assertThat(names(model(refitted)).get(place)).isEqualTo("Group " + (place + 1));
    assertThat(refitted.notes())
        .containsExactly(
            "The cluster Dormant is called Group %d from 2025-04-30 on: what its name says is true of 0.0%% of its customers."
                .formatted(place + 1));
    assertThat(refitted.assign(later).filter("cluster = 'Dormant'").count()).isZero();
    FittedFamily kept =
        family.refit(
            FitBase.of(STAGED), DATE.plusDays(30), new Standing(first, Standing.Change.LIMITED));
    assertThat(names(model(kept))).isEqualTo(names(model(first)));
  }

  private static List<String> names(ClusterModel model) {
    return model.centroids().stream().map(ClusterModel.Centroid::name).toList();
  }

  private static double number(Row row, String column) {
    return Double.parseDouble(String.valueOf(row.<Object>getAs(column)));
  }

  private static double quantile(List<Row> rows, String column, double share) {
    List<Double> sorted = rows.stream().map(row -> number(row, column)).sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static Dataset<Row> staged(Dataset<Row> rows) {
    return new Lifecycle(Shopper.settings().families()).fit(rows, DATE).assign(rows).persist();
  }

  private static Clusters family(String... keys) {
    String[] full =
        Stream.concat(Stream.of(keys), Stream.of("starts=2", "max-iterations=20", "refit-limit=1"))
            .map("families.clusters."::concat)
            .toArray(String[]::new);
    return new Clusters(Shopper.settings(full).families().clusters());
  }

  private static ClusterModel model(FittedFamily fitted) {
    return model(fitted.model());
  }

  private static ClusterModel model(FamilyModel model) {
    return ModelJson.read(model, ClusterModel.class);
  }
}
