package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** How the customer base has grown against some months ago. */
public final class CustomerBaseGrowth {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String MONTHS_BACK = "months_back";
  public static final String COMPARED_DATE = "compared_date";
  public static final String STAGE = "stage";
  public static final String CUSTOMERS_THEN = "customers_then";
  public static final String CUSTOMERS = "customers";
  public static final String GROWTH = "growth";
  public static final String NET_REVENUE_THEN = "net_revenue_then";
  public static final String NET_REVENUE = "net_revenue";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(MONTHS_BACK, WHOLE, "1, 3, 6 or 12"),
          new TableColumn(
              COMPARED_DATE,
              DAY,
              "Earlier date compared with: the newest complete one that is as many months old, and at most six days older"),
          new TableColumn(STAGE, TEXT, "Lifecycle stage; all for the whole base"),
          new TableColumn(
              CUSTOMERS_THEN, COUNT, "Customers in the stage then; 0 where there was none"),
          new TableColumn(CUSTOMERS, COUNT, "Customers in the stage now; 0 where there is none"),
          new TableColumn(
              GROWTH,
              RATIO,
              "Customers now over customers then, less 1; null where there was none"),
          new TableColumn(
              NET_REVENUE_THEN,
              MONEY,
              "Net revenue ever of the customers then; null where no amount is mapped"),
          new TableColumn(
              NET_REVENUE,
              MONEY,
              "Net revenue ever of the customers now; null where no amount is mapped"));

  /** One row per segment date, months back and lifecycle stage, where such a date is complete. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "customer_base_growth",
          "One row per segment date, months back and lifecycle stage, where such a date is complete",
          List.of(SEGMENT_DATE, MONTHS_BACK, STAGE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private CustomerBaseGrowth() {}
}
