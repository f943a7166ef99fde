package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.FLAG;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.TEXT_MAP;

import java.util.List;
import java.util.Optional;

/**
 * The validated orders, with amounts in whole money units: one row per order, and one more for each
 * later day on which something of it came back.
 */
public final class Orders {
  public static final String ORDER_ID = "order_id";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String ORDERED_AT = "ordered_at";
  public static final String ORDER_DATE = "order_date";
  public static final String ORDER_CLASS = "order_class";
  public static final String LINES = "lines";
  public static final String ITEM_THOUSANDTHS = "item_thousandths";
  public static final String GROSS_UNITS = "gross_units";
  public static final String RETURNED_UNITS = "returned_units";
  public static final String OTHER_UNITS = "other_units";
  public static final String DISCOUNT_UNITS = "discount_units";
  public static final String HAS_COUPON = "has_coupon";
  public static final String UNIT_PRICE_UNITS = "unit_price_units";
  public static final String PRICED_LINES = "priced_lines";
  public static final String IS_DATED_ONLY = "is_dated_only";
  public static final String SOURCE_CUSTOMER_ID = "source_customer_id";
  public static final String PERSON_KEYS = "person_keys";

  /** Order class: has a line of positive quantity and amount that is not cancelled. */
  public static final String PURCHASE = "purchase";

  /** Order class: only takes back; lowers net revenue on its own date and is no purchase. */
  public static final String RETURN = "return";

  /** Order class: every line is cancelled; in the reconciliation only. */
  public static final String CANCELLED = "cancelled";

  /** Order class: quantity zero; in the reconciliation only. */
  public static final String ADJUSTMENT = "adjustment";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(ORDER_ID, TEXT, "Order id, as text"),
          new TableColumn(
              CUSTOMER_ID,
              TEXT,
              "Customer id, as text, or the person where people are joined; null for a guest"),
          new TableColumn(
              ORDERED_AT,
              INSTANT,
              "Instant of the order, its earliest accepted line; of a return, when it came back"),
          new TableColumn(ORDER_DATE, DAY, "Day of ordered_at in the shop time zone"),
          new TableColumn(ORDER_CLASS, TEXT, "purchase, return, cancelled or adjustment"),
          new TableColumn(
              LINES, COUNT, "Accepted lines in the row; 0 for a refund that no line tells of"),
          new TableColumn(
              ITEM_THOUSANDTHS,
              COUNT,
              "Quantity of the positive lines in thousandths; null where no quantity is mapped"),
          new TableColumn(
              GROSS_UNITS,
              COUNT,
              "Sum of the positive lines less the discount of the order, in money units; null where no amount is mapped"),
          new TableColumn(
              RETURNED_UNITS,
              COUNT,
              "Sum of the negative lines and refunds in money units, as a positive number; null where no amount is mapped"),
          new TableColumn(
              OTHER_UNITS,
              COUNT,
              "Signed sum of cancelled and zero-quantity lines in money units, in the reconciliation only"),
          new TableColumn(
              DISCOUNT_UNITS,
              COUNT,
              "Discount on the positive lines and on the order in money units; null where no discount is mapped"),
          new TableColumn(
              HAS_COUPON,
              FLAG,
              "Whether a positive line carries a coupon code; null where no coupon is mapped"),
          new TableColumn(
              UNIT_PRICE_UNITS,
              COUNT,
              "Sum of the unit prices of the priced lines in money units; null where no unit price is known"),
          new TableColumn(
              PRICED_LINES,
              COUNT,
              "Positive lines whose unit price is above 0; null where no unit price is known"),
          new TableColumn(
              IS_DATED_ONLY,
              FLAG,
              "Whether ordered_at is midnight sharp in the shop time zone, taken to mean that only the day is known"),
          new TableColumn(
              SOURCE_CUSTOMER_ID,
              TEXT,
              "Customer id that the source states, where people are joined; null where it states none, and where they are not"),
          new TableColumn(
              PERSON_KEYS,
              TEXT_MAP,
              "HMAC-SHA256 under identity.salt of the e-mail address and other keys that the order states, in hex, by name; null where identity.guests-by is empty"));

  /** One row per accepted order and day; amounts in whole units of 10^-money-scale. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "orders",
          "One row per accepted order, and one per later day with a return of it; amounts in whole units of 10^-money-scale",
          List.of(ORDER_ID, ORDER_DATE),
          Optional.empty(),
          COLUMNS);

  private Orders() {}
}
