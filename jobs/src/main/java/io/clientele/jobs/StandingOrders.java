package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import io.clientele.quality.RowClass;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Orders that had lines before others came: they are among the orders or the rejected rows. Held
 * until it is closed.
 *
 * @param rows {@code order_key} and more, each order once
 * @param number how many there are
 * @param since microseconds of the epoch: no line of theirs that tells its time is older; empty
 *     where that is not known
 */
record StandingOrders(Dataset<Row> rows, long number, OptionalLong since) implements AutoCloseable {
  private static final String KEY = "order_key";
  private static final String SINCE = "since";
  private static final String MAY_BE_OLDER = "may_be_older";

  /**
   * Finds them among the orders touched.
   *
   * @param touched {@code order_key}, each once
   * @param state the ingest that the tables are of
   */
  static StandingOrders among(Dataset<Row> touched, Run run, IngestState state) {
    Dataset<Row> taken =
        run.tables()
            .read(Orders.SCHEMA)
            .select(
                col(Orders.ORDER_ID).as(KEY),
                unix_micros(col(Orders.ORDERED_AT)).as(SINCE),
                lit(false).as(MAY_BE_OLDER));
    Dataset<Row> refused =
        Refusals.before(run, state, "orders")
            .select(
                col(RejectedRows.ORDER_ID).as(KEY),
                lit(null).cast("bigint").as(SINCE),
                RowClass.mayPrecedeItsOrder(col(RejectedRows.REASON)).as(MAY_BE_OLDER));
    Dataset<Row> standing =
        taken
            .union(refused)
            .join(touched, new String[] {KEY}, "left_semi")
            .groupBy(col(KEY))
            .agg(min(col(SINCE)).as(SINCE), max(col(MAY_BE_OLDER)).as(MAY_BE_OLDER))
            .persist(StorageLevel.MEMORY_AND_DISK());
    // Looked at, Spark knows how few they are, and sends them to the lines, not the lines to them.
    Row all = standing.agg(count(lit(1)), min(col(SINCE)), max(col(MAY_BE_OLDER))).head();
    boolean isKnown = !all.isNullAt(1) && !all.getBoolean(2);
    return new StandingOrders(
        standing, all.getLong(0), isKnown ? OptionalLong.of(all.getLong(1)) : OptionalLong.empty());
  }

  /**
   * Takes all orders touched for such: those of people who are to be forgotten are in no table.
   *
   * @param touched {@code order_key}, each once
   */
  static StandingOrders maybe(Dataset<Row> touched) {
    return new StandingOrders(touched, touched.count(), OptionalLong.empty());
  }

  /** Returns {@code order_key}, each once. */
  Dataset<Row> keys() {
    return rows.select(col(KEY));
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
