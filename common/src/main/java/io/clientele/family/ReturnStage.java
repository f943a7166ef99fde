package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.ReturnCuts;
import io.clientele.settings.ReturnStages;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle stage by the probability of a purchase in the next 90 days; by the limits of method
 * rhythm where a buyer has none.
 *
 * @param stages where stages end
 * @param meanReturn mean return probability over buyers on the fit date
 * @param limits those of method rhythm
 */
record ReturnStage(ReturnStages stages, double meanReturn, StageLimits limits) {
  private static final String MODEL = "model";
  private static final String RHYTHM = "rhythm";
  private static final long BILLION = 1_000_000_000L;

  /**
   * Returns the mean return probability over buyers, each rounded to 9 digits so that no order of
   * rows matters; null where there is none.
   */
  static @Nullable Double meanOf(Dataset<Row> customers) {
    if (!isKnown(customers)) {
      return null;
    }
    Column returns = col(CustomerSegments.RETURN_PROBABILITY_90D);
    Row sums =
        customers.agg(sum(round(returns.multiply(BILLION)).cast("bigint")), count(returns)).head();
    return sums.isNullAt(0) ? null : (double) sums.getLong(0) / BILLION / sums.getLong(1);
  }

  /** Adds stage, method and days until the next stage to customers. */
  Dataset<Row> with(Dataset<Row> customers) {
    if (!isKnown(customers)) {
      return Added.to(
          customers,
          Map.of(
              CustomerSegments.LIFECYCLE, limits.stage(),
              CustomerSegments.LIFECYCLE_METHOD, lit(RHYTHM),
              CustomerSegments.DAYS_UNTIL_NEXT_STAGE, limits.daysLeft(),
              CustomerSegments.LOST_SINCE, limits.lostSince()));
    }
    Column isPredicted = col(CustomerSegments.RETURN_PROBABILITY_90D).isNotNull();
    Column isUnpredicted = Occasions.isBuyer().and(isPredicted.equalTo(false));
    return customers
        .withColumn(
            CustomerSegments.LIFECYCLE, when(isPredicted, stage()).otherwise(limits.stage()))
        .withColumn(
            CustomerSegments.LIFECYCLE_METHOD, when(isUnpredicted, RHYTHM).otherwise(lit(MODEL)))
        .withColumn(
            CustomerSegments.DAYS_UNTIL_NEXT_STAGE,
            when(
                    isPredicted.and(
                        col(CustomerSegments.LIFECYCLE).notEqual(Lifecycle.JUST_ORDERED)),
                    daysUntilBelow(model(customers)))
                .otherwise(limits.daysLeft()))
        .withColumn(
            CustomerSegments.LOST_SINCE,
            when(isPredicted, lostSince(model(customers))).otherwise(limits.lostSince()));
  }

  /** The day on which the probability passed the last cut, counted from the last purchase. */
  private Column lostSince(Optional<PurchaseModel> model) {
    if (model.isEmpty()) {
      return lit(null).cast("date");
    }
    Column tenure = col(CustomerFeatures.TENURE_DAYS);
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    Column days =
        daysUntil(
            model.get(),
            cut(stages.slippingAway()),
            lit(0),
            greatest(tenure.minus(recency), lit(0)));
    return when(
        col(CustomerSegments.LIFECYCLE).equalTo(Lifecycle.LOST),
        StageLimits.lostAfter(greatest(days.minus(1), limits.justOrdered())));
  }

  private static boolean isKnown(Dataset<Row> customers) {
    return Arrays.asList(customers.columns()).contains(CustomerSegments.RETURN_PROBABILITY_90D);
  }

  private Column stage() {
    Column returns = col(CustomerSegments.RETURN_PROBABILITY_90D);
    return when(limits.isJustOrdered(), Lifecycle.JUST_ORDERED)
        .when(returns.geq(lit(cut(stages.active()))), Lifecycle.ACTIVE)
        .when(returns.geq(lit(cut(stages.slippingAway()))), Lifecycle.SLIPPING_AWAY)
        .otherwise(Lifecycle.LOST);
  }

  private double cut(double least) {
    return stages.cuts() == ReturnCuts.SHARE ? least * meanReturn : least;
  }

  /**
   * Days until the probability, which falls with every day of waiting, passes the cut of the
   * present stage. It has no closed form after a repeat purchase, so a function halves the days:
   * some twenty probabilities, a few microseconds a customer, and with method model alone.
   */
  private Column daysUntilBelow(Optional<PurchaseModel> model) {
    if (model.isEmpty()) {
      return lit(null).cast("int");
    }
    Column stage = col(CustomerSegments.LIFECYCLE);
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    Column tenure = col(CustomerFeatures.TENURE_DAYS);
    return when(
            stage.equalTo(Lifecycle.ACTIVE),
            daysUntil(model.get(), cut(stages.active()), recency, tenure))
        .when(
            stage.equalTo(Lifecycle.SLIPPING_AWAY),
            daysUntil(model.get(), cut(stages.slippingAway()), recency, tenure));
  }

  private static Column daysUntil(
      PurchaseModel model, double cut, Column recencyDays, Column tenureDays) {
    double weeks = PredictionScores.DAYS / PurchaseHistory.DAYS_PER_WEEK;
    UDF3<Long, Integer, Integer, @Nullable Integer> days =
        (purchaseDays, recency, tenure) -> {
          OptionalInt until =
              model.daysUntilBelow(
                  cut, PurchaseHistory.ofDays(purchaseDays, recency, tenure), weeks);
          return until.isPresent() ? until.getAsInt() : null;
        };
    return udf(days, DataTypes.IntegerType)
        .apply(
            greatest(col(CustomerFeatures.PURCHASE_DAYS), lit(1L)),
            coalesce(recencyDays, lit(0)),
            coalesce(tenureDays, lit(0)));
  }

  private static Optional<PurchaseModel> model(Dataset<Row> customers) {
    return PredictionModel.Purchases.from(
        customers.schema().apply(CustomerSegments.RETURN_PROBABILITY_90D).metadata());
  }
}
