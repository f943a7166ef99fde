package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.clientele.prediction.GammaGamma;
import io.clientele.prediction.NegativeBinomial;
import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import io.clientele.prediction.Season;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;

/** The numbers of fitted models for everybody, as expressions over the features. */
final class PredictionScores {
  /** Days ahead of the return probability and of expected orders. */
  static final int DAYS = 90;

  private static final int VALUE_DAYS = 365;

  private final PredictionModel.Purchases purchases;
  private final PurchaseModel model;
  private final Optional<GammaGamma> spend;
  private final OperationalTime time;
  private final PurchaseOdds odds;

  PredictionScores(
      PredictionModel.Purchases purchases, Optional<GammaGamma> spend, Optional<Season> season) {
    this.purchases = purchases;
    this.model = purchases.purchaseModel();
    this.spend = spend;
    this.time = new OperationalTime(season);
    this.odds = PurchaseOdds.of(model, time);
  }

  /** Adds the columns, all null: nothing is fitted. */
  static Dataset<Row> without(Dataset<Row> features) {
    Column none = lit(null).cast("double");
    return features
        .withColumn(CustomerSegments.P_ALIVE, none)
        .withColumn(CustomerSegments.RETURN_PROBABILITY_90D, none)
        .withColumn(CustomerSegments.EXPECTED_ORDERS_90D, none)
        .withColumn(CustomerSegments.EXPECTED_VALUE_365D, none)
        .withColumn(CustomerSegments.PREDICTION_MODEL, lit(null).cast("string"))
        .withColumn(CustomerSegments.PREDICTION_FIT_DATE, lit(null).cast("date"));
  }

  /** Adds the columns; null for people without a purchase. */
  Dataset<Row> with(Dataset<Row> features) {
    Column alive = when(Occasions.isBuyer(), odds.alive());
    Column value = alive.multiply(expectedOfTheLiving(VALUE_DAYS)).multiply(expectedSpend());
    // The column carries its model: lifecycle asks it when a stage will end.
    Column returns =
        alive
            .multiply(odds.purchaseOfTheLiving(time.ahead(DAYS)))
            .as(CustomerSegments.RETURN_PROBABILITY_90D, purchases.metadata(time.season()));
    return Added.to(
        features,
        Map.of(
            CustomerSegments.P_ALIVE, alive,
            CustomerSegments.RETURN_PROBABILITY_90D, returns,
            CustomerSegments.EXPECTED_ORDERS_90D, alive.multiply(expectedOfTheLiving(DAYS)),
            CustomerSegments.EXPECTED_VALUE_365D, value));
  }

  /** Adds the numbers of other days ahead; null for people without a purchase. */
  Dataset<Row> over(Dataset<Row> features, int days) {
    Column alive = when(Occasions.isBuyer(), odds.alive());
    return Added.to(
        features,
        Map.of(
            Prediction.RETURN_PROBABILITY,
                alive.multiply(odds.purchaseOfTheLiving(time.ahead(days))),
            Prediction.EXPECTED_DAYS, alive.multiply(expectedOfTheLiving(days))));
  }

  /**
   * The one number that is no expression: the hypergeometric factor is a series of tens to hundreds
   * of terms, which Spark would have to interpret term by term. As a function it costs 1.5 seconds
   * of a core for a million customers, both horizons.
   */
  private Column expectedOfTheLiving(int days) {
    Column ahead = time.ahead(days);
    PurchaseModel scoring = model;
    UDF3<Long, Double, Double, Double> expected =
        (purchaseDays, age, weeks) ->
            scoring.expectedOfTheLiving(new PurchaseHistory(purchaseDays - 1, age, age), weeks);
    // People without a purchase may pass by here before their null is decided.
    Column purchaseDays = greatest(col(CustomerFeatures.PURCHASE_DAYS), lit(1L));
    return model instanceof NegativeBinomial
        ? odds.shape().multiply(ahead).divide(odds.waited())
        : udf(expected, DataTypes.DoubleType)
            .apply(purchaseDays, coalesce(time.age(), lit(0.0)), coalesce(ahead, lit(0.0)));
  }

  private Column expectedSpend() {
    return spend.map(PredictionScores::expectedSpend).orElseGet(() -> lit(null).cast("double"));
  }

  private static Column expectedSpend(GammaGamma model) {
    Column total = col(CustomerFeatures.REPEAT_GROSS_REVENUE).cast("double");
    Column weight = PurchaseOdds.repeats().multiply(lit(model.p())).plus(lit(model.q() - 1));
    Column mean = total.plus(lit(model.g())).multiply(lit(model.p())).divide(weight);
    return when(weight.gt(0), mean);
  }
}
