package io.clientele.jobs;

import io.clientele.quality.OrderFinding;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What an ingest makes of one source; what it keeps at hand is let go by {@link #close}. */
interface Intake extends AutoCloseable {

  /** Reads what there is to read and returns the rows of the whole source by class. */
  ClassTotals totals();

  /** Returns what becomes of the tables made from the source, in the order to write them. */
  List<TableChange> changes();

  /**
   * Returns the rejected rows of the whole source: {@code source, reason, order_id, customer_id,
   * row}; empty where they are those of the batch before.
   */
  Optional<Dataset<Row>> rejected();

  /**
   * Returns whose rows have changed: {@code customer_id, since}, each customer once; empty where it
   * may be anybody's.
   */
  Optional<Dataset<Row>> changed();

  /** Returns the id of an order with a finding; empty where none is at hand. */
  default Optional<String> example(OrderFinding finding) {
    return Optional.empty();
  }

  /**
   * Returns the rejected rows to look at: {@code row_class, key_order_id, stated_time,
   * stated_amount}; only called where there are some.
   */
  Dataset<Row> shown();

  @Override
  void close();
}
