package io.clientele.jobs;

import static io.clientele.jobs.KnownPeople.AT;
import static io.clientele.jobs.KnownPeople.BY;
import static io.clientele.jobs.KnownPeople.ID;
import static io.clientele.jobs.KnownPeople.PERSON;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Identities;
import io.clientele.schema.Orders;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ids that an earlier ingest knew and no source names now: whose they are. A person stays known by
 * what they were known by, so that their labels and their control bucket can be followed.
 *
 * @param run the run
 * @param before the table identities as it was
 * @param ids every id that is named now: {@code id, person, first_ingest, at}, each once
 * @param keys every keyed hash that is stated now: {@code key_kind, key, person, by}
 */
record LostIds(Run run, Dataset<Row> before, Dataset<Row> ids, Dataset<Row> keys) {
  /** Kind of key: a person, whatever they are known by. */
  private static final String OF_PERSON = " person";

  private static final String OLD = "old_person";
  private static final String RANK = "rank";
  private static final Column NO_INGEST = lit(null).cast("bigint");
  private static final Column NO_TIME = lit(null).cast("timestamp");

  /**
   * Returns {@code id, person, by, first_ingest, at} of ids that nobody is named by now, each once.
   *
   * <p>They stay with the person they were of where that one is still there. Else they go with the
   * person's other ids, the one first known deciding; else with a key of theirs: with whom it makes
   * known, or with the one customer whose orders state it. Where nothing is left of a person, what
   * they were known by stays as it is.
   */
  Dataset<Row> rows() {
    // Most nights there is none.
    Dataset<Row> lost = lost().localCheckpoint();
    Dataset<Row> persons = lost.isEmpty() ? lost.select(col(OLD), col(OLD).as(PERSON)) : persons();
    return lost.join(persons, new String[] {OLD}, "left")
        .select(
            col(ID),
            coalesce(col(PERSON), col(OLD)).as(PERSON),
            lit(Identities.FORMER).as(BY),
            col(Identities.FIRST_INGEST),
            col(AT));
  }

  private Dataset<Row> owned() {
    return before.filter(
        not(col(Identities.JOINED_BY).isin(Identities.SHARED, Identities.SEVERAL_GUESTS)));
  }

  private Dataset<Row> lost() {
    Dataset<Row> known =
        owned()
            .filter(col(Identities.KEY_KIND).equalTo(Identities.OF_ID))
            .select(
                col(Identities.KEY).as(ID),
                col(Identities.CUSTOMER_ID).as(OLD),
                col(Identities.FIRST_INGEST),
                col(Identities.KNOWN_SINCE).as(AT))
            .join(ids.select(ID), new String[] {ID}, "left_anti");
    // A person need not be an id of a source.
    Dataset<Row> persons =
        owned()
            .select(col(Identities.CUSTOMER_ID).as(ID))
            .distinct()
            .join(
                ids.select(col(ID)).union(ids.select(col(PERSON))).union(known.select(ID)),
                new String[] {ID},
                "left_anti")
            .select(
                col(ID), col(ID).as(OLD), NO_INGEST.as(Identities.FIRST_INGEST), NO_TIME.as(AT));
    return known.union(persons);
  }

  /** Who the people of before are now: {@code old_person, person}. */
  private Dataset<Row> persons() {
    Column ofPerson =
        struct(lit(OF_PERSON).as(Identities.KEY_KIND), col(Identities.CUSTOMER_ID).as("name"));
    Column ofKey = struct(col(Identities.KEY_KIND), col(Identities.KEY).as("name"));
    Dataset<Row> knownBy =
        owned()
            .select(
                col(Identities.CUSTOMER_ID).as(OLD), explode(array(ofPerson, ofKey)).as("known"))
            .select(OLD, "known.*")
            .distinct();
    String[] key = {Identities.KEY_KIND, "name"};
    return knownBy
        .join(now(), key)
        .groupBy(OLD)
        .agg(
            min_by(
                    col(PERSON),
                    struct(
                        col(RANK),
                        col(Identities.FIRST_INGEST),
                        col(AT).isNull(),
                        col(AT),
                        col("name")))
                .as(PERSON));
  }

  private Dataset<Row> now() {
    Dataset<Row> people =
        ids.select(col(PERSON))
            .distinct()
            .select(
                lit(OF_PERSON).as(Identities.KEY_KIND),
                col(PERSON).as("name"),
                col(PERSON),
                lit(0).as(RANK),
                NO_INGEST.as(Identities.FIRST_INGEST),
                NO_TIME.as(AT));
    Dataset<Row> named =
        ids.select(
            lit(Identities.OF_ID),
            col(ID),
            col(PERSON),
            lit(1),
            col(Identities.FIRST_INGEST),
            col(AT));
    Dataset<Row> stated =
        keys.filter(not(col(BY).isin(Identities.SHARED, Identities.SEVERAL_GUESTS)))
            .select(
                col(Identities.KEY_KIND),
                col(Identities.KEY),
                col(PERSON),
                lit(2),
                NO_INGEST,
                NO_TIME);
    return people.union(named).union(stated).union(ofOrders());
  }

  /** Keys that the orders of one customer alone state: a shop may give guest orders to accounts. */
  private Dataset<Row> ofOrders() {
    Column one = min(col(Orders.CUSTOMER_ID));
    return run.tables()
        .read(Orders.SCHEMA)
        .filter(col(Orders.SOURCE_CUSTOMER_ID).isNotNull())
        .select(
            col(Orders.CUSTOMER_ID),
            explode(col(Orders.PERSON_KEYS)).as(new String[] {Identities.KEY_KIND, "name"}))
        .groupBy(Identities.KEY_KIND, "name")
        .agg(when(one.equalTo(max(col(Orders.CUSTOMER_ID))), one).as(PERSON))
        .filter(col(PERSON).isNotNull())
        .select(col(Identities.KEY_KIND), col("name"), col(PERSON), lit(3), NO_INGEST, NO_TIME);
  }
}
