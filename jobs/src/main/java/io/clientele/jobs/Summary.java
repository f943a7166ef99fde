package io.clientele.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Lifecycle;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sums customers to segments: first to the few hundred combinations of labels that occur, in one
 * pass, then to each family's segments.
 */
final class Summary {
  /** The family of the whole base. */
  static final String BASE = "base";

  /** The segment of everyone. */
  static final String ALL = "all";

  /** Family names of the label columns, in the order summaries show them. */
  private static final List<String> LABELS =
      List.of(CustomerSegments.LIFECYCLE, CustomerSegments.LOYALTY, CustomerSegments.CLUSTER);

  static final List<String> FLAGS =
      List.of(
          CustomerSegments.NEW_CUSTOMERS,
          CustomerSegments.RECENT_BUYERS_30D,
          CustomerSegments.RECENT_BUYERS_90D,
          CustomerSegments.NON_BUYERS_30D,
          CustomerSegments.NON_BUYERS_90D,
          CustomerSegments.FREQUENT_BUYERS,
          CustomerSegments.LAPSED_CUSTOMERS);

  private static final long BILLION = 1_000_000_000L;

  private static final String READY_MADE = "ready_made";

  private final Settings settings;
  private final LocalDate date;

  Summary(Settings settings, LocalDate date) {
    this.settings = settings;
    this.date = date;
  }

  /**
   * Returns the rows of segment_summary without guests.
   *
   * @param labelled features with their labels, one row per customer
   */
  Dataset<Row> of(Dataset<Row> labelled) {
    Dataset<Row> segments =
        combinations(labelled)
            .withColumn("member", explode(array(members().toArray(Column[]::new))))
            .filter(col("member.segment").isNotNull())
            .groupBy(
                col("member.family").as(SegmentSummary.FAMILY),
                col("member.segment").as(SegmentSummary.SEGMENT))
            .agg(sum(col("customers")).as("customers"), sums());
    Dataset<Row> all =
        segments
            .filter(col(SegmentSummary.FAMILY).equalTo(BASE))
            .select(col("customers").as("all_customers"), col("net").as("all_net"));
    return segments.crossJoin(all).select(columns());
  }

  private static Dataset<Row> combinations(Dataset<Row> labelled) {
    List<Column> keys = new ArrayList<>();
    LABELS.forEach(label -> keys.add(col(label)));
    FLAGS.forEach(flag -> keys.add(col(flag)));
    Column returns = col(CustomerSegments.RETURN_PROBABILITY_90D);
    Column isSeasoned = col(CustomerFeatures.TENURE_DAYS).geq(90);
    return labelled
        .groupBy(keys.toArray(Column[]::new))
        .agg(
            count(lit(1)).as("customers"),
            sum(col(CustomerFeatures.ORDERS)).as("orders"),
            sum(col(CustomerFeatures.GROSS_REVENUE)).as("gross"),
            sum(col(CustomerFeatures.NET_REVENUE)).as("net"),
            sum(col(CustomerFeatures.ITEMS)).as("items"),
            sum(when(isSeasoned, col(CustomerFeatures.ORDERS))).as("seasoned_orders"),
            sum(when(isSeasoned, col(CustomerFeatures.TENURE_DAYS))).as("seasoned_days"),
            sum(when(col(CustomerSegments.LIFECYCLE).equalTo(Lifecycle.LOST), lit(1L))).as("lost"),
            count(returns).as("predicted"),
            // Whole billionths: a sum that does not depend on the order of rows.
            sum(round(returns.multiply(BILLION)).cast("bigint")).as("return_billionths"));
  }

  private static List<Column> members() {
    List<Column> members = new ArrayList<>();
    members.add(member(BASE, lit(ALL)));
    LABELS.forEach(label -> members.add(member(label, col(label))));
    FLAGS.forEach(flag -> members.add(member(READY_MADE, when(col(flag), lit(flag)))));
    return members;
  }

  private static Column member(String family, Column segment) {
    return struct(lit(family).as("family"), segment.as("segment"));
  }

  private static Column[] sums() {
    return List.of(
            "orders",
            "gross",
            "net",
            "items",
            "seasoned_orders",
            "seasoned_days",
            "lost",
            "predicted",
            "return_billionths")
        .stream()
        .map(name -> sum(col(name)).as(name))
        .toArray(Column[]::new);
  }

  private Column[] columns() {
    boolean knowsLost = settings.families().lifecycle().enabled();
    return new Column[] {
      lit(date).as(SegmentSummary.SEGMENT_DATE),
      col(SegmentSummary.FAMILY),
      col(SegmentSummary.SEGMENT),
      col("customers").as(SegmentSummary.CUSTOMERS),
      ratio(col("customers"), col("all_customers")).as(SegmentSummary.CUSTOMER_SHARE),
      col("orders").as(SegmentSummary.ORDERS),
      col("net").as(SegmentSummary.NET_REVENUE),
      ratio(col("net"), col("all_net")).as(SegmentSummary.REVENUE_SHARE),
      ratio(col("gross"), col("orders")).as(SegmentSummary.AVERAGE_ORDER_VALUE),
      ratio(col("items"), col("orders")).as(SegmentSummary.AVERAGE_BASKET_ITEMS),
      ratio(col("seasoned_orders").multiply(365), col("seasoned_days"))
          .as(SegmentSummary.ORDERS_PER_YEAR),
      ratio(col("net"), col("customers")).as(SegmentSummary.REVENUE_PER_CUSTOMER),
      when(lit(knowsLost), ratio(coalesce(col("lost"), lit(0L)), col("customers")))
          .as(SegmentSummary.LOST_SHARE),
      ratio(col("return_billionths"), col("predicted").multiply(BILLION))
          .as(SegmentSummary.RETURN_PROBABILITY_90D)
    };
  }

  /** Divides as real numbers; a denominator of 0 gives null. */
  static Column ratio(Column numerator, Column denominator) {
    return when(
        denominator.notEqual(0), numerator.cast("double").divide(denominator.cast("double")));
  }
}
