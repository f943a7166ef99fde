package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.clientele.quality.OrderBook;
import io.clientele.quality.OrderFinding;
import io.clientele.quality.OrderSums;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The orders source, read from the start. */
final class WholeOrders implements Intake {
  /** In the sample shop goods come back for a month; an older order only costs more files. */
  private static final int GROWING_DAYS = 90;

  private final Run run;
  private final Dataset<Row> mapped;
  private final OrderSums sums;

  /**
   * Reads the source.
   *
   * @param mapped its rows with their people
   */
  WholeOrders(Run run, Dataset<Row> mapped) {
    this.run = run;
    this.mapped = mapped;
    this.sums = OrderSums.of(run.settings(), mapped);
  }

  @Override
  public ClassTotals totals() {
    return ClassTotals.ofOrders(sums.totals());
  }

  @Override
  public List<TableChange> changes() {
    List<TableChange> changes = new ArrayList<>();
    Dataset<Row> orders = run.tables().apart(sums.orders(), mayGrow());
    changes.add(TableChange.whole(Orders.SCHEMA, orders));
    if (new OrderBook(run.settings()).knowsProducts()) {
      changes.add(TableChange.whole(OrderProducts.SCHEMA, sums.products()));
    }
    return changes;
  }

  /** Holds for orders that goods may still come back of, or whose lines may come late. */
  private Column mayGrow() {
    return col(Orders.ORDER_DATE).gt(lit(run.asOf().minusDays(GROWING_DAYS)));
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.of(
        Refusals.ofOrders(sums.refusedAlone())
            .union(Refusals.ofOrders(run, mapped, sums.classified())));
  }

  @Override
  public Dataset<Row> shown() {
    return shown(sums.refusedAlone())
        .union(shown(Refusals.verdicts(run, mapped, sums.classified())));
  }

  /** Returns rejected order lines as they are shown where a gate refuses them. */
  static Dataset<Row> shown(Dataset<Row> verdicts) {
    return verdicts.select("row_class", "key_order_id", "stated_time", "stated_amount");
  }

  @Override
  public Optional<String> example(OrderFinding finding) {
    return sums.example(finding);
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return Optional.empty();
  }

  @Override
  public void close() {
    sums.close();
  }
}
