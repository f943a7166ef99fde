package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * What the name of a cluster says of a customer in it: a name is given only where that is true of
 * most. The playbook says no more than this of a name.
 *
 * @param measures what is measured on the shop
 * @param features scales of the features clustered on
 * @param knowsStages whether customers have a lifecycle stage; without one nothing is said of it
 */
record ClusterClaims(
    ClusterMeasures measures, List<ClusterModel.Scale> features, boolean knowsStages) {

  /**
   * A claim.
   *
   * @param words the claim in words
   * @param holds whether it is true of a customer; never null
   */
  record Claim(String words, Column holds) {

    static Claim of(String words, Column holds) {
      return new Claim(words, coalesce(holds, lit(false)));
    }

    Claim and(Claim other) {
      return new Claim(words + ", " + other.words, holds.and(other.holds));
    }
  }

  private static final Set<String> OF_STAGES =
      Set.of("Champion", "Regular", "Dormant", "Fading Regular");

  private static final int LEAST_TENURE = 90;

  /** Columns of customer_features that claims look at. */
  static final Set<String> COLUMNS =
      Set.of(
          CustomerFeatures.AVERAGE_ORDER_VALUE,
          CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS,
          CustomerFeatures.DISTINCT_CATEGORIES,
          CustomerFeatures.NET_REVENUE,
          CustomerFeatures.ORDERS,
          CustomerFeatures.PURCHASE_DAYS,
          CustomerFeatures.RECENCY_DAYS,
          CustomerFeatures.TENURE_DAYS);

  /** Returns whether a name says something of lifecycle stages. */
  static boolean isOfStages(String name) {
    return OF_STAGES.contains(name);
  }

  /**
   * Returns what a name says; empty where the shop does not know that.
   *
   * @param name a name that is known, or one of somebody's own
   * @param profile the archetype of that name: one's own name says on which side of the average its
   *     strongest trait is
   */
  Optional<Claim> of(String name, Map<String, Double> profile) {
    if (isOfStages(name) && !knowsStages) {
      return Optional.empty();
    }
    return switch (name) {
      case "Champion" ->
          atLeast(CustomerFeatures.NET_REVENUE, measures.muchRevenue())
              .map(claim -> claim.and(often(2)).and(current()));
      case "Regular" -> Optional.of(often(3).and(current()));
      case "Fading Regular" -> Optional.of(often(3).and(gone()));
      case "Dormant" -> Optional.of(gone());
      case "One-Off" ->
          Optional.of(
              Claim.of("purchase_days of 1", col(CustomerFeatures.PURCHASE_DAYS).equalTo(1)));
      case "Newcomer" -> Optional.of(young());
      case "Small Basket" -> small();
      case "Big Spender" -> atLeast(CustomerFeatures.AVERAGE_ORDER_VALUE, measures.largeOrder());
      case "Explorer" ->
          atLeast(
              CustomerFeatures.DISTINCT_CATEGORIES,
              measures.manyCategories().isPresent()
                  ? OptionalDouble.of(Math.max(2, measures.manyCategories().getAsDouble()))
                  : OptionalDouble.empty());
      case "Bargain Hunter" -> Optional.of(discounted());
      default -> own(profile);
    };
  }

  private static Claim often(int days) {
    return Claim.of(
        "purchase_days of %d or more".formatted(days),
        col(CustomerFeatures.PURCHASE_DAYS).geq(days));
  }

  private static Claim current() {
    return Claim.of(
        "Just Ordered or Active",
        col(CustomerSegments.LIFECYCLE).isin(Lifecycle.JUST_ORDERED, Lifecycle.ACTIVE));
  }

  private static Claim gone() {
    return Claim.of(
        "Slipping Away or Lost",
        col(CustomerSegments.LIFECYCLE).isin(Lifecycle.SLIPPING_AWAY, Lifecycle.LOST));
  }

  private Claim young() {
    double most = Math.max(LEAST_TENURE, 2 * measures.meanGap());
    return Claim.of(
        "tenure_days of %s or less".formatted(Person.number(most)),
        col(CustomerFeatures.TENURE_DAYS).leq(lit(most)));
  }

  private Optional<Claim> small() {
    return measures.middleOrder().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Claim.of(
                "average_order_value below %s"
                    .formatted(Person.number(measures.middleOrder().getAsDouble())),
                col(CustomerFeatures.AVERAGE_ORDER_VALUE)
                    .lt(lit(measures.middleOrder().getAsDouble()))));
  }

  private static Claim discounted() {
    Column discounted = col(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS);
    return Claim.of(
        "at least half of the orders clearly discounted",
        discounted.multiply(2).geq(col(CustomerFeatures.ORDERS)));
  }

  private static Optional<Claim> atLeast(String column, OptionalDouble cut) {
    return cut.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Claim.of(
                "%s of %s or more".formatted(column, Person.number(cut.getAsDouble())),
                col(column).cast("double").geq(lit(cut.getAsDouble()))));
  }

  /** A name without a trait among the features says nothing that could be held against anything. */
  private Optional<Claim> own(Map<String, Double> profile) {
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    String strongest = Archetypes.strongest(profile);
    boolean isMore = profile.getOrDefault(strongest, 0.0) > 0;
    return features.stream()
        .filter(scale -> scale.feature().equals(strongest))
        .findFirst()
        .map(scale -> isMore ? above(scale) : below(scale));
  }

  /** Above where the average buyer is. */
  static Claim above(ClusterModel.Scale scale) {
    return Claim.of(
        "%s above %s".formatted(scale.feature(), Person.number(ClusterSpace.average(scale))),
        col(scale.feature()).isNotNull().and(ClusterSpace.standardised(scale).gt(0)));
  }

  /** Below where the average buyer is. */
  static Claim below(ClusterModel.Scale scale) {
    return Claim.of(
        "%s below %s".formatted(scale.feature(), Person.number(ClusterSpace.average(scale))),
        col(scale.feature()).isNotNull().and(ClusterSpace.standardised(scale).lt(0)));
  }
}
