package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.LifecycleMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * What lifecycle stages are cut by, as expressions: the numbers of one shop on one day, or those
 * that each row carries where the rows are of several days.
 *
 * @param method the method
 * @param prior what the shop's gaps add to the logarithms of a customer's own
 * @param spread factor between the limits of two stages of method rhythm
 * @param twice its square
 * @param patience the power of the wait
 * @param once mean gap plus one standard deviation, in whole days
 * @param further mean gap plus two standard deviations, in whole days
 */
record StageNumbers(
    LifecycleMethod method,
    Column prior,
    Column spread,
    Column twice,
    Column patience,
    Column once,
    Column further) {

  private static final List<String> CARRIED =
      List.of("prior", "spread", "twice", "patience", "once", "further");

  /**
   * Returns the numbers of one fit.
   *
   * @param priorWeight gaps that the shop's mean counts for
   */
  static StageNumbers of(Lifecycle.Parameters parameters, double priorWeight) {
    List<Column> all = new ArrayList<>(literals(parameters, priorWeight).values());
    return of(parameters.method(), all);
  }

  /** Returns the numbers that the rows carry, for any of the methods. */
  static StageNumbers carried(LifecycleMethod method) {
    return of(method, CARRIED.stream().map(name -> col(name)).toList());
  }

  /** Returns the numbers of one fit by the names that {@link #carried} reads them by. */
  static Map<String, Column> literals(Lifecycle.Parameters parameters, double priorWeight) {
    ShopGaps shop = parameters.shop();
    Map<String, Column> literals = new LinkedHashMap<>();
    literals.put(
        "prior", shop.gaps() == 0 ? lit(null).cast("double") : lit(priorWeight * shop.logMean()));
    literals.put("spread", lit(parameters.spread()));
    literals.put("twice", lit(parameters.spread() * parameters.spread()));
    literals.put("patience", lit(parameters.patience()));
    literals.put("once", deviations(shop, 1));
    literals.put("further", deviations(shop, 2));
    return literals;
  }

  /**
   * Returns the gap in days that is expected of a buyer; null without gaps in the shop.
   *
   * @param priorWeight gaps that the shop's mean counts for
   */
  Column expectedGap(double priorWeight) {
    Column logs = col(CustomerFeatures.GAP_LOG_SUM).cast("double").plus(prior);
    Column count =
        col(CustomerFeatures.PURCHASE_DAYS).minus(1).cast("double").plus(lit(priorWeight));
    return when(Occasions.isBuyer(), exp(logs.divide(count)));
  }

  private static StageNumbers of(LifecycleMethod method, List<Column> all) {
    return new StageNumbers(
        method, all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5));
  }

  private static Column deviations(ShopGaps shop, int count) {
    return lit((long) Math.ceil(shop.meanDays() + count * shop.stddevDays()));
  }
}
