package io.clientele.family;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The customers that the families of a date are fitted on, one after the other. Counted at most
 * once, however many families ask.
 */
public final class FitBase {
  private final Dataset<Row> rows;
  private final Count count;

  private FitBase(Dataset<Row> rows, Count count) {
    this.rows = rows;
    this.count = count;
  }

  /**
   * Takes the customers in.
   *
   * @param features customer_features of the fit date, one row per customer
   */
  public static FitBase of(Dataset<Row> features) {
    return new FitBase(features, new Count(features));
  }

  /**
   * Returns the same customers with other columns.
   *
   * @param others one row for each of them
   */
  public FitBase with(Dataset<Row> others) {
    return new FitBase(others, count);
  }

  /** Returns the customers: customer_features, and the labels of the families before. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** Returns whether there are at most as many as a limit. */
  public boolean isWithin(int limit) {
    return count.get() <= limit;
  }

  private static final class Count {
    private final Dataset<Row> rows;
    private long counted = -1;

    Count(Dataset<Row> rows) {
      this.rows = rows;
    }

    long get() {
      if (counted < 0) {
        counted = rows.count();
      }
      return counted;
    }
  }
}
