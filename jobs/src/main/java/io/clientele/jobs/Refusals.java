package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.clientele.quality.BrokenRow;
import io.clientele.quality.OrderRules;
import io.clientele.schema.RejectedRows;
import io.clientele.settings.SourceSettings;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rejected source rows as the table rejected_rows holds them, without their batch. */
final class Refusals {
  private static final String[] COLUMNS = {
    RejectedRows.SOURCE,
    RejectedRows.REASON,
    RejectedRows.ORDER_ID,
    RejectedRows.CUSTOMER_ID,
    RejectedRows.ROW
  };

  private Refusals() {}

  /** Returns no row. */
  static Dataset<Row> none(Run run) {
    return run.spark()
        .createDataFrame(List.of(), RejectedRows.SCHEMA.structType(run.settings().money()))
        .drop(RejectedRows.INGEST_BATCH);
  }

  /** Returns rows of the table as they are shown where a gate refuses them. */
  static Dataset<Row> shown(Dataset<Row> refused) {
    Column none = lit(null).cast("string");
    return refused.select(
        col(RejectedRows.REASON).as("row_class"),
        col(RejectedRows.ORDER_ID).as("key_order_id"),
        none.as("stated_time"),
        none.as("stated_amount"));
  }

  /**
   * Returns rows of customers or events as they are shown where a gate refuses them.
   *
   * @param classified rows with their verdicts
   */
  static Dataset<Row> shown(SourceSettings source, Dataset<Row> classified) {
    Column none = lit(null).cast("string");
    String time = source.name().equals("events") ? "occurred_at" : "registered_at";
    return classified
        .filter(OrderRules.isRejected())
        .select(
            col("row_class"),
            none.as("key_order_id"),
            (source.maps(time) ? col(time).cast("string") : none).as("stated_time"),
            (source.maps("event_type") ? col("event_type").cast("string") : none)
                .as("stated_amount"));
  }

  /**
   * Returns the rejected ones of order lines.
   *
   * @param mapped the lines as the source reader gives them
   * @param classified the verdicts on them
   */
  static Dataset<Row> ofOrders(Run run, Dataset<Row> mapped, Dataset<Row> classified) {
    return ofOrders(verdicts(run, mapped, classified));
  }

  /** Returns the rejected ones of order lines with their verdicts, as the rules give them. */
  static Dataset<Row> verdicts(Run run, Dataset<Row> mapped, Dataset<Row> classified) {
    // Only orders with a refused line are looked at again, so that a clean source costs a scan.
    Dataset<Row> affected =
        classified.filter(OrderRules.isRejected()).select(col("order_key")).distinct();
    return new OrderRules(run.settings()).rejected(mapped, affected);
  }

  /** Returns rejected order lines with their verdicts as the table holds them. */
  static Dataset<Row> ofOrders(Dataset<Row> rejected) {
    return rejected.select(
        lit("orders").as(RejectedRows.SOURCE),
        col("row_class").as(RejectedRows.REASON),
        col("key_order_id").as(RejectedRows.ORDER_ID),
        col("stated_customer").as(RejectedRows.CUSTOMER_ID),
        col("row").as(RejectedRows.ROW));
  }

  /** Returns the rejected ones of rows of another source, with their verdicts. */
  static Dataset<Row> of(String source, Dataset<Row> classified) {
    return classified
        .filter(OrderRules.isRejected())
        .select(
            lit(source).as(RejectedRows.SOURCE),
            col("row_class").as(RejectedRows.REASON),
            lit(null).cast("string").as(RejectedRows.ORDER_ID),
            col("key_customer_id").as(RejectedRows.CUSTOMER_ID),
            BrokenRow.text().as(RejectedRows.ROW));
  }

  /** Returns a source's rejected rows of an ingest before. */
  static Dataset<Row> before(Run run, IngestState state, String source) {
    Column isOfBatch =
        col(RejectedRows.INGEST_BATCH)
            .equalTo(lit(state.batch()))
            .and(col(RejectedRows.SOURCE).equalTo(source));
    return run.tables()
        .read(RejectedRows.SCHEMA)
        .filter(isOfBatch)
        .select(List.of(COLUMNS).stream().map(name -> col(name)).toArray(Column[]::new));
  }
}
