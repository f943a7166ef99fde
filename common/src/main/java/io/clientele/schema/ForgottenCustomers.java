package io.clientele.schema;

import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** Who is kept out: the people that the shop was asked to forget, as salted hashes. */
public final class ForgottenCustomers {
  public static final String CUSTOMER_HASH = "customer_hash";
  public static final String SALT = "salt";
  public static final String FORGOTTEN_ON = "forgotten_on";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(
              CUSTOMER_HASH, TEXT, "SHA-256 of salt, a colon and the customer id, in hex"),
          new TableColumn(SALT, TEXT, "Random text of this warehouse, the same in every row"),
          new TableColumn(FORGOTTEN_ON, DAY, "As-of date of the forget that first named them"));

  /** One row per forgotten customer. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "forgotten_customers",
          "One row per forgotten customer, whom no ingest takes in again",
          List.of(CUSTOMER_HASH),
          Optional.empty(),
          COLUMNS);

  private ForgottenCustomers() {}
}
