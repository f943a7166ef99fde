package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** The rhythm of the shop: days between purchases. */
public final class GapDistribution {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String FROM_DAYS = "from_days";
  public static final String TO_DAYS = "to_days";
  public static final String GAPS = "gaps";
  public static final String GAP_SHARE = "gap_share";
  public static final String CUMULATIVE_SHARE = "cumulative_share";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(FROM_DAYS, WHOLE, "Shortest gap of the class in days"),
          new TableColumn(
              TO_DAYS, WHOLE, "Longest gap of the class in days; null in the last class"),
          new TableColumn(GAPS, COUNT, "Gaps of the class"),
          new TableColumn(GAP_SHARE, RATIO, "Share of all gaps; null without one"),
          new TableColumn(
              CUMULATIVE_SHARE,
              RATIO,
              "Share of the gaps of this class and the shorter ones; null without one"));

  /** One row per segment date and class of gaps between consecutive purchase days. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "gap_distribution",
          "One row per segment date and class of gaps between consecutive purchase days",
          List.of(SEGMENT_DATE, FROM_DAYS),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private GapDistribution() {}
}
