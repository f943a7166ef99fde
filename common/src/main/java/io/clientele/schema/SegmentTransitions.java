package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** Who went where: the customers of each segment now by the segment they were in before. */
public final class SegmentTransitions {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String FAMILY = "family";
  public static final String HORIZON = "horizon";
  public static final String COMPARED_DATE = "compared_date";
  public static final String FROM_SEGMENT = "from_segment";
  public static final String TO_SEGMENT = "to_segment";
  public static final String CUSTOMERS = "customers";
  public static final String NET_REVENUE = "net_revenue";
  public static final String CUSTOMERS_BY_REFIT = "customers_by_refit";
  public static final String REMARK = "remark";

  /** The horizon of the newest complete date before. */
  public static final String PREVIOUS_RUN = "previous run";

  /** Where somebody was who was in no table of the earlier date. */
  public static final String NOT_YET = "not yet a customer";

  /** Where somebody is who was in the earlier table and is in none now. */
  public static final String NO_LONGER = "no longer a customer";

  /** What is said of a segment that reads country, consent or attributes of customers. */
  public static final String AS_INGESTED_LAST = "as ingested last";

  /** Where somebody is whom the family gives no label. */
  public static final String NO_LABEL = "no label";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(
              FAMILY,
              TEXT,
              "Label column of customer_segments, such as lifecycle, or custom:NAME for a custom segment"),
          new TableColumn(HORIZON, TEXT, "previous run, 30 days or 90 days"),
          new TableColumn(
              COMPARED_DATE,
              DAY,
              "Earlier date compared with: the newest complete one that is as old as the horizon, and at most six days older"),
          new TableColumn(
              FROM_SEGMENT,
              TEXT,
              "Label then; not yet a customer, or no label where it was null, or where a custom segment was not defined as it is now"),
          new TableColumn(
              TO_SEGMENT,
              TEXT,
              "Label now; the same as then for those who stayed; no longer a customer, or no label where it is null"),
          new TableColumn(CUSTOMERS, COUNT, "Customers who went that way"),
          new TableColumn(
              NET_REVENUE,
              MONEY,
              "Their net revenue ever; null where no amount is mapped or they are gone"),
          new TableColumn(
              CUSTOMERS_BY_REFIT,
              COUNT,
              "Those of them who would have stayed under the model before: moved cuts, not customers; 0 without a refit, null over 30 and 90 days"),
          new TableColumn(
              REMARK,
              TEXT,
              "as ingested last for a custom segment that reads country, consent or attributes, which are not of either date; null elsewhere"));

  /** One row per segment date, family, horizon, segment then and segment now. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "segment_transitions",
          "One row per segment date, family, horizon, segment then and segment now",
          List.of(SEGMENT_DATE, FAMILY, HORIZON, FROM_SEGMENT, TO_SEGMENT),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private SegmentTransitions() {}
}
