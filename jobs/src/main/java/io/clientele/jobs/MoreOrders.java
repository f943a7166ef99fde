package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;

import io.clientele.quality.OrderBook;
import io.clientele.quality.OrderFinding;
import io.clientele.quality.OrderRules;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.source.SourceChange;
import io.clientele.source.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What is new in the orders source. The rules look at whole orders, so that the orders of rows that
 * have come or gone are judged anew from all their lines, and nothing else is.
 *
 * <p>An order has lines already where it is among the orders or the rejected rows: only then are
 * lines looked up in the source as it was.
 */
final class MoreOrders implements Intake {
  private final Run run;
  private final SourceChange.Some change;
  private final IngestState state;
  private final OrderRules rules;
  private final OrderBook book;
  private final People people;
  private final Dataset<Row> added;
  private final Dataset<Row> keys;
  private final StandingOrders standing;
  private final Dataset<Row> linesBefore;
  private final Dataset<Row> lines;
  private final Dataset<Row> classified;
  private final boolean grows;
  private final ClassTotals coming;
  private final ClassTotals lost;

  /**
   * Judges the orders that are touched.
   *
   * @param change rows as the source reader gives them
   */
  MoreOrders(Run run, SourceChange.Some change, IngestState state, People people) {
    this.run = run;
    this.people = people;
    this.change = change;
    this.state = state;
    this.rules = new OrderRules(run.settings());
    this.book = new OrderBook(run.settings());
    this.added = kept(change.added());
    this.keys = kept(touched());
    // Counted, Spark knows how few they are, and sends them to the orders, not the orders to them.
    keys.count();
    this.standing =
        people.suppression().isEmpty()
            ? StandingOrders.among(keys, run, state)
            : StandingOrders.maybe(keys);
    this.grows = standing.number() > 0;
    // Found by reading the source, and needed three times. Whole rows are for rejected ones.
    this.linesBefore = kept(rowsBefore().drop(SourceReader.SOURCE_ROW));
    this.lines = lines();
    this.classified = kept(rules.classified(people.ofOrders(looked())));
    rules.requireOneVersionAFile(lines);
    this.coming = totals(classified);
    this.lost =
        change
            .removed()
            .map(rows -> totals(rules.classified(people.ofOrdersThen(rules.besidesAny(rows)))))
            .orElse(ClassTotals.none());
  }

  @Override
  public ClassTotals totals() {
    ClassTotals totals = state.totals().getOrDefault("orders", ClassTotals.none()).plus(coming);
    return (grows ? totals.minus(totals(before())) : totals).minus(lost);
  }

  @Override
  public List<TableChange> changes() {
    // Of orders that nobody has seen there is nothing to look for.
    Dataset<Row> gone = grows ? keys : keys.limit(0);
    TableChange.Gone orders =
        new TableChange.Gone(
            List.of(Orders.ORDER_ID), gone.withColumnRenamed("order_key", Orders.ORDER_ID));
    List<TableChange> changes = new ArrayList<>();
    changes.add(TableChange.part(Orders.SCHEMA, book.orders(classified), orders));
    if (book.knowsProducts()) {
      changes.add(TableChange.part(OrderProducts.SCHEMA, book.products(classified), orders));
    }
    return changes;
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    Dataset<Row> before = Refusals.before(run, state, "orders");
    Dataset<Row> others =
        before.join(
            keys, before.col(RejectedRows.ORDER_ID).equalTo(keys.col("order_key")), "left_anti");
    Dataset<Row> more =
        coming.rejected() > 0
            ? others.union(Refusals.ofOrders(run, people.ofOrders(lines), classified))
            : others;
    return Optional.of(
        lost.rejected() > 0 ? more.exceptAll(aloneRefused(change.removed().orElseThrow())) : more);
  }

  /** Rejected rows that belong to no order; the same row may have come again. */
  private Dataset<Row> aloneRefused(Dataset<Row> mapped) {
    Dataset<Row> alone = people.ofOrdersThen(rules.besidesAny(mapped));
    return Refusals.ofOrders(run, alone, rules.classified(alone));
  }

  @Override
  public Dataset<Row> shown() {
    return Refusals.shown(rejected().orElseThrow());
  }

  @Override
  public Optional<String> example(OrderFinding finding) {
    return OrderBook.example(classified, finding);
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    Dataset<Row> orders =
        grows ? book.orders(classified).union(book.orders(before())) : book.orders(classified);
    return Optional.of(
        orders
            .filter(col(Orders.CUSTOMER_ID).isNotNull())
            .groupBy(col(Orders.CUSTOMER_ID))
            .agg(min(to_date(col(Orders.ORDERED_AT))).as(ChangedCustomers.SINCE)));
  }

  @Override
  public void close() {
    added.unpersist();
    keys.unpersist();
    standing.close();
    linesBefore.unpersist();
    classified.unpersist();
  }

  /** The orders of rows that have come or gone, and those that may be somebody else's now. */
  private Dataset<Row> touched() {
    List<Dataset<Row>> touched = new ArrayList<>(List.of(rules.keys(added)));
    change.removed().ifPresent(rows -> touched.add(rules.keys(rows)));
    people.touchedOrders(state).ifPresent(touched::add);
    return touched.size() == 1
        ? touched.get(0)
        // Not found again from tables that are replaced meanwhile, nor with all they are found by.
        : touched.stream().reduce(Dataset::union).orElseThrow().distinct().localCheckpoint();
  }

  /** The lines that the touched orders had, as the source reader gives them. */
  private Dataset<Row> rowsBefore() {
    // An older version may be of any time.
    OptionalLong since =
        run.settings().sources().knowsVersions() ? OptionalLong.empty() : standing.since();
    return rules.ofOrders(change.before(), standing.keys(), since);
  }

  /** All lines of the touched orders, and the new ones that belong to no order. */
  private Dataset<Row> lines() {
    if (change.removed().isPresent()) {
      return rules.ofOrders(change.after(), keys).union(rules.besidesAny(added));
    }
    return grows ? added.union(rowsBefore()) : added;
  }

  /** The same lines without their source rows. */
  private Dataset<Row> looked() {
    return grows && change.removed().isEmpty()
        ? added.drop(SourceReader.SOURCE_ROW).unionByName(linesBefore)
        : lines;
  }

  private Dataset<Row> before() {
    return rules.classified(people.ofOrdersThen(linesBefore));
  }

  private ClassTotals totals(Dataset<Row> verdicts) {
    return ClassTotals.ofOrders(book.totals(verdicts));
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }
}
