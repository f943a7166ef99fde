package io.clientele.jobs;

import static io.clientele.jobs.NightlySource.pick;
import static io.clientele.jobs.NightlySource.row;

import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A shop whose orders, events and customers grow, are corrected and shrink from night to night, at
 * random but seeded; dirt included.
 */
final class NightlyShop {
  private static final LocalDate FIRST = LocalDate.parse("2025-03-01");

  private final Path folder;
  private final Random random;
  private final boolean isTidy;
  private final NightlySource orders;
  private final NightlySource events;
  private final NightlySource customers;
  private final Map<String, String> overrides = new HashMap<>();
  private int day;
  private int made;

  NightlyShop(Path folder, String format, long seed) {
    this(folder, format, seed, false);
  }

  /**
   * A shop.
   *
   * @param isTidy whether lines are refused for nothing but their time or being there twice, and
   *     corrected only every second night
   */
  NightlyShop(Path folder, String format, long seed, boolean isTidy) {
    this.folder = folder;
    this.isTidy = isTidy;
    this.random = new Random(seed);
    this.orders =
        source(
            NightlySource.Kind.LOG,
            "orders",
            List.of(
                "order_id",
                "line_id",
                "customer_id",
                "ordered_at",
                "amount",
                "product_id",
                "category",
                "status",
                "kept"));
    this.events =
        source(
            NightlySource.Kind.FEED,
            "events",
            List.of("customer_id", "occurred_at", "event_type", "session_id", "kept"));
    this.customers =
        source(
            NightlySource.Kind.FILES,
            "customers",
            List.of("customer_id", "registered_at", "country"));
    overrides.put("quality.max-rejected-share", "1.0");
    overrides.put("warehouse.whole-below-mib", "0");
    overrides.put("warehouse.format", format);
    try {
      Files.writeString(folder.resolve("shop.conf"), configuration());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One more day: new lines, late ones and, where the source can, corrected and lost ones. */
  void night() {
    List<Map<String, @Nullable String>> lines = new ArrayList<>();
    for (int count = 0; count < 40; count++) {
      order(lines, made++, day);
    }
    for (int count = 0; day > 0 && count < 12; count++) {
      // A late line: of an old order, or of one that nobody has seen.
      order(lines, random.nextInt(made + 20), random.nextInt(day));
    }
    orders.add(lines);
    events.add(visits());
    List<Map<String, @Nullable String>> people = new ArrayList<>();
    for (int count = 0; count < 5; count++) {
      people.add(
          row(
              "customer_id", customer(),
              "registered_at", pick(random, null, date(random.nextInt(day + 3)), "some day"),
              "country", pick(random, "DE", "FR")));
    }
    customers.add(people);
    if (day > 0 && (!isTidy || day % 2 == 0)) {
      mend();
    }
    day++;
  }

  /** Nothing changes but the files. */
  void compact() {
    orders.compact();
    events.compact();
  }

  private void mend() {
    orders.mend(
        "order_id",
        random.nextInt(23),
        List.of(
            Map.of("amount", "'7.77'"),
            isTidy ? Map.of("status", "'paid'") : Map.of("customer_id", "'c3'"),
            Map.of("ordered_at", "'2025-02-27 10:00:00'"),
            Map.of("kept", "'no'")));
    events.mend(
        "session_id", random.nextInt(23), List.of(Map.of("occurred_at", "'2025-03-01 08:00:00'")));
  }

  private void order(List<Map<String, @Nullable String>> lines, int number, int onDay) {
    String id = random.nextInt(30) == 0 ? null : "o" + number;
    String any = random.nextInt(12) == 0 ? null : customer();
    String customer = isTidy ? "c" + number % 60 : any;
    int count = 1 + random.nextInt(3);
    for (int line = 0; line < count; line++) {
      lines.add(
          row(
              "order_id",
              id,
              "line_id",
              "l" + random.nextInt(4),
              "customer_id",
              !isTidy && random.nextInt(15) == 0 ? customer() : customer,
              "ordered_at",
              random.nextInt(40) == 0 ? "soon" : at(onDay),
              "amount",
              amount(),
              "product_id",
              pick(random, null, "p1", "p2", "p3"),
              "category",
              pick(random, null, "books", "toys"),
              "status",
              pick(random, "paid", "paid", "paid", "cancelled"),
              "kept",
              random.nextInt(25) == 0 ? "no" : "yes"));
    }
  }

  private @Nullable String amount() {
    int cents = random.nextInt(10_000);
    return switch (random.nextInt(20)) {
      case 0 -> isTidy ? "0" : null;
      case 1, 2 -> "-" + cents / 1000.0;
      default -> String.valueOf(cents / 1000.0);
    };
  }

  private List<Map<String, @Nullable String>> visits() {
    List<Map<String, @Nullable String>> visits = new ArrayList<>();
    for (int count = 0; count < 60; count++) {
      visits.add(
          row(
              "customer_id", random.nextInt(12) == 0 ? null : customer(),
              "occurred_at", random.nextInt(40) == 0 ? "once" : at(random.nextInt(day + 1)),
              "event_type", pick(random, "view", "cart", "checkout", "purchase", "yawn"),
              "session_id", pick(random, null, "s" + random.nextInt(20)),
              "kept", random.nextInt(25) == 0 ? "no" : "yes"));
    }
    return visits;
  }

  private String customer() {
    return "c" + random.nextInt(60);
  }

  private String at(int onDay) {
    return "%s %02d:%02d:00".formatted(date(onDay), random.nextInt(24), random.nextInt(60));
  }

  private static String date(int onDay) {
    return FIRST.plusDays(onDay).toString();
  }

  /** Returns a run as of the last day, in one of the shop's warehouses. */
  Run run(String warehouse) {
    Map<String, String> set = new HashMap<>(overrides);
    set.put("warehouse.path", folder.resolve(warehouse).toString());
    Settings settings =
        SettingsReader.read(Optional.of(folder.resolve("shop.conf")), set).settings();
    return new Run(
        settings,
        LocalSpark.session(),
        Storage.open(LocalSpark.session(), settings.warehouse(), settings.money()),
        FIRST.plusDays(day),
        Run.Fitting.WHEN_DUE,
        new Quiet());
  }

  /** Returns what readers see of a warehouse's input tables, each row as JSON. */
  List<String> rows(String warehouse) {
    Run run = run(warehouse);
    Dataset<Row> all = null;
    for (TableSchema table :
        List.of(
            Orders.SCHEMA,
            OrderProducts.SCHEMA,
            Sessions.SCHEMA,
            Customers.SCHEMA,
            RejectedRows.SCHEMA)) {
      Dataset<Row> rows = run.tables().read(table);
      if (table.equals(RejectedRows.SCHEMA)) {
        rows = rows.filter("ingest_batch = DATE'" + run.asOf() + "'");
      }
      Dataset<Row> texts =
          rows.toJSON().selectExpr("concat('%s ', value) as row".formatted(table.name()));
      all = all == null ? texts : all.union(texts);
    }
    return all == null
        ? List.of()
        : all.collectAsList().stream().map(row -> row.getString(0)).sorted().toList();
  }

  private NightlySource source(NightlySource.Kind kind, String name, List<String> columns) {
    return new NightlySource(kind, folder.resolve(name), columns);
  }

  private String configuration() {
    return """
    shop { time-zone = Europe/London, currency = EUR, money-scale = 2 }
    source.orders {
      format = %1$s, path = "%4$s/orders", filter = "kept = 'yes'"
      columns {
        order_id = order_id, line_id = line_id, customer_id = customer_id, ordered_at = ordered_at
        amount = amount, product_id = product_id, category = category, status = status
      }
    }
    source.events {
      format = %2$s, path = "%4$s/events", filter = "kept = 'yes'"
      columns {
        customer_id = customer_id, occurred_at = occurred_at, event_type = event_type
        session_id = session_id
      }
    }
    source.customers {
      format = %3$s, path = "%4$s/customers"
      columns { customer_id = customer_id, registered_at = registered_at, country = country }
    }
    """
        .formatted(orders.format(), events.format(), customers.format(), folder);
  }

  private static final class Quiet implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {}
  }
}
