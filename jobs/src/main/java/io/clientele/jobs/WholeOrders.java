package io.clientele.jobs;

import io.clientele.quality.OrderBook;
import io.clientele.quality.OrderRules;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** The orders source, read from the start. */
final class WholeOrders implements Intake {
  private final Run run;
  private final Dataset<Row> mapped;
  private final Dataset<Row> classified;
  private final OrderBook book;

  WholeOrders(Run run, Dataset<Row> mapped) {
    this.run = run;
    this.mapped = mapped;
    this.book = new OrderBook(run.settings());
    this.classified =
        new OrderRules(run.settings()).classified(mapped).persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public ClassTotals totals() {
    return ClassTotals.of(book.totals(classified).collectAsList());
  }

  @Override
  public List<TableChange> changes() {
    List<TableChange> changes = new ArrayList<>();
    changes.add(TableChange.whole(Orders.SCHEMA, book.orders(classified)));
    if (book.knowsProducts()) {
      changes.add(TableChange.whole(OrderProducts.SCHEMA, book.products(classified)));
    }
    return changes;
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.of(Refusals.ofOrders(run, mapped, classified));
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return Optional.empty();
  }

  @Override
  public void close() {
    classified.unpersist();
  }
}
