package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.FLAG;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** What became of the customers of each month. */
public final class CohortRetention {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String COHORT_MONTH = "cohort_month";
  public static final String MONTHS_SINCE = "months_since";
  public static final String COHORT_CUSTOMERS = "cohort_customers";
  public static final String CUSTOMERS = "customers";
  public static final String RETENTION = "retention";
  public static final String REPEAT_CUSTOMERS = "repeat_customers";
  public static final String REPEAT_SHARE = "repeat_share";
  public static final String ORDERS = "orders";
  public static final String GROSS_REVENUE = "gross_revenue";
  public static final String IS_COMPLETE = "is_complete";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(COHORT_MONTH, DAY, "First day of the month of the first purchase"),
          new TableColumn(
              MONTHS_SINCE, WHOLE, "Calendar months since that month; 0 for the month itself"),
          new TableColumn(
              COHORT_CUSTOMERS, COUNT, "Customers with their first purchase in the month"),
          new TableColumn(CUSTOMERS, COUNT, "Those of them with a purchase in that later month"),
          new TableColumn(RETENTION, RATIO, "Customers over cohort customers"),
          new TableColumn(
              REPEAT_CUSTOMERS,
              COUNT,
              "Those of the cohort with a second purchase day up to the end of that later month"),
          new TableColumn(REPEAT_SHARE, RATIO, "Repeat customers over cohort customers"),
          new TableColumn(ORDERS, COUNT, "Their purchases in that later month"),
          new TableColumn(
              GROSS_REVENUE,
              MONEY,
              "Gross revenue of these purchases; null where no amount is mapped"),
          new TableColumn(
              IS_COMPLETE, FLAG, "Whether that later month had ended by the segment date"));

  /** One row per segment date, month of the first purchase and months since. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "cohort_retention",
          "One row per segment date, month of the first purchase and months since",
          List.of(SEGMENT_DATE, COHORT_MONTH, MONTHS_SINCE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private CohortRetention() {}
}
