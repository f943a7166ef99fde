package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.clientele.quality.CustomerRules;
import io.clientele.quality.IdentityLinks;
import io.clientele.quality.OrderFinding;
import io.clientele.quality.RowClass;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.Customers;
import io.clientele.settings.SourceSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The customers source, read from the start: it is small, and many shops write it anew every night.
 * Who is registered otherwise than before is found by comparing.
 */
final class WholeCustomers implements Intake {
  private final SourceSettings source;
  private final CustomerRules rules;
  private final Dataset<Row> mapped;
  private final Dataset<Row> classified;
  private final Optional<Dataset<Row>> before;
  private Optional<IdentityLinks> links = Optional.empty();

  /**
   * Reads the source.
   *
   * @param before the customers table that features may have been computed from; empty where there
   *     is none
   */
  WholeCustomers(
      Run run, SourceSettings source, Dataset<Row> mapped, Optional<Dataset<Row>> before) {
    this.source = source;
    this.rules = new CustomerRules(source, run.settings().quality());
    this.mapped = mapped;
    this.before = before;
    this.classified = rules.classified(mapped).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Joins the accounts of a person. */
  void join(IdentityLinks found) {
    links = Optional.of(found);
  }

  /** Returns the rows with their verdicts. */
  Dataset<Row> classified() {
    return classified;
  }

  /** Returns the accepted accounts: {@code key_customer_id, instant}. */
  Dataset<Row> accounts() {
    return classified
        .filter(col("row_class").equalTo(RowClass.ACCEPTED))
        .select("key_customer_id", "instant");
  }

  private Dataset<Row> people() {
    return links
        .map(found -> rules.people(classified, found))
        .orElseGet(() -> rules.customers(classified));
  }

  @Override
  public ClassTotals totals() {
    return ClassTotals.ofOrders(
        classified
            .groupBy(col("row_class"), rules.consent().as("consent"))
            .agg(
                count(lit(1)).as("lines"),
                count_if(rules.hasUnreadableKey(classified))
                    .as(OrderFinding.UNREADABLE_KEY.counted()),
                lit(0L).as(OrderFinding.UNREADABLE_KEY.valued())));
  }

  @Override
  public List<TableChange> changes() {
    return List.of(TableChange.whole(Customers.SCHEMA, people()));
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.of(Refusals.of("customers", rules.classified(mapped)));
  }

  @Override
  public Dataset<Row> shown() {
    return Refusals.shown(source, rules.classified(mapped));
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return before.map(
        known ->
            registered(known)
                .join(
                    registered(people())
                        .withColumnRenamed("known", "knownNow")
                        .withColumnRenamed(Customers.REGISTERED_AT, "registeredNow"),
                    new String[] {Customers.CUSTOMER_ID},
                    "full")
                .filter(
                    not(
                        col("known")
                            .eqNullSafe(col("knownNow"))
                            .and(col(Customers.REGISTERED_AT).eqNullSafe(col("registeredNow")))))
                .select(
                    col(Customers.CUSTOMER_ID), lit(null).cast("date").as(ChangedCustomers.SINCE)));
  }

  private static Dataset<Row> registered(Dataset<Row> customers) {
    return customers.select(
        col(Customers.CUSTOMER_ID), col(Customers.REGISTERED_AT), lit(true).as("known"));
  }

  @Override
  public void close() {
    classified.unpersist();
  }
}
