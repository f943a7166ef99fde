package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** What a segment means, what to do with it, and what that is about. */
public final class SegmentPlaybook {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String FAMILY = "family";
  public static final String SEGMENT = "segment";
  public static final String MEANING = "meaning";
  public static final String ACTION = "action";
  public static final String MOMENT = "moment";
  public static final String CUSTOMERS = "customers";
  public static final String CUSTOMER_SHARE = "customer_share";
  public static final String NET_REVENUE = "net_revenue";
  public static final String REVENUE_SHARE = "revenue_share";
  public static final String REVENUE_PER_CUSTOMER = "revenue_per_customer";
  public static final String DUE_7D = "due_7d";
  public static final String LEAVING_7D = "leaving_7d";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(FAMILY, TEXT, "Family, as in segment_summary"),
          new TableColumn(
              SEGMENT, TEXT, "Label or flag, or in for a custom segment, as in segment_summary"),
          new TableColumn(
              MEANING,
              TEXT,
              "Who they are, from playbook; of a cluster without a name what sets it apart; null where it says nothing"),
          new TableColumn(ACTION, TEXT, "What to do, from playbook; null where it says nothing"),
          new TableColumn(MOMENT, TEXT, "When to do it, from playbook; null where it says nothing"),
          new TableColumn(CUSTOMERS, COUNT, "Customers in the segment"),
          new TableColumn(CUSTOMER_SHARE, RATIO, "Share of all customers of the base"),
          new TableColumn(
              NET_REVENUE, MONEY, "Their net revenue ever; null where no amount is mapped"),
          new TableColumn(
              REVENUE_SHARE,
              RATIO,
              "Share of the net revenue of all identified customers; null where that is 0"),
          new TableColumn(
              REVENUE_PER_CUSTOMER,
              RATIO,
              "Net revenue per customer; null where no amount is mapped"),
          new TableColumn(
              DUE_7D, COUNT, "Those of them whose next order is due within the next 7 days"),
          new TableColumn(
              LEAVING_7D,
              COUNT,
              "Those of them who change their lifecycle stage within the next 7 days unless they buy"));

  /** One row per segment date and segment that the playbook has an entry for. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "segment_playbook",
          "One row per segment date and segment that the playbook has an entry for",
          List.of(SEGMENT_DATE, FAMILY, SEGMENT),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private SegmentPlaybook() {}
}
