package io.clientele.schema;

import static io.clientele.schema.ColumnType.FLAG;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.TEXT_MAP;

import java.util.List;
import java.util.Optional;

/**
 * The registered people: one row per accepted customer of the customers source, or per person where
 * people are joined.
 */
public final class Customers {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String REGISTERED_AT = "registered_at";
  public static final String EMAIL = "email";
  public static final String COUNTRY = "country";
  public static final String CONSENT = "consent";
  public static final String ATTRIBUTES = "attributes";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(
              CUSTOMER_ID, TEXT, "Customer id, as text, or the person where people are joined"),
          new TableColumn(REGISTERED_AT, INSTANT, "Instant of registration; null where unknown"),
          new TableColumn(EMAIL, TEXT, "E-mail address; null where not mapped"),
          new TableColumn(COUNTRY, TEXT, "Country; null where not mapped"),
          new TableColumn(
              CONSENT,
              FLAG,
              "Whether the customer agreed to be contacted, of several accounts all that say something; null where not mapped or unknown"),
          new TableColumn(ATTRIBUTES, TEXT_MAP, "Further mapped columns as text, by name"));

  /** One row per registered customer. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "customers",
          "One row per registered customer",
          List.of(CUSTOMER_ID),
          Optional.empty(),
          COLUMNS);

  private Customers() {}
}
