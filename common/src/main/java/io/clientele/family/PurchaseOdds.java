package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.expm1;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.when;

import io.clientele.prediction.BetaGeometric;
import io.clientele.prediction.ModifiedBetaGeometric;
import io.clientele.prediction.PurchaseModel;
import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.PredictionMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * Whether customers are alive and buy again, as expressions over the features: by one model of
 * purchases, or by the one whose parameters each row carries where the rows are of several days.
 *
 * @param r shape of the purchase rates
 * @param alpha their rate parameter, in weeks
 * @param isNeverLost holds where there was no chance to be lost
 * @param lastChance odds of having been lost at the last chance there was
 * @param time the time that the model counts in
 */
record PurchaseOdds(
    Column r, Column alpha, Column isNeverLost, Column lastChance, OperationalTime time) {

  private static final String R = "model_r";
  private static final String ALPHA = "model_alpha";
  private static final String A = "model_a";
  private static final String B = "model_b";

  /** Returns the odds of one model. */
  static PurchaseOdds of(PurchaseModel model, OperationalTime time) {
    Column r = lit(model.r());
    Column alpha = lit(model.alpha());
    if (model instanceof BetaGeometric bg) {
      // Without a repeat purchase there was no chance to be lost.
      Column chance = lit(bg.a()).divide(repeats().plus(lit(bg.b() - 1)));
      return new PurchaseOdds(r, alpha, repeats().equalTo(0), chance, time);
    }
    if (model instanceof ModifiedBetaGeometric mbg) {
      Column chance = lit(mbg.a()).divide(repeats().plus(lit(mbg.b())));
      return new PurchaseOdds(r, alpha, lit(false), chance, time);
    }
    return new PurchaseOdds(r, alpha, lit(true), lit(0.0), time);
  }

  /**
   * Returns the odds of the models that the rows carry; null where a row has none.
   *
   * @param method the model asked for, which is in use wherever nbd has not taken over
   */
  static PurchaseOdds carried(PredictionMethod method, OperationalTime time) {
    Column none = col(A).isNull();
    return switch (method) {
      case BG_NBD ->
          new PurchaseOdds(
              col(R),
              col(ALPHA),
              none.or(repeats().equalTo(0)),
              col(A).divide(repeats().plus(col(B).minus(1))),
              time);
      case MBG_NBD ->
          new PurchaseOdds(col(R), col(ALPHA), none, col(A).divide(repeats().plus(col(B))), time);
    };
  }

  /**
   * Returns a model's parameters by the names that {@link #carried} reads them by.
   *
   * @param purchases the model; null where none is fitted
   */
  static Map<String, Column> literals(PredictionModel.@Nullable Purchases purchases) {
    Map<String, Column> literals = new LinkedHashMap<>();
    literals.put(R, number(purchases == null ? null : purchases.r()));
    literals.put(ALPHA, number(purchases == null ? null : purchases.alpha()));
    literals.put(A, number(purchases == null ? null : purchases.a()));
    literals.put(B, number(purchases == null ? null : purchases.b()));
    return literals;
  }

  private static Column number(@Nullable Double value) {
    return lit(value).cast("double");
  }

  /** Returns the probability that a customer is alive. */
  Column alive() {
    // One in one plus the odds of being gone: those of the last chance, times what waiting adds.
    Column since = log(waited().divide(time.last().plus(alpha)));
    Column gone = lastChance.multiply(exp(shape().multiply(since)));
    return when(isNeverLost, lit(1.0)).otherwise(lit(1.0).divide(lit(1.0).plus(gone)));
  }

  /** Returns the probability that somebody alive buys in the coming weeks. */
  Column purchaseOfTheLiving(Column weeks) {
    return negate(expm1(shape().multiply(log(waited().divide(waited().plus(weeks))))));
  }

  /** Returns r and the customer's purchase days after the first. */
  Column shape() {
    return repeats().plus(r);
  }

  /** Returns alpha and the weeks since the first purchase. */
  Column waited() {
    return time.age().plus(alpha);
  }

  static Column repeats() {
    return col(CustomerFeatures.PURCHASE_DAYS).minus(1).cast("double");
  }
}
