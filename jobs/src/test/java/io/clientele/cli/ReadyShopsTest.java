package io.clientele.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.guess.ReadyShop;
import io.clientele.guess.Request;
import io.clientele.jobs.Commands;
import io.clientele.jobs.Run;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Orders;
import io.clientele.settings.Problem;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports of shop platforms, held to what was worked out by hand in the README beside them. */
class ReadyShopsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Path EXPORTS = RealData.root().resolve("jobs/src/test/resources/shops");

  @TempDir private Path folder;

  private final SparkSession spark = LocalSpark.session();

  @BeforeEach
  void moveToBerlin() {
    spark.conf().set("spark.sql.session.timeZone", BERLIN.getId());
  }

  @AfterEach
  void moveBack() {
    spark.conf().set("spark.sql.session.timeZone", "Europe/London");
  }

  @ParameterizedTest
  @EnumSource(ReadyShop.class)
  void lacksOnlyWhatDiffersFromShopToShop(ReadyShop shop) {
    Path conf = RealData.root().resolve("conf/shops").resolve(shop.word() + ".conf");

    assertThat(SettingsReader.read(Optional.of(conf), Map.of()).problems())
        .extracting(Problem::key)
        .containsExactly("shop.currency", "shop.time-zone", "source.orders.path");
  }

  @ParameterizedTest
  @EnumSource(ReadyShop.class)
  void initKnowsTheExportAndCheckFindsNothing(ReadyShop shop) throws IOException {
    String text = init(export(shop), currency(shop));

    assertThat(text)
        .startsWith(
            "%s is an export of %s: conf/shops/%s.conf\n"
                .formatted(export(shop), shop.word(), shop.word()))
        .contains("the configuration is sound (Europe/Berlin, EUR)")
        .doesNotContain("@example.com", "Anna", "Dora", "ring twice");
  }

  @ParameterizedTest
  @EnumSource(ReadyShop.class)
  void comesToWhatWasWorkedOutByHand(ReadyShop shop) throws IOException {
    init(export(shop), currency(shop));

    Run run = run(Map.of());
    ingest(run);
    Commands.job(Commands.FEATURES).orElseThrow().run(run);

    requireOrders(run, shop);
    requireCustomers(run, shop);
  }

  /** What comes in a second file the night after is added to what is there. */
  @ParameterizedTest
  @EnumSource(ReadyShop.class)
  void comesToTheSameNightByNight(ReadyShop shop) throws IOException {
    List<String> records = records(shop);
    boolean hasHeader = shop != ReadyShop.GA4;
    int half = records.size() / 2 + 1;
    String header = hasHeader ? records.get(0) : "";
    Path nights = Files.createDirectory(folder.resolve("nights"));
    String name = export(shop).getFileName().toString();
    Files.writeString(nights.resolve("a-" + name), String.join("", records.subList(0, half)));
    init(nights, currency(shop));
    Map<String, String> incremental = Map.of("warehouse.whole-below-mib", "0");
    ingest(run(incremental));

    Files.writeString(
        nights.resolve("b-" + name),
        header + String.join("", records.subList(half, records.size())));
    Run run = run(incremental);
    ingest(run);

    requireOrders(run, shop);
  }

  @Test
  void analyticsIsReadFromParquetAsFromJson() throws IOException {
    Path parquet = folder.resolve("events.parquet");
    spark
        .read()
        .schema(
            "event_date string, event_timestamp string, event_name string, user_id string,"
                + " user_pseudo_id string, items array<struct<item_id string, item_category string,"
                + " price double, quantity string>>, ecommerce struct<transaction_id string,"
                + " purchase_revenue double>")
        .json(export(ReadyShop.GA4).toString())
        // BigQuery writes whole numbers into JSON as texts, and into Parquet as numbers.
        .withColumn("event_timestamp", expr("cast(event_timestamp as bigint)"))
        .withColumn(
            "items",
            expr(
                "cast(items as array<struct<item_id string, item_category string, price double,"
                    + " quantity bigint>>)"))
        .write()
        .parquet(parquet.toString());
    init(parquet, Optional.of("EUR"));

    Run run = run(Map.of());
    ingest(run);

    requireOrders(run, ReadyShop.GA4);
  }

  private static void ingest(Run run) {
    Commands.job(Commands.INGEST).orElseThrow().run(run);
  }

  private static Path export(ReadyShop shop) {
    String end =
        switch (shop) {
          case GA4 -> ".json";
          case AMAZON -> ".txt";
          case SHOPIFY, WOOCOMMERCE, MAGENTO, BIGCOMMERCE -> ".csv";
        };
    return EXPORTS.resolve(shop.word() + end);
  }

  /** Where no column tells it, it is given. */
  private static Optional<String> currency(ReadyShop shop) {
    return shop == ReadyShop.MAGENTO || shop == ReadyShop.GA4
        ? Optional.of("EUR")
        : Optional.empty();
  }

  private String init(Path file, Optional<String> currency) {
    Request request = new Request(file.toString(), Optional.empty(), BERLIN, currency);
    return InitWork.of(
        new InitOrder(request, folder.resolve("shop.conf"), InitOrder.Standing.REPLACED),
        spark,
        Glyphs.ASCII);
  }

  private Run run(Map<String, String> more) {
    Map<String, String> overrides = new HashMap<>(more);
    overrides.put("shop.rates.USD", "0.9");
    overrides.put("shop.money-scale", "2");
    overrides.put("warehouse.path", folder.resolve("warehouse").toString());
    overrides.put("warehouse.format", "parquet");
    // Analytics has two lines of eight refused: a purchase that was sent twice.
    overrides.put("quality.max-rejected-share", "0.25");
    Settings settings =
        SettingsReader.read(Optional.of(folder.resolve("shop.conf")), overrides).settings();
    Tables tables = Storage.open(spark, settings.warehouse(), settings.money());
    return new Run(
        settings,
        spark,
        tables,
        LocalDate.of(2024, 12, 31),
        Run.Fitting.WHEN_DUE,
        new LoggedProgress());
  }

  private static void requireOrders(Run run, ReadyShop shop) throws IOException {
    List<String> orders =
        run
            .tables()
            .read(Orders.SCHEMA)
            .selectExpr(
                "order_id",
                "customer_id",
                "order_date",
                "order_class",
                "item_thousandths div 1000",
                "cast(gross_units / 100 as decimal(9,2))",
                "cast(returned_units / 100 as decimal(9,2))",
                "cast(discount_units / 100 as decimal(9,2))")
            .collectAsList()
            .stream()
            .map(ReadyShopsTest::line)
            .sorted()
            .toList();
    assertThat(orders).containsExactlyElementsOf(table(shop, 0, 8));
  }

  private static void requireCustomers(Run run, ReadyShop shop) throws IOException {
    List<String> customers =
        run
            .tables()
            .read(CustomerFeatures.SCHEMA)
            .selectExpr(
                "customer_id",
                "orders",
                "cast(gross_revenue as decimal(9,2))",
                "cast(returned_amount as decimal(9,2))",
                "cast(net_revenue as decimal(9,2))")
            .collectAsList()
            .stream()
            .map(ReadyShopsTest::line)
            .sorted()
            .toList();
    assertThat(customers).containsExactlyElementsOf(table(shop, 1, 5));
  }

  private static String line(Row row) {
    return IntStream.range(0, row.length())
        .mapToObj(index -> Objects.toString(row.get(index), ""))
        .collect(Collectors.joining(" | "));
  }

  /** Returns the rows of a table under a file's heading, sorted, and so many of its columns. */
  private static List<String> table(ReadyShop shop, int number, int columns) throws IOException {
    String text = Files.readString(EXPORTS.resolve("README.md"));
    String name = export(shop).getFileName().toString();
    String passage = text.substring(text.indexOf("\n## " + name + "\n") + 1).split("\n## ", 2)[0];
    String[] tables = passage.split("\\n[|][-|]+\\n", -1);
    return tables[number + 1]
        .lines()
        .takeWhile(line -> line.startsWith("|"))
        .map(
            line ->
                Arrays.stream(line.split("[|]", -1))
                    .skip(1)
                    .limit(columns)
                    .map(String::strip)
                    .collect(Collectors.joining(" | ")))
        .sorted()
        .toList();
  }

  /** Returns the lines of an export with their ends; a line within quotes goes on. */
  private static List<String> records(ReadyShop shop) throws IOException {
    Stream<String> lines = Files.readString(export(shop)).lines().map(line -> line + "\n");
    if (shop == ReadyShop.AMAZON || shop == ReadyShop.GA4) {
      return lines.toList();
    }
    List<String> records = new ArrayList<>();
    StringBuilder record = new StringBuilder();
    for (String line : lines.toList()) {
      record.append(line);
      if (record.chars().filter(letter -> letter == '"').count() % 2 == 0) {
        records.add(record.toString());
        record.setLength(0);
      }
    }
    return records;
  }
}
