package io.clientele.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.Money;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The features of a day made from those of an earlier one: computed for the customers whose numbers
 * can differ, carried over for everybody else. Equal to {@link CustomerBase} in every row and
 * column, if the earlier features are what it gives for the earlier day.
 */
public final class CarriedFeatures {
  /** The days after which an order leaves a window of {@link CustomerFeatures} or enters one. */
  private static final List<Integer> ORDER_WINDOWS = List.of(30, 90, 180, 365);

  private static final int CART_WINDOW = 90;

  /** How long a cart is open. */
  private static final Duration OPEN = Duration.ofHours(24);

  private final Day before;
  private final Day day;
  private final Money money;
  private final Availability has;

  /** Carries features from one day to a later one, from the inputs that the shop has. */
  public CarriedFeatures(Day before, Day day, Money money, Availability has) {
    this.before = before;
    this.day = day;
    this.money = money;
    this.has = has;
  }

  /**
   * Returns {@code customer_id} of everybody whose features can differ, each once: who has rows
   * that only the later day sees, orders that cross the edge of a window, carts that do or were
   * open, and whose rows were changed. Lazy; one exchange.
   *
   * @param changed {@code customer_id} of those whose rows of the earlier day came, went or changed
   *     since its features were computed
   */
  public Dataset<Row> affected(FeatureInputs inputs, Dataset<Row> changed) {
    Dataset<Row> affected =
        ids(inputs
                .orders()
                .filter(day.sees(col(Orders.ORDERED_AT)))
                .filter(isNew(col(Orders.ORDERED_AT)).or(crosses())))
            .union(ids(changed));
    if (has.events()) {
      affected = affected.union(ids(visits(inputs.sessions())));
    }
    if (has.customers()) {
      Column registeredAt = col(Customers.REGISTERED_AT);
      affected =
          affected.union(
              ids(inputs.customers().filter(day.sees(registeredAt)).filter(isNew(registeredAt))));
    }
    return affected.filter(col(CustomerFeatures.CUSTOMER_ID).isNotNull()).distinct();
  }

  /**
   * Returns the features of the later day. Lazy; what {@link CustomerBase} costs for the affected
   * customers, and no exchange of the others.
   *
   * @param previous the features of the earlier day
   * @param affected {@code customer_id} of those to compute
   */
  public Dataset<Row> features(FeatureInputs inputs, Dataset<Row> previous, Dataset<Row> affected) {
    Dataset<Row> carried =
        previous
            .join(affected, new String[] {CustomerFeatures.CUSTOMER_ID}, "left_anti")
            .withColumn(CustomerFeatures.SEGMENT_DATE, day.literal())
            .withColumn(CustomerFeatures.RECENCY_DAYS, since(CustomerFeatures.LAST_ORDER_DATE))
            .withColumn(CustomerFeatures.TENURE_DAYS, since(CustomerFeatures.FIRST_ORDER_DATE));
    FeatureInputs theirs = inputs.of(affected);
    Dataset<Row> computed =
        new CustomerBase(day, money, has)
            .features(theirs.orders(), theirs.products(), theirs.sessions(), theirs.customers());
    return CustomerFeatures.SCHEMA
        .conform(carried, money)
        .union(CustomerFeatures.SCHEMA.conform(computed, money));
  }

  /** Visits of the later day that it alone sees, and carts that time has changed. */
  private Dataset<Row> visits(Dataset<Row> sessions) {
    Column cartAt = col(Sessions.FIRST_CART_AT);
    Column leaves = cartAt.isNotNull().and(leaves(CART_WINDOW, to_date(cartAt)));
    // A cart of several days is as young as the youngest of its rows.
    Column wasOpen = col(Sessions.LAST_CART_AT).geq(lit(before.end().minus(OPEN)));
    return sessions
        .filter(day.sees(col(Sessions.FIRST_EVENT_AT)))
        .filter(isNew(col(Sessions.FIRST_EVENT_AT)).or(leaves).or(wasOpen));
  }

  private Column isNew(Column instant) {
    return not(before.sees(instant));
  }

  private Column crosses() {
    return ORDER_WINDOWS.stream()
        .map(days -> leaves(days, col(Orders.ORDER_DATE)))
        .reduce(lit(false), Column::or);
  }

  private Column leaves(int days, Column date) {
    return before.isInLast(days, date).and(not(day.isInLast(days, date)));
  }

  private Column since(String date) {
    return datediff(day.literal(), col(date));
  }

  private static Dataset<Row> ids(Dataset<Row> rows) {
    return rows.select(col(CustomerFeatures.CUSTOMER_ID));
  }
}
