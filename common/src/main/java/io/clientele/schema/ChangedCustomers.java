package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** Whose orders, visits or registration an incremental ingest has changed. */
public final class ChangedCustomers {
  public static final String INGEST_BATCH = "ingest_batch";
  public static final String INGEST = "ingest";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String SINCE = "since";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(INGEST_BATCH, DAY, "As-of date of the ingest"),
          new TableColumn(INGEST, COUNT, "Number of the ingest, as in ingests"),
          new TableColumn(CUSTOMER_ID, TEXT, "Customer id, as text"),
          new TableColumn(
              SINCE,
              DAY,
              "First day whose numbers the change can touch; null where every day may be"));

  /** One row per incremental ingest and customer whose rows came, went or changed in it. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "changed_customers",
          "One row per incremental ingest and customer whose rows came, went or changed in it",
          List.of(INGEST, CUSTOMER_ID),
          Optional.of(INGEST_BATCH),
          COLUMNS);

  private ChangedCustomers() {}
}
