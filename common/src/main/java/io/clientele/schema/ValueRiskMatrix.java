package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** What customers of a value are worth, and how much of that is at risk. */
public final class ValueRiskMatrix {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String LOYALTY = "loyalty";
  public static final String LIFECYCLE = "lifecycle";
  public static final String CUSTOMERS = "customers";
  public static final String REPEAT_CUSTOMERS = "repeat_customers";
  public static final String NET_REVENUE = "net_revenue";
  public static final String NET_REVENUE_365D = "net_revenue_365d";
  public static final String REVENUE_PACE = "revenue_pace";
  public static final String REVENUE_AT_RISK = "revenue_at_risk";
  public static final String REVENUE_LOST = "revenue_lost";
  public static final String LOST_365D = "lost_365d";
  public static final String REVENUE_LOST_365D = "revenue_lost_365d";
  public static final String EXPECTED_VALUE_365D = "expected_value_365d";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(LOYALTY, TEXT, "Loyalty tier"),
          new TableColumn(LIFECYCLE, TEXT, "Lifecycle stage"),
          new TableColumn(CUSTOMERS, COUNT, "Customers of that tier and stage"),
          new TableColumn(
              REPEAT_CUSTOMERS,
              COUNT,
              "Those of them with two purchase days or more: others have no pace"),
          new TableColumn(
              NET_REVENUE, MONEY, "Their net revenue ever; null where no amount is mapped"),
          new TableColumn(
              NET_REVENUE_365D,
              MONEY,
              "Their net revenue of the last 365 days; null where no amount is mapped"),
          new TableColumn(
              REVENUE_PACE,
              MONEY,
              "What repeat_customers bring in a year at their own pace; null where no amount is mapped"),
          new TableColumn(
              REVENUE_AT_RISK,
              MONEY,
              "Yearly pace of those who are Slipping Away; 0 in other stages, null where no amount is mapped"),
          new TableColumn(
              REVENUE_LOST,
              MONEY,
              "Yearly pace of those who are Lost; 0 in other stages, null where no amount is mapped"),
          new TableColumn(
              LOST_365D,
              COUNT,
              "Those of repeat_customers whose Lost began in the last 365 days; 0 in other stages"),
          new TableColumn(
              REVENUE_LOST_365D, MONEY, "Their yearly pace; null where no amount is mapped"),
          new TableColumn(
              EXPECTED_VALUE_365D,
              RATIO,
              "Sum of their expected value of the next 365 days; null where nothing is predicted"));

  /** One row per segment date, loyalty tier and lifecycle stage that occurs. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "value_risk_matrix",
          "One row per segment date, loyalty tier and lifecycle stage that occurs",
          List.of(SEGMENT_DATE, LOYALTY, LIFECYCLE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private ValueRiskMatrix() {}
}
