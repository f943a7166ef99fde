package io.clientele.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Custom;
import io.clientele.family.Lifecycle;
import io.clientele.family.Member;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.CustomSettings;
import io.clientele.settings.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sums customers to segments: first to the combinations of labels that occur, in one pass, then to
 * each family's segments.
 */
final class Summary {
  /** The features that are summed up. */
  static final List<String> SUMMED =
      List.of(
          CustomerFeatures.ORDERS,
          CustomerFeatures.GROSS_REVENUE,
          CustomerFeatures.NET_REVENUE,
          CustomerFeatures.ITEMS,
          CustomerFeatures.TENURE_DAYS);

  private static final long BILLION = 1_000_000_000L;

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
            .withColumn(
                "member", explode(concat(array(members().toArray(Column[]::new)), custom())))
            .filter(col("member.segment").isNotNull())
            .groupBy(
                col("member.family").as(SegmentSummary.FAMILY),
                col("member.segment").as(SegmentSummary.SEGMENT))
            .agg(sum(col("customers")).as("customers"), sums());
    // Few rows, as there are few segments: what they are shares of is taken from them.
    List<Row> rows = segments.collectAsList();
    Dataset<Row> taken = labelled.sparkSession().createDataFrame(rows, segments.schema());
    return taken.select(columns(rows));
  }

  private static Dataset<Row> combinations(Dataset<Row> labelled) {
    List<Column> keys = new ArrayList<>();
    Member.LABELS.forEach(label -> keys.add(col(label.column())));
    Member.FLAGS.forEach(flag -> keys.add(col(flag.column())));
    keys.add(col(CustomerSegments.CUSTOM_SEGMENTS));
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
    members.add(member(Member.BASE, lit(Member.ALL)));
    Member.LABELS.forEach(label -> members.add(member(label.family(), col(label.column()))));
    Member.FLAGS.forEach(
        flag -> members.add(member(flag.family(), when(col(flag.column()), lit(flag.column())))));
    return members;
  }

  /** Each segment of the configuration is a family of its own. */
  private Column custom() {
    CustomSettings custom = settings.families().custom();
    List<String> names = custom.segments().stream().map(CustomSettings.Segment::name).toList();
    Column labels = Custom.labels(names, col(CustomerSegments.CUSTOM_SEGMENTS));
    return transform(
        labels,
        one ->
            struct(
                concat(lit(Member.custom("")), one.getField("name")).as("family"),
                one.getField("label").as("segment")));
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

  /** A value of the whole base, as its row has it; of nobody there are no rows to divide. */
  private static Column ofBase(List<Row> segments, String name) {
    return lit(
        segments.stream()
            .filter(row -> row.getAs(SegmentSummary.FAMILY).equals(Member.BASE))
            .map(row -> row.getAs(name))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  private Column[] columns(List<Row> segments) {
    boolean knowsLost = settings.families().lifecycle().enabled();
    return new Column[] {
      lit(date).as(SegmentSummary.SEGMENT_DATE),
      col(SegmentSummary.FAMILY),
      col(SegmentSummary.SEGMENT),
      col("customers").as(SegmentSummary.CUSTOMERS),
      ratio(col("customers"), ofBase(segments, "customers")).as(SegmentSummary.CUSTOMER_SHARE),
      col("orders").as(SegmentSummary.ORDERS),
      col("net").as(SegmentSummary.NET_REVENUE),
      ratio(col("net"), ofBase(segments, "net")).as(SegmentSummary.REVENUE_SHARE),
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
