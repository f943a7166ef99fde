package io.clientele.quality;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.schema.Identities;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Who is joined with whom: accounts of a person as the identity source states them, and keys of
 * registered customers. Held until it is closed.
 *
 * <p>{@link #rows}: {@code key_kind, key, customer_id, joined_by}, each kind and key once. A key of
 * several registered people is there with the person {@code guest:...} and joined by {@link
 * Identities#SHARED}: it tells them apart from nobody.
 */
public final class IdentityLinks implements AutoCloseable {
  private static final String ACCOUNT = Identities.OF_ID;
  private static final int SALTS = 64;

  /** Attributes of customers may have any name without a blank. */
  static final String OWNER = "person of account";

  private static final String LINKED_ACCOUNT = "linked account";
  private static final String LINKED_PERSON = "linked person";

  /** No id and no hash begins so. */
  private static final String NOTHING = "\u0000";

  private final Settings settings;
  private final PersonColumns persons;
  private final Dataset<Row> rows;

  private IdentityLinks(Settings settings, Dataset<Row> rows) {
    this.settings = settings;
    this.persons = new PersonColumns(settings);
    // Counted, Spark knows how few they are, and sends them to the lines, not the lines to them.
    // A plan of many joins would otherwise hold all that links are made of several times over.
    this.rows = rows.localCheckpoint().persist(StorageLevel.MEMORY_AND_DISK());
    this.rows.count();
  }

  /**
   * Finds the links of the sources as they are.
   *
   * @param identity rows of {@link IdentityRules}; empty where there is no such source
   * @param customers rows of {@link CustomerRules} with the columns of {@link #marked}; empty where
   *     there is no such source
   * @param nothing no rows of the table identities
   */
  public static IdentityLinks of(
      Settings settings,
      Optional<Dataset<Row>> identity,
      Optional<Dataset<Row>> customers,
      Dataset<Row> nothing) {
    Dataset<Row> accounts =
        identity
            .map(
                rows ->
                    rows.filter(col("row_class").equalTo(RowClass.ACCEPTED))
                        .select(
                            lit(ACCOUNT).as(Identities.KEY_KIND),
                            col("key_customer_id").as(Identities.KEY),
                            col("key_person_id").as(Identities.CUSTOMER_ID),
                            lit(Identities.BY_IDENTITY).as(Identities.JOINED_BY)))
            .orElseGet(() -> links(nothing));
    List<String> keys = settings.identity().guestsBy();
    return new IdentityLinks(
        settings,
        customers
            .filter(rows -> !keys.isEmpty())
            .map(rows -> accounts.union(ofKeys(keys, rows, accounts)))
            .orElse(accounts));
  }

  /** Returns the links that an ingest has left in the table identities. */
  public static IdentityLinks stored(Settings settings, Dataset<Row> identities) {
    Column isLink =
        col(Identities.JOINED_BY)
            .isin(Identities.BY_IDENTITY, Identities.REGISTERED, Identities.SHARED);
    return new IdentityLinks(settings, links(identities.filter(isLink)));
  }

  private static Dataset<Row> links(Dataset<Row> rows) {
    return rows.select(
        Identities.KEY_KIND, Identities.KEY, Identities.CUSTOMER_ID, Identities.JOINED_BY);
  }

  private static Dataset<Row> ofKeys(
      List<String> keys, Dataset<Row> customers, Dataset<Row> accounts) {
    Column[] stated =
        keys.stream()
            .map(key -> struct(lit(key).as("kind"), col(PersonColumns.hash(key)).as("hash")))
            .toArray(Column[]::new);
    Column isShared = col("people").gt(1);
    return ofPeople(customers.filter(col("row_class").equalTo(RowClass.ACCEPTED)), accounts)
        .select(col(OWNER), explode(array(stated)).as("stated"))
        .filter(col("stated.hash").isNotNull())
        .groupBy(col("stated.kind").as(Identities.KEY_KIND), col("stated.hash").as(Identities.KEY))
        .agg(min(col(OWNER)).as("one"), count_distinct(col(OWNER)).as("people"))
        .select(
            col(Identities.KEY_KIND),
            col(Identities.KEY),
            when(isShared, PersonColumns.guest(col(Identities.KEY)))
                .otherwise(col("one"))
                .as(Identities.CUSTOMER_ID),
            when(isShared, Identities.SHARED)
                .otherwise(Identities.REGISTERED)
                .as(Identities.JOINED_BY));
  }

  /** Adds {@link #OWNER}, whom an account in {@code key_customer_id} is of. */
  private static Dataset<Row> ofPeople(Dataset<Row> customers, Dataset<Row> accounts) {
    Dataset<Row> joined =
        accounts.select(
            col(Identities.KEY).as(LINKED_ACCOUNT), col(Identities.CUSTOMER_ID).as(LINKED_PERSON));
    return customers
        .join(joined, col("key_customer_id").equalTo(col(LINKED_ACCOUNT)), "left")
        .withColumn(OWNER, coalesce(col(LINKED_PERSON), col("key_customer_id")))
        .drop(LINKED_ACCOUNT, LINKED_PERSON);
  }

  /** Returns {@code key_kind, key, customer_id, joined_by}. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** Returns the links that are not as they were: {@code key_kind, key}, and both people. */
  public Dataset<Row> changes(IdentityLinks before) {
    Column[] now = {
      col(Identities.KEY_KIND), col(Identities.KEY), col(Identities.CUSTOMER_ID).as("now")
    };
    Column[] then = {
      col(Identities.KEY_KIND), col(Identities.KEY), col(Identities.CUSTOMER_ID).as("then")
    };
    return rows.select(now)
        .join(before.rows.select(then), new String[] {Identities.KEY_KIND, Identities.KEY}, "full")
        .filter(not(col("now").eqNullSafe(col("then"))));
  }

  /** Returns rows with a {@code customer_id} of the source's, each under its person instead. */
  public Dataset<Row> people(Dataset<Row> rowsOfAccounts, String customerId) {
    List<String> columns = List.of(rowsOfAccounts.columns());
    return ofPeople(rowsOfAccounts.withColumn("key_customer_id", col(customerId)), of(ACCOUNT))
        .withColumn(customerId, col(OWNER))
        .selectExpr(columns.stream().map(name -> "`" + name + "`").toArray(String[]::new));
  }

  /** Adds {@link #OWNER} to rows of {@link CustomerRules}. */
  Dataset<Row> withPerson(Dataset<Row> customers) {
    return ofPeople(customers, of(ACCOUNT));
  }

  /**
   * Adds the keys of rows as keyed hashes.
   *
   * @param mapped rows of {@link io.clientele.source.SourceReader} for the source
   */
  public static Dataset<Row> marked(Settings settings, Dataset<Row> mapped, SourceSettings source) {
    return new PersonColumns(settings).hashed(mapped, source);
  }

  /**
   * Adds whose the rows of orders are: of their customer id, and of each key.
   *
   * @param marked rows of {@link #marked}
   */
  public Dataset<Row> resolved(Dataset<Row> marked) {
    SourceSettings source = settings.sources().orders();
    Column account = new Identifiers(source, settings.quality(), marked.schema()).of("customer_id");
    Dataset<Row> resolved = joined(marked, account, ACCOUNT, PersonColumns.PERSON);
    for (String key : persons.keys()) {
      Column hash = col(PersonColumns.hash(key));
      resolved = joined(resolved, hash, key, PersonColumns.link(key));
    }
    return resolved;
  }

  private Dataset<Row> of(String kind) {
    // What is shared is of nobody.
    return rows.filter(
        col(Identities.KEY_KIND)
            .equalTo(kind)
            .and(col(Identities.JOINED_BY).notEqual(Identities.SHARED)));
  }

  /** Rows without the key are dealt out: they would all end up in one task. */
  private Dataset<Row> joined(Dataset<Row> lines, Column key, String kind, String person) {
    Column salt = pmod(xxhash64(col("order_id").cast("string")), lit(SALTS)).cast("string");
    Dataset<Row> links =
        of(kind).select(col(Identities.KEY).as("link_key"), col(Identities.CUSTOMER_ID).as(person));
    return lines
        .join(links, coalesce(key, concat(lit(NOTHING), salt)).equalTo(col("link_key")), "left")
        .drop("link_key");
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
