package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** Visits: one row per account, session and local day of the accepted events. */
public final class Sessions {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String SESSION_ID = "session_id";
  public static final String EVENT_DATE = "event_date";
  public static final String FIRST_EVENT_AT = "first_event_at";
  public static final String FIRST_CART_AT = "first_cart_at";
  public static final String LAST_CART_AT = "last_cart_at";
  public static final String EVENTS = "events";
  public static final String SOURCE_CUSTOMER_ID = "source_customer_id";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(
              CUSTOMER_ID, TEXT, "Customer id, as text, or the person where people are joined"),
          new TableColumn(SESSION_ID, TEXT, "Session id; null where none is mapped or stated"),
          new TableColumn(EVENT_DATE, DAY, "Day of the events in the shop time zone"),
          new TableColumn(FIRST_EVENT_AT, INSTANT, "Instant of the first event of any type"),
          new TableColumn(
              FIRST_CART_AT,
              INSTANT,
              "Instant of the first cart or checkout event; null without one"),
          new TableColumn(
              LAST_CART_AT,
              INSTANT,
              "Instant of the last cart or checkout event; null without one"),
          new TableColumn(EVENTS, COUNT, "Accepted events"),
          new TableColumn(
              SOURCE_CUSTOMER_ID,
              TEXT,
              "Customer id that the source states, where people are joined; null where they are not"));

  /** One row per customer, account, session and day. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "sessions",
          "One row per customer, session and day; per account where people are joined",
          List.of(CUSTOMER_ID, SOURCE_CUSTOMER_ID, SESSION_ID, EVENT_DATE),
          Optional.empty(),
          COLUMNS);

  private Sessions() {}
}
