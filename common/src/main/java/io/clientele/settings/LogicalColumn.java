package io.clientele.settings;

import java.util.List;

/**
 * A column that a source is mapped onto.
 *
 * @param name its name
 * @param need whether a source can do without it
 * @param kind what its expression may give
 */
public record LogicalColumn(String name, Need need, Kind kind) {

  /** Whether a source can do without a column. */
  public enum Need {
    /** The source is nothing without it. */
    REQUIRED,
    /** What needs it is absent without it. */
    OPTIONAL
  }

  /** What an expression may give. */
  public enum Kind {
    /** Anything that has one text: text, number, boolean, date, timestamp. */
    TEXT,
    /** A timestamp, a date, or a text that holds one. */
    TIME,
    /** A number, or a text that holds one. */
    NUMBER,
    /** A boolean. */
    FLAG
  }

  private static final List<LogicalColumn> ORDERS =
      List.of(
          required("order_id", Kind.TEXT),
          required("customer_id", Kind.TEXT),
          required("ordered_at", Kind.TIME),
          optional("amount", Kind.NUMBER),
          optional("quantity", Kind.NUMBER),
          optional("unit_price", Kind.NUMBER),
          optional("line_id", Kind.TEXT),
          optional("product_id", Kind.TEXT),
          optional("category", Kind.TEXT),
          optional("discount", Kind.NUMBER),
          optional("coupon_code", Kind.TEXT),
          optional("status", Kind.TEXT),
          optional("currency", Kind.TEXT),
          optional("is_return", Kind.FLAG),
          optional("is_returned", Kind.FLAG),
          optional("order_discount", Kind.NUMBER),
          optional("order_refund", Kind.NUMBER),
          optional("refunded_at", Kind.TIME),
          optional("updated_at", Kind.TIME),
          optional("email", Kind.TEXT),
          optional("phone", Kind.TEXT));

  private static final List<LogicalColumn> CUSTOMERS =
      List.of(
          required("customer_id", Kind.TEXT),
          optional("registered_at", Kind.TIME),
          optional("email", Kind.TEXT),
          optional("country", Kind.TEXT),
          optional("consent", Kind.TEXT));

  private static final List<LogicalColumn> EVENTS =
      List.of(
          required("customer_id", Kind.TEXT),
          required("occurred_at", Kind.TIME),
          required("event_type", Kind.TEXT),
          optional("session_id", Kind.TEXT),
          optional("product_id", Kind.TEXT),
          optional("amount", Kind.NUMBER));

  private static final List<LogicalColumn> IDENTITY =
      List.of(
          required("customer_id", Kind.TEXT),
          required("person_id", Kind.TEXT),
          optional("valid_from", Kind.TIME));

  /**
   * Returns the logical columns of orders, customers, events or identity; customers may have more,
   * and orders have those that identity.guests-by names.
   */
  public static List<LogicalColumn> of(String source) {
    return switch (source) {
      case "orders" -> ORDERS;
      case "customers" -> CUSTOMERS;
      case "events" -> EVENTS;
      case "identity" -> IDENTITY;
      default -> throw new IllegalArgumentException("No source " + source);
    };
  }

  /** Returns what a mapped column may give; attributes of customers are texts. */
  public static Kind kind(String source, String column) {
    return of(source).stream()
        .filter(logical -> logical.name().equals(column))
        .findFirst()
        .map(LogicalColumn::kind)
        .orElse(Kind.TEXT);
  }

  private static LogicalColumn required(String name, Kind kind) {
    return new LogicalColumn(name, Need.REQUIRED, kind);
  }

  private static LogicalColumn optional(String name, Kind kind) {
    return new LogicalColumn(name, Need.OPTIONAL, kind);
  }
}
