package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Quantiles.At;
import io.clientele.family.Quantiles.Cut;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.BehaviourSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LoyaltyWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What behaviour is compared with; a part is null where the shop had nothing to measure.
 *
 * @param customers customers it was measured on
 * @param highSpender cut of the year's net revenue, among buyers of the year
 * @param lowSpender cut of the average order value, among repeat customers
 * @param abandonment abandoned carts among the decided ones of the last 90 days
 * @param discount clearly discounted purchases among all
 * @param leastDiscounted at index n - 1 how many of n purchases must be discounted, for n up to
 *     {@link #LISTED}
 * @param discountSteps beyond the list: so many sqrt(n) above what is expected
 * @param shared flags whose cut tells nobody apart, because more than half of those it was taken
 *     from would meet it: nobody has the flag
 */
record BehaviourModel(
    long customers,
    @Nullable Cut highSpender,
    @Nullable Cut lowSpender,
    @Nullable Share abandonment,
    @Nullable Share discount,
    List<Integer> leastDiscounted,
    double discountSteps,
    List<String> shared) {

  /** Purchases up to which the binomial tail is listed exactly. */
  static final int LISTED = 200;

  private static final String YEAR_REVENUE = "year_revenue";
  private static final String ORDER_VALUE = "order_value";
  private static final List<String> SUMMED =
      List.of("abandoned", "decided", "discounted", "discountable");

  /** Orders or carts that a customer counts with at most: nobody moves the rates of the others. */
  private static final long MOST = 20;

  private static final long MILLION = 1_000_000;

  /**
   * A share of a whole.
   *
   * @param value the share
   * @param part what it counts, a customer with more than 20 in proportion, to a millionth
   * @param whole of what, at most 20 of a customer
   */
  record Share(double value, double part, double whole) {

    /** Returns the share of sums in millionths; null of nothing. */
    static @Nullable Share ofMillionths(long part, long whole) {
      return whole == 0
          ? null
          : new Share((double) part / whole, (double) part / MILLION, (double) whole / MILLION);
    }
  }

  /** Returns of each customer what is compared. */
  static Dataset<Row> compared(Dataset<Row> features, FamiliesSettings families) {
    Column ofYear = Occasions.in(LoyaltyWindow.YEAR, families.count());
    Column revenue = col(CustomerFeatures.NET_REVENUE_365D).cast("double");
    Column isRepeat = Occasions.ever(families.count()).geq(2);
    Column discounted = col(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS);
    Column orders = when(discounted.isNotNull(), col(CustomerFeatures.ORDERS));
    Column abandoned = col(CustomerFeatures.ABANDONED_CARTS_90D);
    Column decided = abandoned.plus(col(CustomerFeatures.CONVERTED_CARTS_90D));
    return features.select(
        when(ofYear.geq(1), revenue).as(YEAR_REVENUE),
        when(isRepeat, col(CustomerFeatures.AVERAGE_ORDER_VALUE)).as(ORDER_VALUE),
        bounded(abandoned, decided).as("abandoned"),
        bounded(decided, decided).as("decided"),
        bounded(discounted, orders).as("discounted"),
        bounded(orders, orders).as("discountable"));
  }

  /** A part of a customer's whole where the whole counts as at most 20, in whole millionths. */
  private static Column bounded(Column part, Column whole) {
    Column twice = part.multiply(2 * MOST * MILLION).plus(whole);
    Column divisor = whole.multiply(2);
    return when(whole.leq(MOST), part.multiply(MILLION))
        .otherwise(twice.minus(twice.mod(divisor)).divide(divisor).cast("bigint"));
  }

  private static Map<String, Cut> cuts(Quantiles fitted, BehaviourSettings settings) {
    double[][] quantiles =
        fitted.of(
            List.of(YEAR_REVENUE, ORDER_VALUE),
            settings.highSpender().quantile(),
            settings.lowSpender().quantile());
    List<At> values = new ArrayList<>();
    if (quantiles[0].length > 0) {
      values.add(new At(YEAR_REVENUE, quantiles[0][0]));
    }
    if (quantiles[1].length > 0) {
      values.add(new At(ORDER_VALUE, quantiles[1][1]));
    }
    List<Cut> cuts = fitted.cuts(values);
    Map<String, Cut> byColumn = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byColumn.put(values.get(i).column(), cuts.get(i));
    }
    return byColumn;
  }

  /** Measures the customers of {@link #compared}. */
  static BehaviourModel of(Quantiles fitted, BehaviourSettings settings) {
    Map<String, Cut> cuts = cuts(fitted, settings);
    Row sums =
        fitted
            .rows()
            .agg(
                count(lit(1)),
                Stream.concat(
                        SUMMED.stream().map(name -> coalesce(sum(col(name)), lit(0L))),
                        Stream.of(count(col(YEAR_REVENUE)), count(col(ORDER_VALUE))))
                    .toArray(Column[]::new))
            .head();
    Share discount = Share.ofMillionths(sums.getLong(3), sums.getLong(4));
    int[] least = {};
    double steps = 0;
    if (discount != null) {
      double chance = settings.couponLover().maxChance();
      least = BinomialTail.least(discount.value(), chance, LISTED);
      steps = BinomialTail.steps(discount.value(), least);
    }
    return new BehaviourModel(
        sums.getLong(0),
        cuts.get(YEAR_REVENUE),
        cuts.get(ORDER_VALUE),
        Share.ofMillionths(sums.getLong(1), sums.getLong(2)),
        discount,
        Arrays.stream(least).boxed().toList(),
        steps,
        shared(cuts, sums.getLong(5), sums.getLong(6)));
  }

  /** A cut that more than half share is no distinction. */
  private static List<String> shared(Map<String, Cut> cuts, long ofYear, long repeat) {
    Cut high = cuts.get(YEAR_REVENUE);
    Cut low = cuts.get(ORDER_VALUE);
    List<String> shared = new ArrayList<>();
    if (high != null && 2 * high.atOrAbove() > ofYear) {
      shared.add(CustomerSegments.HIGH_SPENDER);
    }
    if (low != null && 2 * (repeat - low.atOrAbove() + low.ties()) > repeat) {
      shared.add(CustomerSegments.LOW_SPENDER);
    }
    return shared;
  }
}
