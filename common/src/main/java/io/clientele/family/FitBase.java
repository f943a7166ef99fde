package io.clientele.family;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The customers that the families of a date are fitted on, one after the other. Counted at most
 * once, however many families ask.
 */
public final class FitBase {
  private final Dataset<Row> rows;
  private final Count count;
  private final Optional<Dataset<Row>> repeatDays;
  private final Optional<Dataset<Row>> purchaseDays;

  private FitBase(
      Dataset<Row> rows,
      Count count,
      Optional<Dataset<Row>> repeatDays,
      Optional<Dataset<Row>> purchaseDays) {
    this.rows = rows;
    this.count = count;
    this.repeatDays = repeatDays;
    this.purchaseDays = purchaseDays;
  }

  /**
   * Takes the customers in.
   *
   * @param features customer_features of the fit date, one row per customer
   */
  public static FitBase of(Dataset<Row> features) {
    return new FitBase(features, new Count(features), Optional.empty(), Optional.empty());
  }

  /**
   * Takes the customers in where the calendar days of their purchases are known.
   *
   * @param features customer_features of the fit date, one row per customer
   * @param repeatDays {@link RepeatDays} of the fit date, not read unless a fit asks for it
   */
  public static FitBase of(Dataset<Row> features, Dataset<Row> repeatDays) {
    return new FitBase(features, new Count(features), Optional.of(repeatDays), Optional.empty());
  }

  /**
   * Returns the same customers with other columns.
   *
   * @param others one row for each of them
   */
  public FitBase with(Dataset<Row> others) {
    return new FitBase(others, count, repeatDays, purchaseDays);
  }

  /**
   * Returns the same customers where it is known on which days they bought.
   *
   * @param days one row per customer and day with a purchase up to the fit date: {@code
   *     customer_id, day, day_before}, the last null on the first; not read unless a fit asks for
   *     it
   */
  public FitBase withPurchaseDays(Dataset<Row> days) {
    return new FitBase(rows, count, repeatDays, Optional.of(days));
  }

  /** Returns the days on which the customers bought; empty where nobody knows them. */
  Optional<Dataset<Row>> purchaseDays() {
    return purchaseDays;
  }

  /** Returns the customers: customer_features, and the labels of the families before. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** Returns {@link RepeatDays} of the fit date; empty where nobody knows the orders. */
  public Optional<Dataset<Row>> repeatDays() {
    return repeatDays;
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
