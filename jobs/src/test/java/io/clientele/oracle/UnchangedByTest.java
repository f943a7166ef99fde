package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not matter does not: every column of every dated table stays the same. */
class UnchangedByTest {
  private static final LocalDate DATE = LocalDate.parse("2024-10-27");
  private static final OracleShop.Raw RAW = GeneratedShop.raw(5);
  private static final List<TableSchema> TABLES =
      List.of(
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentModels.SCHEMA);

  @TempDir private static Path folder;
  private static final Map<String, List<OracleCells>> BEFORE = new TreeMap<>();

  @BeforeAll
  static void runTheJobsOnce() {
    SourceFiles.write(RAW, folder.resolve("plain"), 2);
    ShopRuns runs = run(folder.resolve("plain"));
    TABLES.forEach(table -> BEFORE.put(table.name(), runs.rows(table)));
    BEFORE.put(Orders.SCHEMA.name(), runs.rows(Orders.SCHEMA));
  }

  private static ShopRuns run(Path shop) {
    ShopRuns runs = new ShopRuns(ShopFixture.under(shop));
    runs.ingest(DATE);
    runs.label(DATE);
    return runs;
  }

  private static void requireTheSame(ShopRuns runs, List<TableSchema> tables) {
    for (TableSchema table : tables) {
      Agreement.on(table.name(), table.key())
          .ignoring(SegmentModels.INPUT_VERSIONS)
          .require(runs.rows(table), BEFORE.getOrDefault(table.name(), List.of()));
    }
  }

  private static OracleShop.Raw shuffled(OracleShop.Raw raw, long seed) {
    List<List<OracleRow>> sources = new ArrayList<>();
    for (List<OracleRow> source : List.of(raw.orders(), raw.customers(), raw.events())) {
      List<OracleRow> rows = new ArrayList<>(source);
      Collections.shuffle(rows, new Random(seed));
      sources.add(rows);
    }
    return new OracleShop.Raw(sources.get(0), sources.get(1), sources.get(2));
  }

  @Test
  void theOrderOfTheRowsTheNumberOfPartitionsAndCompiledCode() {
    int partitions = 7;
    Path shop = folder.resolve("partitions");
    SourceFiles.write(shuffled(RAW, partitions), shop, partitions);
    withShufflePartitions(partitions, () -> LocalSpark.compiling(() -> run(shop)));
    ShopRuns runs = new ShopRuns(ShopFixture.under(shop));
    requireTheSame(runs, TABLES);
    requireTheSame(runs, List.of(Orders.SCHEMA));
  }

  private static void withShufflePartitions(int partitions, Runnable work) {
    String key = "spark.sql.shuffle.partitions";
    String adaptive = "spark.sql.adaptive.enabled";
    String before = LocalSpark.session().conf().get(key);
    LocalSpark.session().conf().set(key, String.valueOf(partitions));
    LocalSpark.session().conf().set(adaptive, "false");
    try {
      work.run();
    } finally {
      LocalSpark.session().conf().set(key, before);
      LocalSpark.session().conf().set(adaptive, "true");
    }
  }

  @Test
  void anotherRun() {
    ShopRuns runs = new ShopRuns(ShopFixture.under(folder.resolve("plain")));
    runs.label(DATE);
    requireTheSame(runs, TABLES);
  }

  @Test
  void whatHappensLater() {
    Path shop = folder.resolve("later");
    List<OracleRow> orders = new ArrayList<>(RAW.orders());
    List<OracleRow> events = new ArrayList<>(RAW.events());
    for (int i = 0; i < 200; i++) {
      String customer = i % 3 == 0 ? "later" + i : GeneratedOrders.customerId(i);
      String at = DATE.plusDays(1 + i % 40) + " 00:00:00";
      orders.add(
          OracleRow.of(
              "order_id",
              "later" + i,
              "customer_id",
              customer,
              "ordered_at",
              at,
              "quantity",
              "2",
              "unit_price",
              "500",
              "product_id",
              "p1",
              "category",
              "k0"));
      events.add(
          OracleRow.of(
              "customer_id",
              customer,
              "occurred_at",
              at,
              "event_type",
              "cart",
              "session_id",
              "later" + i));
    }
    SourceFiles.write(new OracleShop.Raw(orders, RAW.customers(), events), shop, 2);
    requireTheSame(run(shop), TABLES);
  }
}
