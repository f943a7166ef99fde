package io.clientele.quality;

import static io.clientele.quality.OrderLines.columns;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Identities;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What lines and orders hold of the person behind them, where people are joined; nothing where they
 * are not.
 *
 * <p>Of a line: {@link #PERSON}, whom its customer id is of; for each key its keyed hash and the
 * registered person whom it belongs to; {@link #UNREADABLE}. Of an order: the smallest and the
 * largest of these, from which its person follows.
 *
 * @param settings the configuration
 */
record PersonColumns(Settings settings) {
  /** Of a line, the person whom its customer id is of; null without one. */
  static final String PERSON = "person_text";

  /** Of a line, whether a key of it is stated and cannot be read. */
  static final String UNREADABLE = "is unreadable key";

  /** Of an order, the customer id that it states; the smallest of several accounts. */
  static final String SOURCE_CUSTOMER = "source_customer";

  private static final Column NONE = lit(null).cast("string");

  /** Returns the keys, the one that decides first. */
  List<String> keys() {
    return settings.identity().guestsBy();
  }

  static String hash(String key) {
    return "hash of " + key;
  }

  /** Returns the columns of keyed hashes that rows have. */
  static List<String> hashesOf(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).filter(name -> name.startsWith(hash(""))).toList();
  }

  static String link(String key) {
    return "person of " + key;
  }

  private static String least(String column) {
    return "least " + column;
  }

  private static String most(String column) {
    return "most " + column;
  }

  /** Returns the columns that a line's keys come to. */
  private Stream<String> ofKeys() {
    return keys().stream().flatMap(key -> Stream.of(hash(key), link(key)));
  }

  /** Returns the columns of a line. */
  List<String> ofLine() {
    return settings.joinsPeople()
        ? Stream.concat(Stream.of(PERSON, UNREADABLE), ofKeys()).toList()
        : List.of();
  }

  /** Returns the columns of an order's lines that its row of orders is made of. */
  List<String> ofOrder() {
    return settings.joinsPeople()
        ? Stream.concat(
                Stream.of(SOURCE_CUSTOMER),
                keys().stream().flatMap(key -> Stream.of(least(hash(key)), most(hash(key)))))
            .toList()
        : List.of();
  }

  /** Adds the columns of a line that are not there: nobody was joined. */
  Dataset<Row> completed(Dataset<Row> mapped) {
    List<String> known = Arrays.asList(mapped.columns());
    Map<String, Column> missing = new LinkedHashMap<>();
    ofLine().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> missing.put(name, name.equals(UNREADABLE) ? lit(false) : NONE));
    return missing.isEmpty() ? mapped : mapped.withColumns(missing);
  }

  /** Returns the person that a line's customer id is of. */
  Column person() {
    return settings.joinsPeople()
        ? coalesce(col(PERSON), col("customer_text"))
        : col("customer_text");
  }

  /**
   * Returns what an order's lines come to, by name: what {@link #guest} and {@link #ofOrder} go by.
   *
   * @param evidence a column where it may be gone by
   * @param over what makes an aggregate one of the order
   */
  Map<String, Column> sums(UnaryOperator<Column> evidence, UnaryOperator<Column> over) {
    if (!settings.joinsPeople()) {
      return Map.of();
    }
    Map<String, Column> sums = new LinkedHashMap<>();
    Column account = when(col("key_customer_id").isNotNull(), col("customer_text"));
    sums.put(SOURCE_CUSTOMER, over.apply(min(evidence.apply(account))));
    ofKeys()
        .forEach(
            name -> {
              sums.put(least(name), over.apply(min(evidence.apply(col(name)))));
              sums.put(most(name), over.apply(max(evidence.apply(col(name)))));
            });
    return sums;
  }

  /** Holds for orders whose lines state different values of a key. */
  Column differ() {
    return keys().stream()
        .map(PersonColumns::hash)
        .map(name -> coalesce(col(least(name)).notEqual(col(most(name))), lit(false)))
        .reduce(lit(false), Column::or);
  }

  /**
   * Returns the person of an order that names no customer: the registered one whom the first of its
   * keys belongs to that belongs to one, else the one known by the first of its keys; null without.
   */
  Column guest() {
    List<Column> persons = new ArrayList<>();
    keys().forEach(key -> persons.add(col(most(link(key)))));
    keys().forEach(key -> persons.add(guest(col(most(hash(key))))));
    persons.add(NONE);
    return coalesce(persons.toArray(Column[]::new));
  }

  /**
   * Returns the id of the guest whom the first key that a row states makes; null without one.
   *
   * @param rows rows of {@link #hashed}, or others
   */
  static Column guestOf(Dataset<Row> rows) {
    List<Column> guests = new ArrayList<>();
    hashesOf(rows).forEach(name -> guests.add(guest(col(name))));
    guests.add(NONE);
    return coalesce(guests.toArray(Column[]::new));
  }

  /** Returns the id of a person known by a key alone. */
  static Column guest(Column hash) {
    return concat(lit(Identities.GUEST), left(hash, lit(Identities.GUEST_DIGITS)));
  }

  /** Holds for orders without a customer of their own that a key has given to a registered one. */
  Column isJoinedByKey() {
    return col(SOURCE_CUSTOMER)
        .isNull()
        .and(
            keys().stream()
                .map(key -> col(most(link(key))).isNotNull())
                .reduce(lit(false), Column::or));
  }

  /** Holds for orders of a person known by a key alone. */
  Column isByKey() {
    return col(SOURCE_CUSTOMER)
        .isNull()
        .and(isJoinedByKey().equalTo(false))
        .and(coalesce(col("customer_id").startsWith(Identities.GUEST), lit(false)));
  }

  /** Holds for orders of an account that is another person's. */
  Column isOfJoinedAccount() {
    return coalesce(col(SOURCE_CUSTOMER).notEqual(col("customer_id")), lit(false));
  }

  /** Returns the keyed hashes that an order states, by the name of the key. */
  Column statedKeys() {
    if (keys().isEmpty()) {
      return lit(null).cast("map<string,string>");
    }
    List<Column> entries = new ArrayList<>();
    for (String key : keys()) {
      entries.add(lit(key));
      entries.add(when(col(least(hash(key))).equalTo(col(most(hash(key)))), col(most(hash(key)))));
    }
    return map_filter(map(entries.toArray(Column[]::new)), (name, value) -> value.isNotNull());
  }

  /** Adds the keys of a source's rows as keyed hashes, and whether one cannot be read. */
  Dataset<Row> hashed(Dataset<Row> mapped, SourceSettings source) {
    PersonKeys hashes = new PersonKeys(settings.identity());
    LogicalText logical = new LogicalText(source);
    Map<String, Column> hashed = new LinkedHashMap<>();
    for (String key : keys()) {
      hashed.put(hash(key), hashes.hash(key, logical.text(key), logical.text("country")));
    }
    Column unreadable =
        keys().stream()
            .map(key -> logical.text(key).isNotNull().and(col(hash(key)).isNull()))
            .reduce(lit(false), Column::or);
    return mapped.withColumns(hashed).withColumns(columns(UNREADABLE, unreadable));
  }
}
