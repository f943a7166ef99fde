package io.clientele.family;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The longest recency of each lifecycle stage, in days, as columns of a customer.
 *
 * @param families the settings
 * @param parameters what lifecycle fitted
 */
record StageLimits(FamiliesSettings families, Lifecycle.Parameters parameters) {
  private static final String JUST_ORDERED = "just_ordered_limit";
  private static final String ACTIVE = "active_limit";
  private static final String SLIPPING = "slipping_limit";

  /** The columns that {@link #with} adds. */
  static final String[] COLUMNS = {JUST_ORDERED, ACTIVE, SLIPPING};

  /** Adds the limits to customers who have their expected gap. */
  Dataset<Row> with(Dataset<Row> customers) {
    return customers
        .withColumn(JUST_ORDERED, justOrdered())
        .withColumn(ACTIVE, active())
        .withColumn(SLIPPING, slippingAway());
  }

  /** Returns the stage by the limits. */
  static Column stage() {
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    return when(Occasions.isBuyer().equalTo(false), Lifecycle.PROSPECT)
        .when(isJustOrdered(), Lifecycle.JUST_ORDERED)
        .when(recency.leq(col(ACTIVE)), Lifecycle.ACTIVE)
        .when(recency.leq(col(SLIPPING)), Lifecycle.SLIPPING_AWAY)
        .otherwise(Lifecycle.LOST);
  }

  static Column isJustOrdered() {
    return col(CustomerFeatures.RECENCY_DAYS).leq(col(JUST_ORDERED));
  }

  /** Returns the days until the limit of the present stage is passed; null for Lost. */
  static Column daysLeft() {
    Column stage = col(CustomerSegments.LIFECYCLE);
    Column limit =
        when(stage.equalTo(Lifecycle.JUST_ORDERED), col(JUST_ORDERED))
            .when(stage.equalTo(Lifecycle.ACTIVE), col(ACTIVE))
            .when(stage.equalTo(Lifecycle.SLIPPING_AWAY), col(SLIPPING));
    return limit.minus(col(CustomerFeatures.RECENCY_DAYS)).plus(1).cast("int");
  }

  private LifecycleSettings settings() {
    return families.lifecycle();
  }

  private Column justOrdered() {
    return switch (parameters.method()) {
      case RHYTHM, MODEL ->
          ceil(
              least(
                  lit((double) settings().justOrderedDays()),
                  col(CustomerSegments.EXPECTED_GAP_DAYS)));
      case SHOP -> lit((long) settings().justOrderedDays());
      case FIXED -> lit((long) settings().fixed().justOrdered());
    };
  }

  private Column active() {
    return switch (parameters.method()) {
      case RHYTHM, MODEL ->
          greatest(col(JUST_ORDERED), ceil(lit(parameters.spread()).multiply(patience())));
      case SHOP -> greatest(col(JUST_ORDERED), deviations(1));
      case FIXED -> lit((long) settings().fixed().active());
    };
  }

  private Column slippingAway() {
    return switch (parameters.method()) {
      case RHYTHM, MODEL -> {
        double twice = parameters.spread() * parameters.spread();
        yield greatest(col(ACTIVE), ceil(lit(twice).multiply(patience())));
      }
      case SHOP -> greatest(col(ACTIVE), deviations(2));
      case FIXED -> lit((long) settings().fixed().slippingAway());
    };
  }

  /** The more often someone has come back, the longer we wait: W, in days. */
  private Column patience() {
    Column stretch =
        least(sqrt(Occasions.ever(families.count()).cast("double")), lit(settings().maxPatience()));
    return col(CustomerSegments.EXPECTED_GAP_DAYS).multiply(stretch);
  }

  private Column deviations(int count) {
    ShopGaps shop = parameters.shop();
    return lit((long) Math.ceil(shop.meanDays() + count * shop.stddevDays()));
  }
}
