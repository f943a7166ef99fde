package io.clientele.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.clientele.schema.Customers;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some people: those that name one of them, and rejected rows of their orders that do
 * not.
 *
 * <p>Ids go through joins alone, never through filters, which logs and the storage would quote.
 */
final class PersonalRows {
  private static final String ASKED_ID = "asked_id";
  private static final String THEIR_ORDER = "their_order";
  private static final String TABLE = "table";
  private static final String DATE = "date";
  private static final String CUSTOMER_ID = Customers.CUSTOMER_ID;
  private static final String ORDER_ID = Orders.ORDER_ID;
  private static final Column NONE = lit(null).cast("string");
  private static final String NAMED = "left_semi";
  private static final String UNNAMED = "left_anti";

  private final Run run;
  private final Dataset<Row> ids;
  private final Map<String, Map<Optional<LocalDate>, Long>> named = new HashMap<>();
  private final Map<Optional<LocalDate>, Long> ofOrders;
  private final Set<String> known = new HashSet<>();
  private final Dataset<Row> orders;

  /** Looks for them once. */
  PersonalRows(Run run, Collection<String> asked, List<TableSchema> tables) {
    this.run = run;
    this.ids = texts(run.spark(), asked, ASKED_ID);
    Set<String> orderIds = new HashSet<>();
    tables.stream()
        .map(table -> traces(table))
        .reduce(Dataset::union)
        .ifPresent(traces -> gather(traces, orderIds));
    this.orders = texts(run.spark(), orderIds, THEIR_ORDER);
    this.ofOrders =
        orderIds.isEmpty() || !tables.contains(RejectedRows.SCHEMA)
            ? Map.of()
            : byDate(
                rejected(UNNAMED)
                    .join(broadcast(orders), isTheirOrder(), NAMED)
                    .groupBy(date(RejectedRows.SCHEMA).as(DATE))
                    .agg(count(lit(1))));
  }

  /** Returns the ids that a row in any table names. */
  Set<String> known() {
    return Set.copyOf(known);
  }

  /** Returns how many rows of a table go, by date; none under no date in a table kept whole. */
  Map<Optional<LocalDate>, Long> going(TableSchema table) {
    Map<Optional<LocalDate>, Long> going = new HashMap<>(naming(table));
    if (table.equals(RejectedRows.SCHEMA)) {
      ofOrders.forEach((date, rows) -> going.merge(date, rows, Long::sum));
    }
    return going;
  }

  /** Returns how many rows of a table name one of them, by date. */
  Map<Optional<LocalDate>, Long> naming(TableSchema table) {
    return named.getOrDefault(table.name(), Map.of());
  }

  /** Returns how many rejected rows are of their orders and name none of them, by date. */
  Map<Optional<LocalDate>, Long> ofOrders() {
    return ofOrders;
  }

  /** Returns the rows of a table that name none of them, lazily. */
  Dataset<Row> without(TableSchema table) {
    return joined(table, UNNAMED);
  }

  /** Returns the rejected rows but those of their orders that name none of them, lazily. */
  Dataset<Row> withoutTheirOrders() {
    return rejected(NAMED)
        .unionByName(rejected(UNNAMED).join(broadcast(orders), isTheirOrder(), UNNAMED));
  }

  /** One pass: rows by table and date, and beside them who is named with which order. */
  private void gather(Dataset<Row> traces, Set<String> orderIds) {
    Column byDate = struct(col(TABLE), col(DATE), NONE.as(CUSTOMER_ID), NONE.as(ORDER_ID));
    Column byPerson = struct(NONE.as(TABLE), NONE.as(DATE), col(CUSTOMER_ID), col(ORDER_ID));
    List<Row> found =
        traces
            .select(explode(array(byDate, byPerson)).as("trace"))
            .select("trace.*")
            .groupBy(TABLE, DATE, CUSTOMER_ID, ORDER_ID)
            .agg(count(lit(1)))
            .collectAsList();
    for (Row row : found) {
      if (row.isNullAt(0)) {
        known.add(row.getString(2));
        Optional.ofNullable(row.getString(3)).ifPresent(orderIds::add);
      } else {
        named
            .computeIfAbsent(row.getString(0), name -> new HashMap<>())
            .put(parsed(row.getString(1)), row.getLong(4));
      }
    }
  }

  /** Where the people are named: {@code table, date, customer_id, order_id}. */
  private Dataset<Row> traces(TableSchema table) {
    return joined(table, NAMED)
        .select(
            lit(table.name()).as(TABLE),
            date(table).as(DATE),
            col(CUSTOMER_ID),
            (table.has(ORDER_ID) ? col(ORDER_ID) : NONE).as(ORDER_ID));
  }

  private Dataset<Row> joined(TableSchema table, String join) {
    return run.tables()
        .read(table)
        .join(broadcast(ids), col(CUSTOMER_ID).equalTo(col(ASKED_ID)), join);
  }

  private Dataset<Row> rejected(String join) {
    return joined(RejectedRows.SCHEMA, join);
  }

  private static Column isTheirOrder() {
    return col(RejectedRows.ORDER_ID).equalTo(col(THEIR_ORDER));
  }

  private static Column date(TableSchema table) {
    return table.partition().map(name -> col(name)).orElseGet(() -> lit(null)).cast("string");
  }

  private static Optional<LocalDate> parsed(@Nullable String date) {
    return Optional.ofNullable(date).map(LocalDate::parse);
  }

  private static Map<Optional<LocalDate>, Long> byDate(Dataset<Row> counts) {
    Map<Optional<LocalDate>, Long> byDate = new LinkedHashMap<>();
    counts.collectAsList().forEach(row -> byDate.put(parsed(row.getString(0)), row.getLong(1)));
    return byDate;
  }

  private static Dataset<Row> texts(SparkSession spark, Collection<String> texts, String name) {
    return spark.createDataset(List.copyOf(texts), Encoders.STRING()).toDF(name);
  }
}
