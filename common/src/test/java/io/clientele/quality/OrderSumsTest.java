package io.clientele.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.source.SourceReader;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums by order against the verdicts line by line. */
class OrderSumsTest {
  private static final Column[] REFUSED =
      Stream.of(
              "row_class", "key_order_id", "stated_customer", "row", "stated_time", "stated_amount")
          .map(name -> functions.col(name))
          .toArray(Column[]::new);
  private static final long START = 1_700_000_000L;

  @TempDir private Path folder;

  @Test
  void dirtyLinesCountedUpInTheirOrdersGiveTheSameSums() {
    requireAgreement(new Lines(0.03, "INT"), Map.of());
  }

  @Test
  void amountsThatNeedNoRoundingGiveTheSameSumsWithoutBeingSummedAsDecimals() {
    requireAgreement(new Lines(0.03, "INT"), Map.of("shop.money-scale", "4"));
  }

  @Test
  void textIdsFiltersAndOtherCurrenciesGiveTheSameSums() {
    Map<String, String> mapping = new LinkedHashMap<>();
    mapping.put("source.orders.filter", "product_id <> 'p3'");
    mapping.put("shop.rates.USD", "0.9137");
    requireAgreement(new Lines(0.03, "STRING"), mapping);
  }

  @Test
  void whatIsSaidOfWholeOrdersGivesTheSameSums() {
    Map<String, String> mapping = new LinkedHashMap<>();
    mapping.put("source.orders.columns.order_discount", "order_discount");
    mapping.put("source.orders.columns.order_refund", "order_refund");
    mapping.put("source.orders.columns.refunded_at", "refunded_at");
    mapping.put("source.orders.columns.is_returned", "is_returned");
    mapping.put("source.orders.columns.is_return", "is_return");
    mapping.put("quality.order-level", "[status, currency, coupon_code]");
    requireAgreement(new Lines(0.03, "INT"), mapping);
    mapping.put("source.orders.columns.line_id", "null");
    mapping.put("quality.order-level", "[]");
    mapping.put("shop.rates.USD", "0.9137");
    requireAgreement(new Lines(0.03, "INT"), mapping);
  }

  @ParameterizedTest
  @CsvSource({"line, line_id", "order, line_id", "order, null"})
  void versionsGiveTheSameSums(String versions, String lineId) {
    Map<String, String> mapping = new LinkedHashMap<>();
    mapping.put("source.orders.columns.updated_at", "updated_at");
    mapping.put("source.orders.columns.line_id", lineId);
    mapping.put("source.orders.versions", versions);
    // In files of exports an order has one version a file.
    mapping.put("source.orders.format", "delta");
    mapping.put("source.orders.filter", "product_id <> 'p3'");
    requireAgreement(new Lines(0.03, "INT"), mapping);
  }

  /** A column of the shop's that a rule writes over would be another one without a word. */
  @Test
  void noKeyOfAPersonIsCalledLikeAColumnOfTheRules() {
    Settings settings = settings(Map.of());
    write(new Lines(0, "INT"), "parquet");
    Dataset<Row> mapped = mapped(settings);
    OrderRules rules = new OrderRules(settings);
    List<String> names =
        Stream.of(
                new OrderLines(settings).of(mapped),
                rules.classified(mapped),
                rules.rejected(mapped, rules.keys(mapped)))
            .flatMap(rows -> Stream.of(rows.columns()))
            .filter(name -> name.matches("[a-z][a-z0-9_]*"))
            .distinct()
            .toList();
    List<String> refused =
        SettingsReader.read(
                Optional.empty(), Map.of("identity.guests-by", "[" + String.join(",", names) + "]"))
            .problems()
            .stream()
            .filter(problem -> problem.key().equals("identity.guests-by"))
            .map(problem -> problem.what())
            .filter(what -> what.contains(", which"))
            .map(what -> what.substring("names ".length(), what.indexOf(',')))
            .toList();

    assertThat(names).hasSizeGreaterThan(30);
    assertThat(refused).containsAll(names);
  }

  @Test
  void cleanLinesNeedNoSecondLook() {
    Settings settings = settings(Map.of());
    write(new Lines(0, "INT"), "parquet");
    try (OrderSums sums = OrderSums.of(settings, mapped(settings))) {
      assertThat(sums.classified().isEmpty()).isTrue();
      assertThat(sums.orders().count()).isEqualTo(120);
    }
  }

  @Test
  void idsThatAreNotCountedUpLeaveFewOrdersInDoubt() {
    Settings settings = settings(Map.of());
    write(new Lines(0, "BIGINT"), "parquet");
    try (OrderSums sums = OrderSums.of(settings, mapped(settings))) {
      assertThat(sums.classified().select("order_key").distinct().count()).isLessThan(15);
      assertThat(sums.orders().count()).isEqualTo(120);
    }
  }

  private void requireAgreement(Lines lines, Map<String, String> mapping) {
    Settings settings = settings(mapping);
    write(lines, mapping.getOrDefault("source.orders.format", "parquet"));
    OrderBook book = new OrderBook(settings);
    Dataset<Row> classified = new OrderRules(settings).classified(mapped(settings)).cache();
    try (OrderSums sums = OrderSums.of(settings, mapped(settings))) {
      assertThat(texts(sums.totals())).isEqualTo(texts(book.totals(classified)));
      assertThat(texts(sums.orders())).isEqualTo(texts(book.orders(classified)));
      assertThat(texts(sums.products())).isEqualTo(texts(book.products(classified)));
      assertThat(texts(sums.refusedAlone().union(rejected(settings, sums.classified()))))
          .isEqualTo(texts(rejected(settings, classified)))
          .hasSizeGreaterThan(15);
      // Neither way alone: some orders are beyond doubt, some are not.
      assertThat(sums.classified().select("order_key").distinct().count()).isBetween(5L, 118L);
    } finally {
      classified.unpersist();
    }
  }

  /** The rejected rows among the lines of classified orders. */
  private static Dataset<Row> rejected(Settings settings, Dataset<Row> classified) {
    Dataset<Row> affected =
        classified.filter(OrderRules.isRejected()).select("order_key").distinct();
    return new OrderRules(settings).rejected(mapped(settings), affected).select(REFUSED);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(OrderSumsTest::text).sorted().toList();
  }

  /** Decimals by value: their scale depends on how often they were added up. */
  private static String text(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(
          row.get(i) instanceof BigDecimal number
              ? number.stripTrailingZeros().toPlainString()
              : String.valueOf(row.get(i)));
    }
    return String.join("|", cells);
  }

  private Settings settings(Map<String, String> mapping) {
    Map<String, String> overrides = new LinkedHashMap<>(mapping);
    overrides.put("source.orders.path", folder.resolve("lines").toString());
    return SettingsReader.read(Optional.of(RealData.root().resolve("conf/sample.conf")), overrides)
        .settings();
  }

  private static Dataset<Row> mapped(Settings settings) {
    return new SourceReader(LocalSpark.session()).rows(settings.sources().orders());
  }

  private void write(Lines lines, String format) {
    LocalSpark.session()
        .createDataFrame(lines.rows(), lines.schema())
        .repartition(3)
        .write()
        .format(format)
        .mode("overwrite")
        .save(folder.resolve("lines").toString());
  }

  /**
   * Generated lines of 120 orders.
   *
   * @param dirt the share of each kind of dirt
   * @param idType the type of line ids
   */
  private record Lines(double dirt, String idType) {

    StructType schema() {
      return StructType.fromDDL(
          "order_id STRING, line_id "
              + idType
              + ", customer_id STRING, ordered_at TIMESTAMP, amount DECIMAL(12,4), quantity INT,"
              + " unit_price DECIMAL(12,2), discount DECIMAL(12,2), product_id STRING,"
              + " category STRING, coupon_code STRING, status STRING, currency STRING,"
              + " is_return BOOLEAN, is_returned BOOLEAN, order_discount DECIMAL(12,2),"
              + " order_refund DECIMAL(12,2), refunded_at TIMESTAMP, updated_at TIMESTAMP");
    }

    List<Row> rows() {
      Random random = new Random(7);
      List<Row> rows = new ArrayList<>();
      for (int order = 0; order < 120; order++) {
        String customer = random.nextInt(9) == 0 ? null : "c" + random.nextInt(30);
        String status = random.nextInt(12) == 0 ? "cancelled" : "completed";
        int lines = idType.equals("BIGINT") ? 12 : 1 + random.nextInt(6);
        for (int line = 1; line <= lines; line++) {
          rows.add(row(random, order, line, customer, status));
        }
      }
      return rows;
    }

    private Row row(Random random, int order, int line, @Nullable String customer, String status) {
      int number = random.nextDouble() < dirt ? Math.max(1, line - 1) : line;
      Object id =
          switch (idType) {
            case "INT" -> number;
            case "BIGINT" -> new SplittableRandom(100L * order + number).nextLong(1_000_000);
            default -> "line " + number;
          };
      int quantity = random.nextInt(8) == 0 ? -1 : random.nextInt(4);
      boolean isPlain = dirt == 0 || random.nextInt(20) > 0;
      return RowFactory.create(
          random.nextDouble() < dirt ? null : "o" + order,
          isPlain ? id : null,
          random.nextDouble() < dirt ? "c" + random.nextInt(30) : customer,
          random.nextDouble() < dirt
              ? null
              : Timestamp.from(
                  Instant.ofEpochSecond(
                      START
                          + order * 5000L
                          + random.nextInt(9)
                          + (random.nextDouble() < dirt ? 86_400L * random.nextInt(200) : 0))),
          random.nextDouble() < dirt
              ? null
              : BigDecimal.valueOf(quantity * (long) random.nextInt(1_000_000), 4),
          quantity,
          BigDecimal.valueOf(random.nextInt(10_000), 2),
          BigDecimal.valueOf(random.nextInt(3) * 10L, 2),
          "p" + random.nextInt(9),
          random.nextInt(5) == 0 ? null : "k" + random.nextInt(4),
          random.nextInt(6) == 0 ? "SALE" : null,
          random.nextDouble() < dirt ? null : status,
          random.nextDouble() < dirt ? "USD" : random.nextDouble() < dirt ? null : "EUR",
          random.nextDouble() < dirt,
          random.nextDouble() < dirt,
          random.nextDouble() < dirt ? BigDecimal.valueOf(random.nextInt(20_000) - 500L, 2) : null,
          random.nextDouble() < dirt ? BigDecimal.valueOf(random.nextInt(9_000) - 500L, 2) : null,
          random.nextDouble() < dirt
              ? Timestamp.from(Instant.ofEpochSecond(START + random.nextInt(10_000_000)))
              : null,
          random.nextDouble() < 3 * dirt
              ? null
              : Timestamp.from(Instant.ofEpochSecond(START + order + random.nextInt(8) / 7)));
    }
  }
}
