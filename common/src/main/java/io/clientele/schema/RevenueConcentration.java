package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** How much of the revenue the best customers bring. */
public final class RevenueConcentration {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String PERCENTILE = "percentile";
  public static final String CUSTOMERS = "customers";
  public static final String NET_REVENUE = "net_revenue";
  public static final String REVENUE_SHARE = "revenue_share";
  public static final String CUMULATIVE_CUSTOMER_SHARE = "cumulative_customer_share";
  public static final String CUMULATIVE_REVENUE_SHARE = "cumulative_revenue_share";
  public static final String GINI = "gini";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(
              PERCENTILE, WHOLE, "1 for the hundredth of buyers with the most net revenue, to 100"),
          new TableColumn(CUSTOMERS, COUNT, "Buyers of the percentile"),
          new TableColumn(NET_REVENUE, MONEY, "Their net revenue ever, below 0 counted as 0"),
          new TableColumn(
              REVENUE_SHARE, RATIO, "Share of it in that of all buyers; null where that is 0"),
          new TableColumn(
              CUMULATIVE_CUSTOMER_SHARE,
              RATIO,
              "Share of buyers in this percentile and the better ones"),
          new TableColumn(
              CUMULATIVE_REVENUE_SHARE,
              RATIO,
              "Share of the revenue of this percentile and the better ones; null where all is 0"),
          new TableColumn(
              GINI,
              RATIO,
              "Gini coefficient of the net revenue of all buyers, the same in each row: 0 where all bring the same, near 1 where one brings all; null where all is 0"));

  /** One row per segment date and percentile of buyers, the best first. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "revenue_concentration",
          "One row per segment date and percentile of buyers, the best first",
          List.of(SEGMENT_DATE, PERCENTILE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private RevenueConcentration() {}
}
