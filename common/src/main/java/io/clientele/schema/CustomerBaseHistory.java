package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** The customer base over time: the stages of the dates kept, up to this one. */
public final class CustomerBaseHistory {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String HISTORY_DATE = "history_date";
  public static final String STAGE = "stage";
  public static final String CUSTOMERS = "customers";
  public static final String CUSTOMER_SHARE = "customer_share";
  public static final String NET_REVENUE = "net_revenue";
  public static final String REVENUE_SHARE = "revenue_share";

  /** The stage of everybody. */
  public static final String ALL = "all";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(
              HISTORY_DATE,
              DAY,
              "Complete date looked back at: each of the last 35 days, and of every month before the last one kept"),
          new TableColumn(STAGE, TEXT, "Lifecycle stage then; all for the whole base"),
          new TableColumn(CUSTOMERS, COUNT, "Customers in the stage then"),
          new TableColumn(CUSTOMER_SHARE, RATIO, "Share of all customers then"),
          new TableColumn(
              NET_REVENUE, MONEY, "Their net revenue up to then; null where no amount is mapped"),
          new TableColumn(
              REVENUE_SHARE,
              RATIO,
              "Share of the net revenue of all identified customers then; null where that is 0"));

  /** One row per segment date, date looked back at and lifecycle stage. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "customer_base_history",
          "One row per segment date, date looked back at and lifecycle stage",
          List.of(SEGMENT_DATE, HISTORY_DATE, STAGE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private CustomerBaseHistory() {}
}
