package io.clientele.insight;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Member;
import io.clientele.schema.CustomerSegments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The combinations of labels and flags that occur, and how many customers each has: few rows,
 * whatever the number of customers, that segments and their overlaps are counted from.
 */
public final class LabelMix {
  /** Customers of a combination. */
  static final String CUSTOMERS = "customers";

  /** Of these, those whose next order is due within the next days. */
  static final String DUE = "due";

  /** Of these, those who change their lifecycle stage within the next days unless they buy. */
  static final String LEAVING = "leaving";

  /** Family of a member of {@link #members} or {@link #overlapping}. */
  static final String FAMILY = "family";

  /** Its segment. */
  static final String SEGMENT = "segment";

  /** The other segment of {@link #overlapping}. */
  static final String OTHER = "other";

  private static final int DAYS = 7;

  private final Dataset<Row> combinations;

  private LabelMix(Dataset<Row> combinations) {
    this.combinations = combinations;
  }

  /** Returns the columns of customer_segments that it is made of. */
  public static List<String> columns() {
    List<String> columns = new ArrayList<>(keys());
    columns.add(CustomerSegments.NEXT_ORDER_DUE_DATE);
    columns.add(CustomerSegments.DAYS_UNTIL_NEXT_STAGE);
    return columns;
  }

  /**
   * Counts the customers of a date, lazily.
   *
   * @param segments one row a customer, with {@link #columns}
   */
  public static LabelMix of(Dataset<Row> segments, LocalDate date) {
    Column due = col(CustomerSegments.NEXT_ORDER_DUE_DATE);
    Column isDue = due.gt(lit(date)).and(due.leq(lit(date.plusDays(DAYS))));
    Column isLeaving = col(CustomerSegments.DAYS_UNTIL_NEXT_STAGE).leq(DAYS);
    return new LabelMix(
        segments
            .groupBy(keys().stream().map(name -> col(name)).toArray(Column[]::new))
            .agg(
                count(lit(1)).as(CUSTOMERS),
                sum(when(isDue, 1L).otherwise(0L)).as(DUE),
                sum(when(isLeaving, 1L).otherwise(0L)).as(LEAVING)));
  }

  /** Returns family, segment and the counts of every segment that anybody is in. */
  Dataset<Row> members() {
    List<Column> members = new ArrayList<>();
    Member.LABELS.forEach(label -> members.add(member(label.family(), col(label.column()))));
    Member.FLAGS.forEach(flag -> members.add(member(flag.family(), held(flag))));
    Column custom =
        transform(
            custom(),
            name ->
                struct(
                    concat(lit(Member.custom("")), name).as(FAMILY), lit(Member.IN).as(SEGMENT)));
    return combinations
        .withColumn("member", explode(concat(array(members.toArray(Column[]::new)), custom)))
        .filter(col("member.segment").isNotNull())
        .groupBy(col("member.family").as(FAMILY), col("member.segment").as(SEGMENT))
        .agg(
            sum(col(CUSTOMERS)).as(CUSTOMERS),
            sum(col(DUE)).as(DUE),
            sum(col(LEAVING)).as(LEAVING));
  }

  /**
   * Returns family, segment, other segment and the customers in both, for the families whose
   * segments overlap; a segment with itself is all of its customers.
   */
  Dataset<Row> overlapping() {
    Column families =
        array(
            struct(lit(Member.READY_MADE).as(FAMILY), held(Member.READY_MADE).as("held")),
            struct(lit(Member.BEHAVIOUR).as(FAMILY), held(Member.BEHAVIOUR).as("held")),
            struct(lit(Member.CUSTOM).as(FAMILY), custom().as("held")));
    return combinations
        .select(col(CUSTOMERS), explode(families).as("one"))
        .withColumn(SEGMENT, explode(col("one.held")))
        .withColumn(OTHER, explode(col("one.held")))
        .groupBy(col("one.family").as(FAMILY), col(SEGMENT), col(OTHER))
        .agg(sum(col(CUSTOMERS)).as(CUSTOMERS));
  }

  private static List<String> keys() {
    return Stream.concat(
            Stream.concat(Member.LABELS.stream(), Member.FLAGS.stream()).map(Member::column),
            Stream.of(CustomerSegments.CUSTOM_SEGMENTS))
        .toList();
  }

  private static Column held(String family) {
    return array_compact(
        array(
            Member.FLAGS.stream()
                .filter(flag -> flag.family().equals(family))
                .map(LabelMix::held)
                .toArray(Column[]::new)));
  }

  private static Column held(Member flag) {
    return when(col(flag.column()), lit(flag.column()));
  }

  private static Column custom() {
    return coalesce(col(CustomerSegments.CUSTOM_SEGMENTS), array().cast("array<string>"));
  }

  private static Column member(String family, Column segment) {
    return struct(lit(family).as(FAMILY), segment.as(SEGMENT));
  }
}
