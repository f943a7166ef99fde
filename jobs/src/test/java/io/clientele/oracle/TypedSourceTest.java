package io.clientele.oracle;

import io.clientele.settings.SourcesSettings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source with numbers for ids, instants for times and floating point for amounts. */
class TypedSourceTest {
  private static final LocalDate DATE = LocalDate.parse("2024-03-31");
  private static final List<String> COLUMNS =
      List.of("order_id", "customer_id", "ordered_at", "amount", "quantity", "is_return");

  @TempDir private Path folder;

  /** One line; the text of a null is absent. */
  private record Typed(
      @Nullable Long order,
      @Nullable Long customer,
      String at,
      @Nullable Double amount,
      @Nullable Integer quantity) {

    Row row() {
      return RowFactory.create(
          order, customer, Timestamp.from(Instant.parse(at)), amount, quantity, false, true);
    }

    OracleRow asTexts() {
      return OracleRow.of(
          "order_id",
          text(order),
          "customer_id",
          text(customer),
          "ordered_at",
          at,
          "amount",
          text(amount),
          "quantity",
          text(quantity),
          "is_return",
          "false");
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  private static List<Typed> lines() {
    List<Typed> lines = new ArrayList<>();
    lines.add(new Typed(1L, 17L, "2024-03-31T22:59:59.999999Z", 10.1, 2));
    lines.add(new Typed(2L, 17L, "2024-03-31T23:00:00Z", 10.2, 1));
    lines.add(new Typed(3L, 18L, "2024-03-30T23:59:59.999999Z", 0.1, 1));
    lines.add(new Typed(4L, 18L, "2024-03-31T00:00:00Z", 0.2, 1));
    lines.add(new Typed(5L, 18L, "2024-03-31T01:00:00Z", Double.NaN, 1));
    lines.add(new Typed(5L, 18L, "2024-03-31T01:00:01Z", Double.POSITIVE_INFINITY, 1));
    lines.add(new Typed(5L, 18L, "2024-03-31T01:00:02Z", 0.30000000000000004, 3));
    lines.add(new Typed(6L, null, "2024-03-01T00:00:00Z", 5.5, 1));
    lines.add(new Typed(7L, 19L, "2024-02-29T12:00:00Z", null, 1));
    lines.add(new Typed(null, 19L, "2024-02-29T12:00:00Z", 1.0, 1));
    lines.add(new Typed(8L, 19L, "2024-02-29T12:00:00Z", 1e300, 1));
    lines.add(new Typed(9L, 20L, "2024-02-29T00:00:00Z", -7.00005, 1));
    lines.add(new Typed(10L, 20L, "2023-02-28T00:00:00Z", 7.00005, null));
    lines.add(new Typed(11L, 20L, "2023-02-28T00:00:00Z", 0.0, 4));
    lines.add(new Typed(12L, 1_000_000_000_000L, "2020-02-29T00:00:00Z", 1234567.891, -1));
    lines.add(new Typed(13L, 1_000_000_000_000L, "2020-02-29T00:00:00Z", 1e7, 1));
    return lines;
  }

  @Test
  void meansTheSameAsText() {
    StructType schema =
        new StructType(
            new StructField[] {
              DataTypes.createStructField("order_id", DataTypes.LongType, true),
              DataTypes.createStructField("customer_id", DataTypes.LongType, true),
              DataTypes.createStructField("ordered_at", DataTypes.TimestampType, true),
              DataTypes.createStructField("amount", DataTypes.DoubleType, true),
              DataTypes.createStructField("quantity", DataTypes.IntegerType, true),
              DataTypes.createStructField("is_return", DataTypes.BooleanType, true),
              DataTypes.createStructField("kept", DataTypes.BooleanType, true)
            });
    LocalSpark.session()
        .createDataFrame(lines().stream().map(Typed::row).toList(), schema)
        .write()
        .parquet(folder.resolve("orders").toString());
    ShopFixture shop =
        ShopFixture.under(folder)
            .withOrderColumns(folder, COLUMNS)
            .withSources(
                old -> new SourcesSettings(old.orders(), Optional.empty(), Optional.empty()));
    List<OracleRow> rows = lines().stream().map(Typed::asTexts).toList();
    OracleShop.Raw raw = new OracleShop.Raw(rows, List.of(), List.of());
    ShopRuns runs = new ShopRuns(shop);
    runs.ingest(DATE);
    runs.label(DATE);
    OracleHistory history = new OracleHistory(OracleShop.of(raw, shop.settings()));
    history.label(DATE);

    ShopAgreement agreement = new ShopAgreement(runs, history);
    agreement.requireOrders();
    agreement.requireFeatures(DATE);
    agreement.requireSegments(DATE);
  }
}
