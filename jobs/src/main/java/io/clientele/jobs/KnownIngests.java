package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.Customers;
import io.clientele.schema.Identities;
import io.clientele.schema.Ingests;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is recorded of ingests: which one left the input tables as they are, and whose rows those
 * since another one have changed.
 *
 * @param tables the warehouse
 * @param entries the ingests by number
 */
record KnownIngests(Tables tables, NavigableMap<Long, Entry> entries) {
  /** The tables that features are computed from. */
  static final List<TableSchema> INPUTS =
      List.of(
          Orders.SCHEMA,
          OrderProducts.SCHEMA,
          Sessions.SCHEMA,
          Customers.SCHEMA,
          Identities.SCHEMA);

  /** Looks into the warehouse once. */
  static KnownIngests of(Tables tables) {
    return new KnownIngests(
        tables,
        tables
            .read(Ingests.SCHEMA)
            .select(
                col(Ingests.INGEST),
                col(Ingests.SEGMENT_DATE).cast("string"),
                col(Ingests.MODE),
                col(Ingests.TABLE_VERSIONS),
                col(Ingests.CHANGED_CUSTOMERS))
            .collectAsList()
            .stream()
            .map(KnownIngests::entry)
            .collect(
                Collectors.toMap(
                    Entry::number, Function.identity(), (one, other) -> other, TreeMap::new)));
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getLong(0),
        LocalDate.parse(row.getString(1)),
        row.getString(2),
        versions(row.isNullAt(3) ? "{}" : row.getString(3)),
        row.isNullAt(4) ? OptionalLong.empty() : OptionalLong.of(row.getLong(4)));
  }

  private static Map<String, String> versions(String json) {
    try {
      return JsonMapper.builder()
          .build()
          .readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException unreadable) {
      // Somebody else wrote it: nothing is known of the tables.
      return Map.of();
    }
  }

  /** Returns the number of the newest ingest, if the input tables are as it left them. */
  OptionalLong current() {
    return entries.isEmpty() || !isHeld(entries.lastEntry().getValue())
        ? OptionalLong.empty()
        : OptionalLong.of(entries.lastKey());
  }

  private boolean isHeld(Entry entry) {
    return INPUTS.stream()
        .allMatch(table -> tables.holds(table, entry.left().getOrDefault(table.name(), "")));
  }

  /**
   * Returns why it cannot be told whose rows the ingests after one and up to another have changed;
   * empty where it can.
   */
  Optional<String> gap(long from, long to) {
    if (from > to) {
      return Optional.of(
          "those were computed from ingest %d, and the newest is %d".formatted(from, to));
    }
    return LongStream.rangeClosed(from + 1, to)
        .mapToObj(this::untold)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> incomplete(from, to));
  }

  private Optional<String> untold(long number) {
    Entry entry = entries.get(number);
    if (entry == null) {
      return Optional.of("ingest %d is not recorded any more".formatted(number));
    }
    return entry.changed().isEmpty() || entry.mode().equals(Ingests.FULL)
        ? Optional.of("ingest %d has read the whole source".formatted(number))
        : Optional.empty();
  }

  private Optional<String> incomplete(long from, long to) {
    Map<Long, Long> found =
        rows(from, to)
            .groupBy(col(ChangedCustomers.INGEST))
            .agg(count(lit(1)))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getLong(0), row -> row.getLong(1)));
    return entries.subMap(from, false, to, true).values().stream()
        .filter(entry -> entry.changed().orElseThrow() != found.getOrDefault(entry.number(), 0L))
        .map(
            entry ->
                "not all customers that ingest %d has changed are recorded"
                    .formatted(entry.number()))
        .findFirst();
  }

  /**
   * Returns whose rows up to a date the ingests after one and up to another have changed: {@code
   * customer_id}, lazily.
   */
  Dataset<Row> changed(long from, long to, LocalDate date) {
    return rows(from, to)
        .filter(col(ChangedCustomers.SINCE).isNull().or(col(ChangedCustomers.SINCE).leq(lit(date))))
        .select(col(ChangedCustomers.CUSTOMER_ID));
  }

  private Dataset<Row> rows(long from, long to) {
    Object[] batches =
        entries.subMap(from, false, to, true).values().stream()
            .map(Entry::date)
            .distinct()
            .toArray();
    return tables
        .read(ChangedCustomers.SCHEMA)
        // The ingest tells it as well, but not which folders to look into.
        .filter(col(ChangedCustomers.INGEST_BATCH).isin(batches))
        .filter(col(ChangedCustomers.INGEST).gt(from).and(col(ChangedCustomers.INGEST).leq(to)));
  }

  /**
   * One ingest.
   *
   * @param number its number
   * @param date its as-of date
   * @param mode what it read
   * @param left the versions of the tables it left, by name
   * @param changed how many customers it told of; empty where anybody may have changed
   */
  record Entry(
      long number, LocalDate date, String mode, Map<String, String> left, OptionalLong changed) {

    /** Keeps its own copy. */
    Entry {
      left = Map.copyOf(left);
    }
  }
}
