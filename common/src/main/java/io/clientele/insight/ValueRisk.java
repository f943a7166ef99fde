package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Lifecycle;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.ValueRiskMatrix;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Loyalty by lifecycle: who is worth much, and of whom that is at risk. */
public final class ValueRisk {

  private ValueRisk() {}

  /**
   * Returns the rows of value_risk_matrix; none where either family is off.
   *
   * @param customers one row for each, with columns of customer_features and customer_segments
   */
  public static Dataset<Row> of(Dataset<Row> customers, LocalDate date) {
    Column ofYear = col(CustomerFeatures.NET_REVENUE_365D);
    Column nothing = ofYear.minus(ofYear);
    Column isAtRisk = col(CustomerSegments.LIFECYCLE).isin(Lifecycle.SLIPPING_AWAY, Lifecycle.LOST);
    return customers
        .filter(col(CustomerSegments.LOYALTY).isNotNull())
        .filter(col(CustomerSegments.LIFECYCLE).isNotNull())
        .groupBy(
            col(CustomerSegments.LOYALTY).as(ValueRiskMatrix.LOYALTY),
            col(CustomerSegments.LIFECYCLE).as(ValueRiskMatrix.LIFECYCLE))
        .agg(
            count(lit(1)).as(ValueRiskMatrix.CUSTOMERS),
            sum(col(CustomerFeatures.NET_REVENUE)).as(ValueRiskMatrix.NET_REVENUE),
            sum(ofYear).as(ValueRiskMatrix.NET_REVENUE_365D),
            sum(when(isAtRisk, greatest(ofYear, nothing)).otherwise(nothing))
                .as(ValueRiskMatrix.REVENUE_AT_RISK),
            Exact.sum(col(CustomerSegments.EXPECTED_VALUE_365D))
                .as(ValueRiskMatrix.EXPECTED_VALUE_365D))
        .withColumn(ValueRiskMatrix.SEGMENT_DATE, lit(date));
  }
}
