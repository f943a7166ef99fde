package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import io.clientele.quality.CustomerRules;
import io.clientele.quality.EventRules;
import io.clientele.quality.OrderBook;
import io.clientele.quality.OrderRules;
import io.clientele.quality.OrderSums;
import io.clientele.schema.Money;
import io.clientele.schema.RejectedRows;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.source.SourceReader;
import io.clientele.source.SourceVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The three sources of one ingest, read once each: what the tables need is kept summed on disk and
 * let go by {@link #close}.
 */
final class SourceIntake implements AutoCloseable {
  private final Run run;
  private final Settings settings;
  private final SourceReader reader;
  private final OrderBook orderBook;
  private @Nullable OrderSums orderSums;
  private final Optional<Dataset<Row>> eventRows;
  private final Optional<Dataset<Row>> customerRows;

  SourceIntake(Run run) {
    this.run = run;
    this.settings = run.settings();
    this.reader = new SourceReader(run.spark());
    this.orderBook = new OrderBook(settings);
    this.eventRows =
        settings
            .sources()
            .events()
            .map(source -> kept(rules(source).parts(rules(source).classified(mapped(source)))));
    this.customerRows =
        settings
            .sources()
            .customers()
            .map(source -> kept(new CustomerRules(source).classified(mapped(source))));
  }

  /** Reads every source and returns its row classes. */
  List<RunReport.Reconciliation> reconcile() {
    Optional<Money> money =
        settings.sources().knowsMoney() ? Optional.of(settings.money()) : Optional.empty();
    List<RunReport.Reconciliation> list = new ArrayList<>();
    list.add(RowTotals.of("orders", orderSums().totals().collectAsList(), money));
    customerRows.ifPresent(
        rows -> list.add(RowTotals.of("customers", totals(rows, count(lit(1))), Optional.empty())));
    eventRows.ifPresent(
        rows ->
            list.add(RowTotals.of("events", totals(rows, sum(col("events"))), Optional.empty())));
    return list;
  }

  /** Returns the versions of the sources as they stand, by {@code source.name}. */
  static Map<String, String> versions(SparkSession spark, Settings settings) {
    Map<String, String> versions = new LinkedHashMap<>();
    sources(settings)
        .forEach(
            source -> versions.put("source." + source.name(), new SourceVersion(spark).of(source)));
    return versions;
  }

  /** Returns the rows of the orders table. */
  Dataset<Row> orders() {
    return orderSums().orders();
  }

  /** Returns the rows of the order_products table, where products or categories are mapped. */
  Optional<Dataset<Row>> products() {
    return orderBook.knowsProducts() ? Optional.of(orderSums().products()) : Optional.empty();
  }

  /** Returns the rows of the sessions table, where there is an events source. */
  Optional<Dataset<Row>> sessions() {
    return settings
        .sources()
        .events()
        .flatMap(source -> eventRows.map(rows -> rules(source).sessions(rows)));
  }

  /** Returns the rows of the customers table, where there is a customers source. */
  Optional<Dataset<Row>> customers() {
    return settings
        .sources()
        .customers()
        .flatMap(source -> customerRows.map(rows -> new CustomerRules(source).customers(rows)));
  }

  /**
   * Returns the rows of the rejected_rows table: the refused source rows, read a second time where
   * there are any.
   */
  Dataset<Row> rejectedRows(List<RunReport.Reconciliation> reconciliations) {
    if (reconciliations.stream().allMatch(rows -> rows.rejected().isEmpty())) {
      return run.spark()
          .createDataFrame(List.of(), RejectedRows.SCHEMA.structType(settings.money()));
    }
    Dataset<Row> rejected = rejectedOrders();
    if (settings.sources().events().isPresent()) {
      SourceSettings events = settings.sources().events().get();
      rejected = rejected.union(refused("events", rules(events).classified(mapped(events))));
    }
    if (settings.sources().customers().isPresent()) {
      SourceSettings customers = settings.sources().customers().get();
      Dataset<Row> classified = new CustomerRules(customers).classified(mapped(customers));
      rejected = rejected.union(refused("customers", classified));
    }
    return rejected.withColumn(RejectedRows.INGEST_BATCH, lit(run.asOf()));
  }

  @Override
  public void close() {
    if (orderSums != null) {
      orderSums.close();
    }
    eventRows.ifPresent(Dataset::unpersist);
    customerRows.ifPresent(Dataset::unpersist);
  }

  /** The source is read when it is first asked for. */
  private OrderSums orderSums() {
    OrderSums known = orderSums;
    if (known == null) {
      known = OrderSums.of(settings, mapped(settings.sources().orders()));
      orderSums = known;
    }
    return known;
  }

  private Dataset<Row> rejectedOrders() {
    // Only orders with a refused line are looked at again, so that a clean source costs a scan.
    Dataset<Row> affected =
        orderSums()
            .classified()
            .filter(OrderRules.isRejected())
            .select(col("order_key"))
            .distinct();
    return new OrderRules(settings)
        .rejected(mapped(settings.sources().orders()), affected)
        .select(
            lit("orders").as(RejectedRows.SOURCE),
            col("row_class").as(RejectedRows.REASON),
            col("key_order_id").as(RejectedRows.ORDER_ID),
            col("row").as(RejectedRows.ROW));
  }

  private static Dataset<Row> refused(String source, Dataset<Row> classified) {
    return classified
        .filter(OrderRules.isRejected())
        .select(
            lit(source).as(RejectedRows.SOURCE),
            col("row_class").as(RejectedRows.REASON),
            lit(null).cast("string").as(RejectedRows.ORDER_ID),
            to_json(col("source_row")).as(RejectedRows.ROW));
  }

  private static List<SourceSettings> sources(Settings settings) {
    List<SourceSettings> sources = new ArrayList<>();
    sources.add(settings.sources().orders());
    settings.sources().customers().ifPresent(sources::add);
    settings.sources().events().ifPresent(sources::add);
    return sources;
  }

  private static List<Row> totals(Dataset<Row> rows, Column lines) {
    return rows.groupBy(col("row_class")).agg(lines.as("lines")).collectAsList();
  }

  private Dataset<Row> mapped(SourceSettings source) {
    return reader.rows(source);
  }

  private static EventRules rules(SourceSettings source) {
    return new EventRules(source);
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }
}
