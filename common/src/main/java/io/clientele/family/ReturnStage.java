package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import io.clientele.prediction.Season;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.ReturnCuts;
import io.clientele.settings.ReturnStages;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
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

  /** What stages look ahead by. */
  static final double WEEKS = PredictionScores.DAYS / PurchaseHistory.DAYS_PER_WEEK;

  /**
   * Returns the mean return probability over buyers, each rounded to 9 digits so that no order of
   * rows matters; null where there is none.
   */
  static @Nullable Double meanOf(Dataset<Row> customers) {
    if (!isKnown(customers)) {
      return null;
    }
    Column returns = returns(reading(customers));
    return mean(customers.agg(sumOf(returns), count(returns)).head());
  }

  /**
   * Returns the same by group.
   *
   * @param returns the probability; never null
   * @param group a whole number
   */
  static Map<Integer, Double> meansOf(Dataset<Row> buyers, Column returns, Column group) {
    Map<Integer, Double> means = new HashMap<>();
    for (Row row :
        buyers
            .groupBy(group.as("group"))
            .agg(sumOf(returns).as("sum"), count(returns).as("count"))
            .select("sum", "count", "group")
            .collectAsList()) {
      Double mean = mean(row);
      if (mean != null) {
        means.put(row.getInt(2), mean);
      }
    }
    return means;
  }

  private static Column sumOf(Column returns) {
    return sum(round(returns.multiply(BILLION)).cast("bigint"));
  }

  private static @Nullable Double mean(Row sums) {
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
    Optional<PredictionModel.Reading> reading = reading(customers);
    Column isPredicted = col(CustomerSegments.RETURN_PROBABILITY_90D).isNotNull();
    Column isUnpredicted = Occasions.isBuyer().and(isPredicted.equalTo(false));
    return customers
        .withColumn(
            CustomerSegments.LIFECYCLE,
            when(isPredicted, stage(returns(reading))).otherwise(limits.stage()))
        .withColumn(
            CustomerSegments.LIFECYCLE_METHOD, when(isUnpredicted, RHYTHM).otherwise(lit(MODEL)))
        .withColumn(
            CustomerSegments.DAYS_UNTIL_NEXT_STAGE,
            when(
                    isPredicted.and(
                        col(CustomerSegments.LIFECYCLE).notEqual(Lifecycle.JUST_ORDERED)),
                    daysUntilBelow(reading))
                .otherwise(limits.daysLeft()))
        .withColumn(
            CustomerSegments.LOST_SINCE,
            when(isPredicted, lostSince(reading)).otherwise(limits.lostSince()));
  }

  /** The day on which the probability passed the last cut, counted from the last purchase. */
  private Column lostSince(Optional<PredictionModel.Reading> reading) {
    if (reading.isEmpty()) {
      return lit(null).cast("date");
    }
    Column last = reading.get().time().last();
    Column days =
        daysUntil(
            reading.get(),
            cut(stages.slippingAway()),
            last,
            last,
            col(CustomerFeatures.LAST_ORDER_DATE));
    return when(
        col(CustomerSegments.LIFECYCLE).equalTo(Lifecycle.LOST),
        StageLimits.lostAfter(greatest(days.minus(1), limits.justOrdered())));
  }

  private static boolean isKnown(Dataset<Row> customers) {
    return Arrays.asList(customers.columns()).contains(CustomerSegments.RETURN_PROBABILITY_90D);
  }

  /**
   * The probability that falls with every day of waiting: of a purchase in the next 90 days, which
   * are operational ones where the shop has a season. The coming calendar days would let it rise as
   * the season nears.
   */
  static Column returns(Optional<PredictionModel.Reading> reading) {
    return reading
        .filter(known -> known.time().season().isPresent())
        .map(
            known ->
                col(CustomerSegments.P_ALIVE)
                    .multiply(
                        PurchaseOdds.of(known.model(), known.time())
                            .purchaseOfTheLiving(lit(WEEKS))))
        .orElseGet(() -> col(CustomerSegments.RETURN_PROBABILITY_90D));
  }

  private Column stage(Column returns) {
    return stage(limits, returns, lit(cut(stages.active())), lit(cut(stages.slippingAway())));
  }

  /**
   * Returns the stage of a buyer whose probability is known.
   *
   * @param active least probability of Active
   * @param slippingAway least probability of Slipping Away
   */
  static Column stage(StageLimits limits, Column returns, Column active, Column slippingAway) {
    return when(limits.isJustOrdered(), Lifecycle.JUST_ORDERED)
        .when(returns.geq(active), Lifecycle.ACTIVE)
        .when(returns.geq(slippingAway), Lifecycle.SLIPPING_AWAY)
        .otherwise(Lifecycle.LOST);
  }

  private double cut(double least) {
    return cut(stages, least, meanReturn);
  }

  /** Returns the least probability of a stage. */
  static double cut(ReturnStages stages, double least, double meanReturn) {
    return stages.cuts() == ReturnCuts.SHARE ? least * meanReturn : least;
  }

  /**
   * Days until the probability, which falls with every day of waiting, passes the cut of the
   * present stage. It has no closed form after a repeat purchase, so a function halves the days:
   * some twenty probabilities, a few microseconds a customer, and with method model alone.
   */
  private Column daysUntilBelow(Optional<PredictionModel.Reading> reading) {
    if (reading.isEmpty()) {
      return lit(null).cast("int");
    }
    Column stage = col(CustomerSegments.LIFECYCLE);
    OperationalTime time = reading.get().time();
    return when(stage.equalTo(Lifecycle.ACTIVE), waiting(reading.get(), time, cut(stages.active())))
        .when(
            stage.equalTo(Lifecycle.SLIPPING_AWAY),
            waiting(reading.get(), time, cut(stages.slippingAway())));
  }

  private static Column waiting(PredictionModel.Reading reading, OperationalTime time, double cut) {
    return daysUntil(reading, cut, time.last(), time.age(), OperationalTime.today());
  }

  /**
   * Days until the probability is below a cut.
   *
   * @param lastWeeks weeks from the first purchase to the last
   * @param ageWeeks weeks from the first purchase to the day that days are counted from
   * @param from that day
   */
  private static Column daysUntil(
      PredictionModel.Reading reading, double cut, Column lastWeeks, Column ageWeeks, Column from) {
    PurchaseModel model = reading.model();
    Optional<Season> known = reading.time().season();
    // Optional is not serializable.
    Season season = known.orElse(null);
    UDF4<Long, Double, Double, Integer, @Nullable Integer> days =
        (purchaseDays, last, age, today) -> {
          PurchaseHistory history = new PurchaseHistory(purchaseDays - 1, last, age);
          OptionalInt until = model.daysUntilBelow(cut, history, WEEKS, ahead(season, today));
          return until.isPresent() ? until.getAsInt() : null;
        };
    Column today = known.isPresent() ? coalesce(unix_date(from), lit(0)) : lit(0);
    return udf(days, DataTypes.IntegerType)
        .apply(
            greatest(col(CustomerFeatures.PURCHASE_DAYS), lit(1L)),
            coalesce(lastWeeks, lit(0.0)),
            coalesce(ageWeeks, lit(0.0)),
            today);
  }

  private static IntToDoubleFunction ahead(@Nullable Season season, int today) {
    if (season == null) {
      return days -> days;
    }
    LocalDate date = LocalDate.ofEpochDay(today);
    return days -> season.days(date, date.plusDays(days));
  }

  private static Optional<PredictionModel.Reading> reading(Dataset<Row> customers) {
    return PredictionModel.Purchases.from(
        customers.schema().apply(CustomerSegments.RETURN_PROBABILITY_90D).metadata());
  }
}
