package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/**
 * What was bought: one row per positive line of an identified customer, where products or
 * categories are mapped.
 */
public final class OrderProducts {
  public static final String ORDER_ID = "order_id";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String ORDERED_AT = "ordered_at";
  public static final String PRODUCT_ID = "product_id";
  public static final String CATEGORY = "category";
  public static final String GROSS_UNITS = "gross_units";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(ORDER_ID, TEXT, "Order id, as text"),
          new TableColumn(
              CUSTOMER_ID,
              TEXT,
              "Customer id, as text; never null: guests have no product features"),
          new TableColumn(ORDERED_AT, INSTANT, "Instant of the order"),
          new TableColumn(PRODUCT_ID, TEXT, "Product id; null where none is mapped or stated"),
          new TableColumn(CATEGORY, TEXT, "Category; null where none is mapped or stated"),
          new TableColumn(
              GROSS_UNITS,
              COUNT,
              "Paid for the line in money units; null where no amount is mapped"));

  /**
   * One row per bought line of an identified customer; amounts in whole units of 10^-money-scale.
   */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "order_products",
          "One row per bought line of an identified customer; amounts in whole units of 10^-money-scale",
          List.of(),
          Optional.empty(),
          COLUMNS);

  private OrderProducts() {}
}
