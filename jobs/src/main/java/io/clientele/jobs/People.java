package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.clientele.quality.IdentityLinks;
import io.clientele.quality.RowClass;
import io.clientele.quality.Suppression;
import io.clientele.schema.Identities;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Sessions;
import io.clientele.settings.SourceSettings;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who is behind the rows of the sources, as an ingest knows it and as the one before did; where
 * people are not joined, only who is to be forgotten. Held until it is closed.
 *
 * @param run the run
 * @param suppression who is to be forgotten
 * @param now the links as they are; empty where people are not joined
 * @param then the links as the ingest before left them; empty where they are the same
 * @param changes the links that are not as they were: {@code key_kind, key, now, then}; empty where
 *     they are the same
 */
record People(
    Run run,
    Suppression suppression,
    Optional<IdentityLinks> now,
    Optional<IdentityLinks> then,
    Optional<Dataset<Row>> changes)
    implements AutoCloseable {

  /** People who are not joined. */
  static People apart(Run run, Suppression suppression) {
    return new People(run, suppression, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * People as the links join them.
   *
   * @param now the links as they are
   * @param then the links as the ingest before left them; empty where all rows are read anew
   */
  static People joined(
      Run run, Suppression suppression, IdentityLinks now, Optional<IdentityLinks> then) {
    // Asked many times: found once, and no plan holds how.
    Optional<Dataset<Row>> changes =
        then.map(before -> now.changes(before).localCheckpoint()).filter(rows -> !rows.isEmpty());
    Optional<IdentityLinks> kept = then.filter(links -> changes.isPresent());
    if (kept.isEmpty()) {
      then.ifPresent(IdentityLinks::close);
    }
    return new People(run, suppression, Optional.of(now), kept, changes);
  }

  /** Marks rows of a source with who is to be forgotten, and with their keys. */
  Dataset<Row> marked(Dataset<Row> mapped, SourceSettings source) {
    Dataset<Row> rows =
        run.settings().joinsPeople() && !source.name().equals("identity")
            ? IdentityLinks.marked(run.settings(), mapped, source)
            : mapped;
    return suppression.marked(rows, source);
  }

  /** Completes rows of the orders source with their people as they are known now. */
  Dataset<Row> ofOrders(Dataset<Row> mapped) {
    return resolved(mapped, now);
  }

  /** Completes rows of the orders source with their people as the ingest before knew them. */
  Dataset<Row> ofOrdersThen(Dataset<Row> mapped) {
    return resolved(mapped, then.or(() -> now));
  }

  private Dataset<Row> resolved(Dataset<Row> mapped, Optional<IdentityLinks> links) {
    Dataset<Row> marked = marked(mapped, run.settings().sources().orders());
    return links.map(known -> known.resolved(marked)).orElse(marked);
  }

  /** Returns rows of sessions, each under its person, with the account beside it. */
  Dataset<Row> ofSessions(Dataset<Row> ofAccounts) {
    Column account = now.isPresent() ? col(Sessions.CUSTOMER_ID) : lit(null).cast("string");
    Dataset<Row> rows = ofAccounts.withColumn(Sessions.SOURCE_CUSTOMER_ID, account);
    return now.map(links -> links.people(rows, Sessions.CUSTOMER_ID)).orElse(rows);
  }

  /**
   * Returns {@code order_key} of the orders that a change of links may give to somebody else, each
   * once; empty where none has changed.
   *
   * @param state the ingest before
   */
  Optional<Dataset<Row>> touchedOrders(IngestState state) {
    return changes.map(changed -> touchedOrders(state, changed));
  }

  private Dataset<Row> touchedOrders(IngestState state, Dataset<Row> changed) {
    Dataset<Row> orders =
        run.tables()
            .read(Orders.SCHEMA)
            .select(
                Orders.ORDER_ID, Orders.CUSTOMER_ID, Orders.SOURCE_CUSTOMER_ID, Orders.PERSON_KEYS);
    Dataset<Row> accounts = changed.filter(col(Identities.KEY_KIND).equalTo(Identities.OF_ID));
    Dataset<Row> ofAccounts =
        orders.join(
            accounts.select(col(Identities.KEY).as(Orders.SOURCE_CUSTOMER_ID)),
            new String[] {Orders.SOURCE_CUSTOMER_ID},
            "left_semi");
    // An order may name several accounts of a person, of which it keeps one.
    Dataset<Row> ofPeople =
        orders.join(
            accounts.select(coalesce(col("then"), col(Identities.KEY)).as(Orders.CUSTOMER_ID)),
            new String[] {Orders.CUSTOMER_ID},
            "left_semi");
    String[] key = {Identities.KEY_KIND, Identities.KEY};
    Dataset<Row> ofKeys =
        orders
            .filter(col(Orders.SOURCE_CUSTOMER_ID).isNull())
            .select(col(Orders.ORDER_ID), explode(col(Orders.PERSON_KEYS)).as(key))
            .join(changed, key, "left_semi");
    // Whether an order has two customers depends on who they are.
    Dataset<Row> refused =
        Refusals.before(run, state, "orders")
            .filter(col(RejectedRows.REASON).equalTo(RowClass.TWO_CUSTOMERS));
    return ofAccounts
        .select(Orders.ORDER_ID)
        .union(ofPeople.select(Orders.ORDER_ID))
        .union(ofKeys.select(Orders.ORDER_ID))
        .union(refused.select(RejectedRows.ORDER_ID))
        .toDF("order_key")
        .distinct();
  }

  /** Returns the accounts of which the person has changed: {@code customer_id}. */
  Optional<Dataset<Row>> touchedAccounts() {
    return changes.map(
        changed ->
            changed
                .filter(col(Identities.KEY_KIND).equalTo(Identities.OF_ID))
                .select(col(Identities.KEY).as(Sessions.CUSTOMER_ID)));
  }

  @Override
  public void close() {
    now.ifPresent(IdentityLinks::close);
    then.ifPresent(IdentityLinks::close);
  }
}
