package io.clientele.schema;

import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** The source rows that were refused, with the reason. */
public final class RejectedRows {
  public static final String INGEST_BATCH = "ingest_batch";
  public static final String SOURCE = "source";
  public static final String REASON = "reason";
  public static final String ORDER_ID = "order_id";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String ROW = "row";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(INGEST_BATCH, DAY, "As-of date of the ingest that read the row"),
          new TableColumn(SOURCE, TEXT, "orders, customers, events or identity"),
          new TableColumn(REASON, TEXT, "First rule that refused the row"),
          new TableColumn(ORDER_ID, TEXT, "Order id, where there is one"),
          new TableColumn(
              CUSTOMER_ID,
              TEXT,
              "Customer id that the row names, else the guest whom its first key makes where people are joined"),
          new TableColumn(ROW, TEXT, "The source row as JSON, a broken one as it is written"));

  /** One row per rejected source row and ingest batch. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "rejected_rows",
          "One row per rejected source row and ingest batch",
          List.of(),
          Optional.of(INGEST_BATCH),
          COLUMNS);

  private RejectedRows() {}
}
