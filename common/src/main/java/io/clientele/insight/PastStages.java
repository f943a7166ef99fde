package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerBaseHistory;
import io.clientele.schema.SegmentSummary;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The stages of the customer base on earlier dates: every day of late, then every month. */
public final class PastStages {
  private static final int DAYS = 35;

  private PastStages() {}

  /**
   * Returns the rows of customer_base_history.
   *
   * @param summary rows of segment_summary
   * @param complete the dates to look back at, the segment date among them
   */
  public static Dataset<Row> of(
      Dataset<Row> summary, LocalDate date, NavigableSet<LocalDate> complete) {
    return stages(summary, told(date, complete))
        .withColumn(CustomerBaseHistory.SEGMENT_DATE, lit(date));
  }

  /** The dates of the last days, and the last one of each month before. */
  static NavigableSet<LocalDate> told(LocalDate date, NavigableSet<LocalDate> complete) {
    NavigableSet<LocalDate> past = complete.headSet(date, true);
    TreeMap<YearMonth, LocalDate> lastOfMonth = new TreeMap<>();
    past.forEach(day -> lastOfMonth.put(YearMonth.from(day), day));
    NavigableSet<LocalDate> told = new TreeSet<>(lastOfMonth.values());
    told.addAll(past.tailSet(date.minusDays(DAYS - 1L), true));
    return told;
  }

  /** The lifecycle stages of some dates, and everybody: {@code history_date, stage} and more. */
  static Dataset<Row> stages(Dataset<Row> summary, NavigableSet<LocalDate> dates) {
    Column isEverybody =
        col(SegmentSummary.FAMILY)
            .equalTo(lit("base"))
            .and(col(SegmentSummary.SEGMENT).equalTo(lit("all")));
    Column isStage = col(SegmentSummary.FAMILY).equalTo(lit("lifecycle"));
    return summary
        .filter(col(SegmentSummary.SEGMENT_DATE).isInCollection(dates))
        .filter(isEverybody.or(isStage))
        .select(
            col(SegmentSummary.SEGMENT_DATE).as(CustomerBaseHistory.HISTORY_DATE),
            when(isEverybody, CustomerBaseHistory.ALL)
                .otherwise(col(SegmentSummary.SEGMENT))
                .as(CustomerBaseHistory.STAGE),
            col(SegmentSummary.CUSTOMERS).as(CustomerBaseHistory.CUSTOMERS),
            col(SegmentSummary.CUSTOMER_SHARE).as(CustomerBaseHistory.CUSTOMER_SHARE),
            col(SegmentSummary.NET_REVENUE).as(CustomerBaseHistory.NET_REVENUE),
            col(SegmentSummary.REVENUE_SHARE).as(CustomerBaseHistory.REVENUE_SHARE));
  }
}
