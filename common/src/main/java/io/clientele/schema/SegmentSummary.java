package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** The size and worth of each segment at the end of a day. */
public final class SegmentSummary {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String FAMILY = "family";
  public static final String SEGMENT = "segment";
  public static final String CUSTOMERS = "customers";
  public static final String CUSTOMER_SHARE = "customer_share";
  public static final String ORDERS = "orders";
  public static final String NET_REVENUE = "net_revenue";
  public static final String REVENUE_SHARE = "revenue_share";
  public static final String AVERAGE_ORDER_VALUE = "average_order_value";
  public static final String AVERAGE_BASKET_ITEMS = "average_basket_items";
  public static final String ORDERS_PER_YEAR = "orders_per_year";
  public static final String REVENUE_PER_CUSTOMER = "revenue_per_customer";
  public static final String LOST_SHARE = "lost_share";
  public static final String RETURN_PROBABILITY_90D = "return_probability_90d";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(
              FAMILY,
              TEXT,
              "lifecycle, loyalty, cluster, ready_made, primary_behaviour, behaviour, rfm, price_sensitivity, custom:NAME for each custom segment, or base for the whole base and the guests"),
          new TableColumn(
              SEGMENT,
              TEXT,
              "Label or flag; in or not in for a custom segment; all or guests in family base"),
          new TableColumn(CUSTOMERS, COUNT, "Customers in the segment; null for guests"),
          new TableColumn(
              CUSTOMER_SHARE, RATIO, "Share of all customers of the base; null for guests"),
          new TableColumn(ORDERS, COUNT, "Their purchases ever"),
          new TableColumn(
              NET_REVENUE, MONEY, "Their net revenue ever; null where no amount is mapped"),
          new TableColumn(
              REVENUE_SHARE,
              RATIO,
              "Share of the net revenue of all identified customers; null for guests or where that is 0"),
          new TableColumn(
              AVERAGE_ORDER_VALUE, RATIO, "Gross revenue per purchase; null without a purchase"),
          new TableColumn(
              AVERAGE_BASKET_ITEMS,
              RATIO,
              "Items per purchase; null without a purchase or quantity"),
          new TableColumn(
              ORDERS_PER_YEAR,
              RATIO,
              "365 times purchases over days of tenure, over members with a tenure of 90 days or more; null without one"),
          new TableColumn(REVENUE_PER_CUSTOMER, RATIO, "Net revenue per customer; null for guests"),
          new TableColumn(
              LOST_SHARE,
              RATIO,
              "Share of the customers whose lifecycle is Lost; null for guests or where lifecycle is off"),
          new TableColumn(
              RETURN_PROBABILITY_90D,
              RATIO,
              "Mean probability of a purchase within 90 days, over its buyers; null without a buyer or where no predictive model is fitted"));

  /** One row per segment date, family and segment; overlapping flags need not add up to 1. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "segment_summary",
          "One row per segment date, family and segment; overlapping flags need not add up to 1",
          List.of(SEGMENT_DATE, FAMILY, SEGMENT),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private SegmentSummary() {}
}
