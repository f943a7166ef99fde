package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.clientele.quality.IdentityLinks;
import io.clientele.quality.Suppression;
import io.clientele.schema.Identities;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The table identities after an ingest, from the links and the tables that it has written. Ids that
 * an earlier ingest knew keep what that one saw of them: so does the first id of a person.
 *
 * @param run the run
 * @param ingest number of the ingest
 * @param suppression who is to be forgotten
 * @param links who is joined
 * @param accounts {@code key_customer_id, instant} of accepted customers; empty where there are
 *     none
 */
record KnownPeople(
    Run run,
    long ingest,
    Suppression suppression,
    IdentityLinks links,
    Optional<Dataset<Row>> accounts) {
  static final String ID = "id";
  static final String PERSON = "person";
  static final String BY = "by";
  static final String AT = "at";
  private static final String SEVERAL = "is_of_several";
  private static final Column NO_TIME = lit(null).cast("timestamp");

  /** Returns the rows. */
  Dataset<Row> rows() {
    Dataset<Row> before = run.tables().read(Identities.SCHEMA);
    // Asked several times: found once.
    Dataset<Row> ids = withHistory(ids(), before).localCheckpoint();
    Dataset<Row> keys = keys();
    Dataset<Row> lost = suppression.without(new LostIds(run, before, ids, keys).rows(), ID);
    Dataset<Row> named = ids.unionByName(lost);
    Dataset<Row> firsts =
        named
            .filter(col(Identities.FIRST_INGEST).isNotNull())
            .groupBy(col(PERSON))
            .agg(
                min_by(
                        col(ID),
                        struct(col(Identities.FIRST_INGEST), col(AT).isNull(), col(AT), col(ID)))
                    .as(Identities.FIRST_ID));
    Dataset<Row> all =
        named
            .select(
                lit(Identities.OF_ID).as(Identities.KEY_KIND),
                col(ID).as(Identities.KEY),
                col(PERSON),
                col(BY),
                col(Identities.FIRST_INGEST),
                col(AT))
            .union(timeless(keys));
    return all.join(firsts, new String[] {PERSON}, "left")
        .select(
            col(Identities.KEY_KIND),
            col(Identities.KEY),
            col(PERSON).as(Identities.CUSTOMER_ID),
            col(BY).as(Identities.JOINED_BY),
            // Somebody of whom nothing is there but a key that several share.
            coalesce(col(Identities.FIRST_ID), col(PERSON)).as(Identities.FIRST_ID),
            col(Identities.FIRST_INGEST),
            col(AT).as(Identities.KNOWN_SINCE));
  }

  private static Dataset<Row> timeless(Dataset<Row> keys) {
    return keys.select(
        col(Identities.KEY_KIND),
        col(Identities.KEY),
        col(PERSON),
        col(BY),
        lit(null).cast("bigint").as(Identities.FIRST_INGEST),
        NO_TIME.as(AT));
  }

  /** Every id that the sources name somebody by: {@code id, person, by, at}. */
  private Dataset<Row> ids() {
    Dataset<Row> orders = run.tables().read(Orders.SCHEMA);
    Dataset<Row> stated =
        orders
            .filter(col(Orders.SOURCE_CUSTOMER_ID).isNotNull())
            .select(col(Orders.SOURCE_CUSTOMER_ID).as(ID), col(Orders.ORDERED_AT).as(AT))
            .union(
                run.tables()
                    .read(Sessions.SCHEMA)
                    .select(col(Sessions.SOURCE_CUSTOMER_ID), col(Sessions.FIRST_EVENT_AT)))
            .union(ofLinks().select(col(Identities.KEY), NO_TIME));
    Dataset<Row> all =
        accounts
            .map(rows -> stated.union(rows.select(col("key_customer_id"), col("instant"))))
            .orElse(stated)
            .filter(col(ID).isNotNull())
            .groupBy(col(ID))
            .agg(min(col(AT)).as(AT));
    Dataset<Row> joined =
        ofLinks().select(col(Identities.KEY).as(ID), col(Identities.CUSTOMER_ID).as("joined"));
    Column isOwn = coalesce(col("joined"), col(ID)).equalTo(col(ID));
    return all.join(joined, new String[] {ID}, "left")
        .select(
            col(ID),
            coalesce(col("joined"), col(ID)).as(PERSON),
            when(col("joined").isNotNull(), Identities.BY_IDENTITY)
                .when(isOwn, Identities.OWN_ID)
                .as(BY),
            col(AT))
        .union(guests().join(all, new String[] {ID}, "left_anti"));
  }

  private Dataset<Row> ofLinks() {
    return links.rows().filter(col(Identities.KEY_KIND).equalTo(Identities.OF_ID));
  }

  /** The ids that guest orders make of their first key, whosever they are by now. */
  private Dataset<Row> guests() {
    return owned(
            guestOrders()
                .select(
                    col(ID), col(ID).as("guest"), col(Orders.CUSTOMER_ID), col(Orders.ORDERED_AT)),
            ID)
        .select(col(ID), col(PERSON), lit(Identities.GUESTS), col(AT));
  }

  /** Orders of people whom their keys alone tell, with the id made of the first of these. */
  private Dataset<Row> guestOrders() {
    List<String> keys = run.settings().identity().guestsBy();
    Column none = lit(null).cast("string");
    Column first =
        keys.stream()
            .map(key -> col(Orders.PERSON_KEYS).getItem(key))
            .reduce((one, other) -> coalesce(one, other))
            .orElse(none);
    return run.tables()
        .read(Orders.SCHEMA)
        .filter(col(Orders.SOURCE_CUSTOMER_ID).isNull().and(col(Orders.CUSTOMER_ID).isNotNull()))
        .withColumn(ID, guest(first));
  }

  private static Column guest(Column hash) {
    return concat(lit(Identities.GUEST), left(hash, lit(Identities.GUEST_DIGITS)));
  }

  /**
   * Whose something is that several orders tell of: the person known by it alone where any order is
   * theirs, else the one with the smallest id.
   */
  private static Dataset<Row> owned(Dataset<Row> orders, String... by) {
    Column isOwn = col(Orders.CUSTOMER_ID).equalTo(col("guest"));
    Column[] columns = Arrays.stream(by).map(name -> col(name)).toArray(Column[]::new);
    return orders
        .groupBy(columns)
        .agg(
            coalesce(max(when(isOwn, col("guest"))), min(col(Orders.CUSTOMER_ID))).as(PERSON),
            min(col(Orders.CUSTOMER_ID)).notEqual(max(col(Orders.CUSTOMER_ID))).as(SEVERAL),
            min(col(Orders.ORDERED_AT)).as(AT));
  }

  /** Every keyed hash: {@code key_kind, key, person, by}. */
  private Dataset<Row> keys() {
    Dataset<Row> registered =
        links
            .rows()
            .filter(col(Identities.KEY_KIND).notEqual(Identities.OF_ID))
            .select(
                col(Identities.KEY_KIND),
                col(Identities.KEY),
                col(Identities.CUSTOMER_ID).as(PERSON),
                col(Identities.JOINED_BY).as(BY));
    String[] key = {Identities.KEY_KIND, Identities.KEY};
    Dataset<Row> ofOrders =
        owned(
            guestOrders()
                .select(
                    col(Orders.CUSTOMER_ID),
                    col(Orders.ORDERED_AT),
                    explode(col(Orders.PERSON_KEYS)).as(key))
                .withColumn("guest", guest(col(Identities.KEY))),
            key);
    return registered.union(
        ofOrders
            .join(registered, key, "left_anti")
            .select(
                col(Identities.KEY_KIND),
                col(Identities.KEY),
                col(PERSON),
                when(col(SEVERAL), Identities.SEVERAL_GUESTS).otherwise(Identities.GUESTS)));
  }

  /** What an earlier ingest saw of an id stays. */
  private Dataset<Row> withHistory(Dataset<Row> ids, Dataset<Row> before) {
    Dataset<Row> known =
        before
            .filter(col(Identities.FIRST_INGEST).isNotNull())
            .select(
                col(Identities.KEY).as(ID),
                col(Identities.FIRST_INGEST),
                col(Identities.KNOWN_SINCE));
    Column isKnown = col(Identities.FIRST_INGEST).isNotNull();
    return ids.join(known, new String[] {ID}, "left")
        .withColumn(AT, when(isKnown, col(Identities.KNOWN_SINCE)).otherwise(col(AT)))
        .withColumn(Identities.FIRST_INGEST, coalesce(col(Identities.FIRST_INGEST), lit(ingest)))
        .drop(Identities.KNOWN_SINCE);
  }
}
