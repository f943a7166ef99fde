package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** Who of a flag holds another flag of its family too. */
public final class SegmentOverlaps {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String FAMILY = "family";
  public static final String SEGMENT = "segment";
  public static final String OTHER_SEGMENT = "other_segment";
  public static final String CUSTOMERS = "customers";
  public static final String SEGMENT_CUSTOMERS = "segment_customers";
  public static final String OVERLAP_SHARE = "overlap_share";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(FAMILY, TEXT, "ready_made, behaviour or custom: segments that overlap"),
          new TableColumn(SEGMENT, TEXT, "Flag or custom segment"),
          new TableColumn(OTHER_SEGMENT, TEXT, "Another one of the same family"),
          new TableColumn(CUSTOMERS, COUNT, "Customers in both"),
          new TableColumn(SEGMENT_CUSTOMERS, COUNT, "Customers in the segment"),
          new TableColumn(OVERLAP_SHARE, RATIO, "Share of the segment that is in the other too"));

  /** One row per segment date, segment and other segment of its family that share customers. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "segment_overlaps",
          "One row per segment date, segment and other segment of its family that share customers",
          List.of(SEGMENT_DATE, FAMILY, SEGMENT, OTHER_SEGMENT),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private SegmentOverlaps() {}
}
