package io.clientele.table;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Rows that are counted while they are written: no second look at what has been written.
 *
 * @param rows the rows to write
 * @param observation what their write tells
 */
record CountedRows(Dataset<Row> rows, Observation observation) {
  private static final String ROWS = "rows";
  private static final Duration PATIENCE = Duration.create("10s");

  static CountedRows of(Dataset<Row> rows) {
    Observation observation = new Observation();
    return new CountedRows(rows.observe(observation, count(lit(1)).as(ROWS)), observation);
  }

  /** Returns how many were written; empty where Spark has optimised the count away. */
  OptionalLong written() {
    try {
      Row counted = Await.result(observation.future(), PATIENCE);
      return OptionalLong.of(counted.getLong(0));
    } catch (TimeoutException unknown) {
      return OptionalLong.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
