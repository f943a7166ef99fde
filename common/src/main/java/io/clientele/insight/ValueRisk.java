package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Lifecycle;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Money;
import io.clientele.schema.ValueRiskMatrix;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Loyalty by lifecycle: who is worth much, what of that is at risk, and what is lost.
 *
 * <p>All three are told at the customers' own pace: net revenue per purchase day, times the
 * purchase days of a year at their mean gap, and never more of these than they have had. So they do
 * not depend on how a shop's gaps compare with a year. Who bought on one day has no pace.
 */
public final class ValueRisk {
  private static final int YEAR = 365;
  private static final String PACE = "pace";

  private final Money money;
  private final LocalDate date;

  /** Looks at one date of a shop. */
  public ValueRisk(Money money, LocalDate date) {
    this.money = money;
    this.date = date;
  }

  /** Returns the columns of customer_features that it is made of. */
  public static List<String> features() {
    return List.of(
        CustomerFeatures.PURCHASE_DAYS,
        CustomerFeatures.GAP_MEAN_DAYS,
        CustomerFeatures.NET_REVENUE,
        CustomerFeatures.NET_REVENUE_365D);
  }

  /** Returns the columns of customer_segments that it is made of. */
  public static List<String> labels() {
    return List.of(
        CustomerSegments.LOYALTY,
        CustomerSegments.LIFECYCLE,
        CustomerSegments.LOST_SINCE,
        CustomerSegments.EXPECTED_VALUE_365D);
  }

  /**
   * Returns the rows of value_risk_matrix; none where either family is off.
   *
   * @param customers one row for each, with {@link #features} and {@link #labels}
   */
  public Dataset<Row> of(Dataset<Row> customers) {
    Column isRepeat = col(CustomerFeatures.PURCHASE_DAYS).gt(1);
    Column isSlipping = col(CustomerSegments.LIFECYCLE).equalTo(Lifecycle.SLIPPING_AWAY);
    Column isLost = col(CustomerSegments.LIFECYCLE).equalTo(Lifecycle.LOST);
    Column isLostOfYear =
        isLost.and(col(CustomerSegments.LOST_SINCE).gt(lit(date.minusDays(YEAR))));
    return customers
        .filter(col(CustomerSegments.LOYALTY).isNotNull())
        .filter(col(CustomerSegments.LIFECYCLE).isNotNull())
        .withColumn(PACE, pace())
        .groupBy(
            col(CustomerSegments.LOYALTY).as(ValueRiskMatrix.LOYALTY),
            col(CustomerSegments.LIFECYCLE).as(ValueRiskMatrix.LIFECYCLE))
        .agg(
            count(lit(1)).as(ValueRiskMatrix.CUSTOMERS),
            count_if(isRepeat).as(ValueRiskMatrix.REPEAT_CUSTOMERS),
            sum(col(CustomerFeatures.NET_REVENUE)).as(ValueRiskMatrix.NET_REVENUE),
            sum(col(CustomerFeatures.NET_REVENUE_365D)).as(ValueRiskMatrix.NET_REVENUE_365D),
            sum(col(PACE)).as(ValueRiskMatrix.REVENUE_PACE),
            paceWhere(isSlipping).as(ValueRiskMatrix.REVENUE_AT_RISK),
            paceWhere(isLost).as(ValueRiskMatrix.REVENUE_LOST),
            count_if(isRepeat.and(isLostOfYear)).as(ValueRiskMatrix.LOST_365D),
            paceWhere(isLostOfYear).as(ValueRiskMatrix.REVENUE_LOST_365D),
            Exact.sum(col(CustomerSegments.EXPECTED_VALUE_365D))
                .as(ValueRiskMatrix.EXPECTED_VALUE_365D))
        .withColumn(ValueRiskMatrix.SEGMENT_DATE, lit(date));
  }

  /** A customer's money of a year, rounded half up once; 0 without a pace, null without amounts. */
  private Column pace() {
    Column net = col(CustomerFeatures.NET_REVENUE);
    Column nothing = net.minus(net);
    Column days = col(CustomerFeatures.PURCHASE_DAYS).cast("double");
    Column ofYear = least(days, lit((double) YEAR).divide(col(CustomerFeatures.GAP_MEAN_DAYS)));
    Column pace = greatest(net, nothing).cast("double").divide(days).multiply(ofYear);
    return when(days.gt(1), pace).otherwise(nothing.cast("double")).cast(money.type());
  }

  private static Column paceWhere(Column condition) {
    Column nothing = col(PACE).minus(col(PACE));
    return sum(when(condition, col(PACE)).otherwise(nothing));
  }
}
