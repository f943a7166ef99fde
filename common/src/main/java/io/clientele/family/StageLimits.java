package io.clientele.family;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The longest recency of each lifecycle stage, in days. They are expressions and no columns of the
 * customers: what reads another column of the same row is one more copy of it, and Spark works out
 * once what an expression says twice.
 *
 * @param families the settings
 * @param numbers what lifecycle fitted
 * @param gap the customer's expected gap in days, null without one
 */
record StageLimits(FamiliesSettings families, StageNumbers numbers, Column gap) {

  /** Returns the stage by the limits. */
  Column stage() {
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    return when(Occasions.isBuyer().equalTo(false), Lifecycle.PROSPECT)
        .when(isJustOrdered(), Lifecycle.JUST_ORDERED)
        .when(recency.leq(active()), Lifecycle.ACTIVE)
        .when(recency.leq(slippingAway()), Lifecycle.SLIPPING_AWAY)
        .otherwise(Lifecycle.LOST);
  }

  Column isJustOrdered() {
    return col(CustomerFeatures.RECENCY_DAYS).leq(justOrdered());
  }

  /** Returns the days until the limit of the stage is passed; null for Lost and for Prospects. */
  Column daysLeft() {
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    Column limit =
        when(Occasions.isBuyer().equalTo(false), lit(null).cast(DataTypes.LongType))
            .when(isJustOrdered(), justOrdered())
            .when(recency.leq(active()), active())
            .when(recency.leq(slippingAway()), slippingAway());
    return limit.minus(recency).plus(1).cast("int");
  }

  /** Returns the day on which Lost began; null in other stages and for Prospects. */
  Column lostSince() {
    return when(
        Occasions.isBuyer().and(col(CustomerFeatures.RECENCY_DAYS).gt(slippingAway())),
        lostAfter(slippingAway()));
  }

  /** Returns the day on which Lost begins after so many days without a purchase. */
  static Column lostAfter(Column days) {
    return date_add(col(CustomerFeatures.LAST_ORDER_DATE), days.plus(1).cast("int"));
  }

  private LifecycleSettings settings() {
    return families.lifecycle();
  }

  /** Returns the limit of Just Ordered. */
  Column justOrdered() {
    return switch (numbers.method()) {
      case RHYTHM, MODEL -> ceil(least(lit((double) settings().justOrderedDays()), gap));
      case SHOP -> lit((long) settings().justOrderedDays());
      case FIXED -> lit((long) settings().fixed().justOrdered());
    };
  }

  /** Returns the limit of Active. */
  Column active() {
    return switch (numbers.method()) {
      case RHYTHM, MODEL -> greatest(justOrdered(), ceil(numbers.spread().multiply(waited())));
      case SHOP -> greatest(justOrdered(), numbers.once());
      case FIXED -> lit((long) settings().fixed().active());
    };
  }

  /** Returns the limit of Slipping Away. */
  Column slippingAway() {
    return switch (numbers.method()) {
      case RHYTHM, MODEL -> greatest(active(), ceil(numbers.twice().multiply(waited())));
      case SHOP -> greatest(active(), numbers.further());
      case FIXED -> lit((long) settings().fixed().slippingAway());
    };
  }

  /**
   * The more often someone has come back, the longer we wait: W, in days. Where gaps are alike, who
   * comes back often is no later than others.
   */
  private Column waited() {
    return gap.multiply(patience(families, numbers.patience()));
  }

  /** Returns W / G. */
  static Column patience(FamiliesSettings families, Column power) {
    Column stretch =
        least(
            sqrt(Occasions.ever(families.count()).cast("double")),
            lit(families.lifecycle().maxPatience()));
    return pow(stretch, power);
  }
}
