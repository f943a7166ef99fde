package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Identities;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The ids of people over time, as the table identities knows them; where people are not joined,
 * everybody's only id is the one they have.
 *
 * @param run the run
 */
record PersonIds(Run run) {
  private static final String ID = CustomerSegments.CUSTOMER_ID;
  private static final String ASKED = "asked";
  private static final String FIRST = "first_known_as";

  private boolean areJoined() {
    return run.settings().joinsPeople();
  }

  private Dataset<Row> identities() {
    return run.tables().read(Identities.SCHEMA);
  }

  /** What several share is nobody's. */
  private Dataset<Row> owned() {
    return identities()
        .filter(not(col(Identities.JOINED_BY).isin(Identities.SHARED, Identities.SEVERAL_GUESTS)));
  }

  private Dataset<Row> ofIds() {
    return identities().filter(col(Identities.KEY_KIND).equalTo(Identities.OF_ID));
  }

  /** People and their first ids, each person once. */
  private Dataset<Row> firsts() {
    return owned()
        .select(col(Identities.CUSTOMER_ID).as(ID), col(Identities.FIRST_ID).as(FIRST))
        .distinct();
  }

  /**
   * Adds a column made of the id that each customer was first known by.
   *
   * @param rows rows of customers
   * @param made the column, of {@code customer_id}
   */
  Dataset<Row> withOfFirstId(Dataset<Row> rows, String name, UnaryOperator<Column> made) {
    return areJoined()
        ? rows.join(firsts(), new String[] {ID}, "left")
            .withColumn(name, made.apply(coalesce(col(FIRST), col(ID))))
            .drop(FIRST)
        : rows.withColumn(name, made.apply(col(ID)));
  }

  /**
   * Returns rows of customers of an earlier date, each under the id that its person has now. Of
   * several who are one person now, the row of the one whose first id the person has is kept, else
   * that of the one with the person's id, else that with the smallest id.
   */
  Dataset<Row> followed(Dataset<Row> before) {
    if (!areJoined()) {
      return before;
    }
    List<Column> columns =
        new ArrayList<>(Arrays.stream(before.columns()).map(name -> col(name)).toList());
    Dataset<Row> present = firsts().select(col(ID), lit(true).as("is_present"));
    Dataset<Row> now =
        ofIds()
            .filter(col(Identities.KEY).notEqual(col(Identities.CUSTOMER_ID)))
            .select(col(Identities.KEY).as(ID), col(Identities.CUSTOMER_ID).as("now"));
    // An id that is still a person's is that person's.
    Column person = when(col("is_present"), col(ID)).otherwise(coalesce(col("now"), col(ID)));
    Dataset<Row> moved =
        before
            .join(present, new String[] {ID}, "left")
            .join(now, new String[] {ID}, "left")
            .withColumn("was", col(ID))
            .withColumn(ID, person)
            .join(firsts(), new String[] {ID}, "left");
    Column place =
        row_number()
            .over(
                Window.partitionBy(col(ID))
                    .orderBy(
                        col("was").equalTo(col(FIRST)).desc_nulls_last(),
                        col("was").equalTo(col(ID)).desc(),
                        col("was").asc()));
    return moved
        .withColumn("place", place)
        .filter(col("place").equalTo(1))
        .select(columns.toArray(Column[]::new));
  }

  /** Returns the person whom an id is of; the id itself where nothing else is known. */
  String personOf(String id) {
    if (!areJoined() || !owned().filter(col(Identities.CUSTOMER_ID).equalTo(id)).isEmpty()) {
      return id;
    }
    return ofIds()
        .filter(col(Identities.KEY).equalTo(id))
        .select(Identities.CUSTOMER_ID)
        .limit(1)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .findFirst()
        .orElse(id);
  }

  /**
   * Returns the id that somebody has among the segments of a date: the one asked for, else the
   * person's, else the first of the person's others; the person's where the date has none.
   */
  String on(LocalDate date, String id, String person) {
    if (!areJoined()) {
      return person;
    }
    Dataset<Row> others =
        ofIds()
            .filter(col(Identities.CUSTOMER_ID).equalTo(person))
            .select(
                col(Identities.KEY).as(ID),
                when(col(Identities.KEY).equalTo(id), 0)
                    .when(col(Identities.KEY).equalTo(col(Identities.FIRST_ID)), 2)
                    .otherwise(3)
                    .as("place"));
    return run
        .spark()
        .createDataset(List.of(id), Encoders.STRING())
        .select(col("value").as(ID), lit(0).as("place"))
        .union(
            run.spark()
                .createDataset(List.of(person), Encoders.STRING())
                .select(col("value").as(ID), lit(1).as("place")))
        .union(others)
        .join(
            run.tables()
                .read(CustomerSegments.SCHEMA)
                .filter(col(CustomerSegments.SEGMENT_DATE).equalTo(date))
                .select(ID),
            new String[] {ID},
            "left_semi")
        .orderBy("place", ID)
        .select(ID)
        .limit(1)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .findFirst()
        .orElse(person);
  }

  /**
   * Returns what else the people of some ids are known by: their other ids, and their keyed hashes.
   * Also where people are not joined any more: the table stays.
   */
  Known knownBy(Set<String> ids) {
    Dataset<Row> asked = run.spark().createDataset(List.copyOf(ids), Encoders.STRING()).toDF(ASKED);
    Dataset<Row> people =
        identities()
            .join(
                asked,
                col(Identities.CUSTOMER_ID)
                    .equalTo(col(ASKED))
                    .or(
                        col(Identities.KEY_KIND)
                            .equalTo(Identities.OF_ID)
                            .and(col(Identities.KEY).equalTo(col(ASKED)))))
            .select(col(ASKED), col(Identities.CUSTOMER_ID))
            .distinct();
    Map<String, Set<String>> names = new HashMap<>();
    Set<String> keys = new HashSet<>();
    ids.forEach(id -> names.put(id, new HashSet<>(Set.of(id))));
    owned()
        .join(people, new String[] {Identities.CUSTOMER_ID})
        .select(
            col(ASKED),
            col(Identities.CUSTOMER_ID),
            col(Identities.KEY_KIND).equalTo(Identities.OF_ID),
            col(Identities.KEY))
        .collectAsList()
        .forEach(
            row -> {
              Set<String> ofAsked = names.computeIfAbsent(row.getString(0), id -> new HashSet<>());
              ofAsked.add(row.getString(1));
              (row.getBoolean(2) ? ofAsked : keys).add(row.getString(3));
              if (!row.getBoolean(2)) {
                // Rejected guest orders have no other id.
                ofAsked.add(
                    Identities.GUEST + row.getString(3).substring(0, Identities.GUEST_DIGITS));
              }
            });
    return new Known(names, keys);
  }

  /**
   * What people are known by.
   *
   * @param names all ids of the person of each id that was asked for, itself among them
   * @param keys the keyed hashes of all of them
   */
  record Known(Map<String, Set<String>> names, Set<String> keys) {

    /** Keeps its own copies. */
    Known {
      names = Map.copyOf(names);
      keys = Set.copyOf(keys);
    }

    /** Returns all ids. */
    Set<String> ids() {
      return names.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Returns ids and keys. */
    Set<String> all() {
      return Stream.concat(ids().stream(), keys.stream()).collect(Collectors.toSet());
    }

    /** Returns how many of those asked for are among some people. */
    long among(Set<String> people) {
      return names.values().stream().filter(own -> !Collections.disjoint(own, people)).count();
    }
  }

  /** Returns sentences on how a person is known; empty where people are not joined. */
  Optional<List<String>> told(String person) {
    if (!areJoined()) {
      return Optional.empty();
    }
    List<Row> rows =
        identities()
            .filter(col(Identities.CUSTOMER_ID).equalTo(person))
            .orderBy(Identities.KEY_KIND, Identities.KEY)
            .collectAsList();
    List<String> sentences = new ArrayList<>();
    for (Row row : rows) {
      String kind = row.getAs(Identities.KEY_KIND);
      String by = row.getAs(Identities.JOINED_BY);
      sentences.add(
          kind.equals(Identities.OF_ID)
              ? "id %s: %s".formatted(row.<String>getAs(Identities.KEY), meaning(by))
              : "%s (kept as a hash): %s".formatted(kind, meaningOfKey(by)));
    }
    rows.stream()
        .findFirst()
        .map(row -> row.<String>getAs(Identities.FIRST_ID))
        .ifPresent(
            first ->
                sentences.add("first known as %s: control_bucket is of that id".formatted(first)));
    return Optional.of(sentences);
  }

  private static String meaning(String by) {
    return switch (by) {
      case Identities.OWN_ID -> "the person's own";
      case Identities.BY_IDENTITY -> "an account that source identity gives to this person";
      case Identities.GUESTS -> "guest orders that state one of the person's keys";
      case Identities.FORMER -> "an id that the person had before";
      default -> by;
    };
  }

  private static String meaningOfKey(String by) {
    return switch (by) {
      case Identities.REGISTERED ->
          "stated by one registered customer, whose guest orders with it are";
      case Identities.SHARED ->
          "stated by several registered customers, so that it joins none of them";
      case Identities.SEVERAL_GUESTS -> "stated by guest orders of several people";
      default -> "stated by guest orders";
    };
  }
}
