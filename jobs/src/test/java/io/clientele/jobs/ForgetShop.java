package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A shop with two people, Zora and Zeno, whose traces are in every table; computed once, and copied
 * for each that wants to forget them.
 */
final class ForgetShop {
  private static final List<String> CUSTOMERS =
      List.of(
          "anna,anna@mail.example,2024-01-01",
          "zora-7f3a,zora@mail.example,2024-01-02",
          "zora-7f3a,zora@mail.example,2024-01-03");

  /** Of order ord-z4 nobody can tell whose it is. */
  private static final List<String> LINES =
      List.of(
          "ord-z1,zora-7f3a,2025-01-10,31.00",
          "ord-z1,,2025-01-10,2.00",
          "ord-z2,zora-7f3a,2025-02-11,17.00",
          "ord-z2,,never,4.00",
          "ord-z3,zora-7f3a,not a day,9.00",
          "ord-z4,zora-7f3a,2025-02-12,8.00",
          "ord-z4,bert,2025-02-12,8.50",
          ",zora-7f3a,2025-02-13,6.00",
          ",,2025-02-13,1.00",
          "ord-z5,zora-7f3a,2025-02-14,0.00");

  /** Each is a commit: dated and kept whole, with orders and without, of people and of nobody. */
  private static final List<TableSchema> DELTA =
      List.of(
          CustomerSegments.SCHEMA,
          RejectedRows.SCHEMA,
          Orders.SCHEMA,
          Customers.SCHEMA,
          SegmentSummary.SCHEMA);

  private final Path sources;

  /** Reads its sources from a folder. */
  ForgetShop(Path sources) {
    this.sources = sources;
  }

  /** Computes it, with two batches of rejected rows. */
  void build() {
    JobShop shop = warehouse(sources);
    customers(CUSTOMERS);
    write(
        "events",
        "who,at,kind",
        List.of(
            "anna,2025-03-01 10:00:00,view",
            ",2025-03-01 11:00:00,view",
            "zora-7f3a,2025-03-02 10:00:00,cart",
            "zora-7f3a,2025-03-02 10:01:00,wave",
            "zeno-91bc,2025-03-03 10:00:00,view"));
    shop.does("run", "2025-03-31");
    Tables tables = shop.tables();
    Dataset<Row> batch =
        tables
            .read(RejectedRows.SCHEMA)
            .withColumn(RejectedRows.INGEST_BATCH, lit(LocalDate.parse("2025-04-01")));
    tables.replaceDate(RejectedRows.SCHEMA, LocalDate.parse("2025-04-01"), batch);
    Dataset<Row> changed =
        tables
            .read(Customers.SCHEMA)
            .select(
                col(Customers.CUSTOMER_ID),
                lit(LocalDate.parse("2025-04-01")).as(ChangedCustomers.INGEST_BATCH),
                lit(2L).as(ChangedCustomers.INGEST),
                lit(null).as(ChangedCustomers.SINCE));
    tables.replaceDate(ChangedCustomers.SCHEMA, LocalDate.parse("2025-04-01"), changed);
  }

  /** Adds somebody to the register. */
  void register(String customer) {
    customers(Stream.concat(CUSTOMERS.stream(), Stream.of(customer)).toList());
  }

  /** Returns the shop with a copy of its warehouse in a folder. */
  JobShop parquet(Path folder) {
    new WarehouseBytes(sources.resolve("warehouse")).copyTo(folder.resolve("warehouse"));
    return warehouse(folder);
  }

  /** Returns the shop with some of the tables as commits of Delta. */
  JobShop delta(Path folder) {
    Tables built = warehouse(sources).tables();
    JobShop shop = warehouse(folder).with("warehouse.format", "delta");
    Tables tables = shop.tables();
    DELTA.forEach(table -> copy(table, built, tables));
    return shop;
  }

  private static void copy(TableSchema table, Tables from, Tables to) {
    Dataset<Row> rows = from.read(table).coalesce(1);
    if (table.partition().isEmpty()) {
      to.replaceAll(table, rows);
      return;
    }
    String column = table.partition().orElseThrow();
    from.dates(table)
        .forEach(date -> to.replaceDate(table, date, rows.filter(col(column).equalTo(date))));
  }

  private JobShop warehouse(Path folder) {
    JobShop shop = new JobShop(sources);
    configure(shop);
    shop.orders(Stream.concat(JobShop.LINES.stream(), LINES.stream()).toList());
    return shop.with("warehouse.path", folder + "/warehouse");
  }

  private void customers(List<String> lines) {
    write("customers", "id,mail,since", lines);
  }

  private void configure(JobShop shop) {
    shop.with("quality.max-rejected-share", "0.9")
        .with("source.orders.filter", "paid <> '0.00'")
        .with("source.orders.columns.category", "'hats'");
    List.of(
            "prediction",
            "lifecycle",
            "loyalty",
            "ready-made",
            "clusters",
            "behaviour",
            "rfm",
            "price-sensitivity",
            "custom")
        .forEach(family -> shop.with("families." + family + ".enabled", "false"));
    source(
        shop, "customers", Map.of("customer_id", "id", "email", "mail", "registered_at", "since"));
    source(shop, "events", Map.of("customer_id", "who", "occurred_at", "at", "event_type", "kind"));
  }

  private void source(JobShop shop, String name, Map<String, String> columns) {
    shop.with("source." + name + ".path", sources.resolve(name + ".csv").toString())
        .with("source." + name + ".format", "csv")
        .with("source." + name + ".options.header", "true");
    columns.forEach((column, sql) -> shop.with("source." + name + ".columns." + column, sql));
  }

  private void write(String name, String head, List<String> lines) {
    try {
      Files.write(
          sources.resolve(name + ".csv"), Stream.concat(Stream.of(head), lines.stream()).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
