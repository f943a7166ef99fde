package io.clientele.table;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.GapDistribution;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse whose newest date is not finished, and the one before it. */
class TablesOfDateTest {
  private static final LocalDate BEFORE = LocalDate.parse("2025-02-28");
  private static final LocalDate COMPLETE = LocalDate.parse("2025-03-30");
  private static final LocalDate UNFINISHED = LocalDate.parse("2025-03-31");

  @TempDir Path folder;

  @Test
  void opensTheNewestCompleteDate() {
    Tables tables = tables();
    for (LocalDate date : List.of(BEFORE, COMPLETE, UNFINISHED)) {
      String values = "from_days = %d".formatted(date.getDayOfMonth());
      tables.replaceDate(GapDistribution.SCHEMA, date, rows(GapDistribution.SCHEMA, date, values));
    }
    tables.complete(BEFORE);
    tables.complete(COMPLETE);

    TablesOfDate newest = TablesOfDate.newest(LocalSpark.session(), settings());

    assertThat(newest.date()).isEqualTo(COMPLETE);
    assertThat(newest.read(GapDistribution.SCHEMA).select("segment_date", "from_days").toJSON())
        .satisfies(
            rows ->
                assertThat(rows.collectAsList())
                    .containsExactly("{\"segment_date\":\"2025-03-30\",\"from_days\":30}"));
  }

  @Test
  void readsATableWithoutDatesAsAWhole() {
    Tables sales = Sales.open(folder, settings().warehouse().format());
    sales.replaceAll(Sales.WHOLE, Sales.rows(BEFORE, "anna 10.00", "bert 5.00"));

    assertThat(Sales.contents(new TablesOfDate(sales, COMPLETE).read(Sales.WHOLE)))
        .containsExactly("anna 2025-02-28 10.00", "bert 2025-02-28 5.00");
  }

  @Test
  void showsLabelsBesideFeatures() {
    Tables tables = tables();
    TableSchema features = CustomerFeatures.SCHEMA;
    TableSchema labels = CustomerSegments.SCHEMA;
    for (LocalDate date : List.of(BEFORE, COMPLETE)) {
      int orders = date.getDayOfMonth();
      tables.replaceDate(
          features, date, rows(features, date, "customer_id = anna", "orders = " + orders));
      tables.replaceDate(
          labels, date, rows(labels, date, "customer_id = anna", "lifecycle = Active " + orders));
    }

    Dataset<Row> customers = new TablesOfDate(tables, COMPLETE).customers();

    assertThat(customers.columns())
        .hasSize(features.columns().size() + labels.columns().size() - 2)
        .doesNotHaveDuplicates();
    assertThat(
            customers
                .select("customer_id", "segment_date", "orders", "lifecycle")
                .toJSON()
                .collectAsList())
        .containsExactly(
            "{\"customer_id\":\"anna\",\"segment_date\":\"2025-03-30\",\"orders\":30,"
                + "\"lifecycle\":\"Active 30\"}");
  }

  @Test
  void refusesAWarehouseWithoutACompleteDate() {
    Settings settings = settings();

    assertThatThrownBy(() -> TablesOfDate.newest(LocalSpark.session(), settings))
        .isInstanceOf(ClienteleException.class)
        .hasMessageContainingAll(
            "No date of this warehouse is complete",
            folder + "/customer_segments",
            "correct warehouse.path and warehouse.format, or run the command run first");
  }

  private Tables tables() {
    Settings settings = settings();
    return Storage.open(LocalSpark.session(), settings.warehouse(), settings.money());
  }

  private Settings settings() {
    return SettingsReader.read(
            Optional.empty(),
            Map.of(
                "shop.time-zone", "Europe/London",
                "shop.currency", "EUR",
                "source.orders.table", "orders",
                "source.orders.columns.order_id", "id",
                "source.orders.columns.customer_id", "customer",
                "source.orders.columns.ordered_at", "day",
                "warehouse.path", folder.toString(),
                "warehouse.format", "parquet"))
        .settings();
  }

  /** One row of a date: nulls, and the values given as {@code column = value}. */
  private static Dataset<Row> rows(TableSchema table, LocalDate date, String... values) {
    Dataset<Row> row = LocalSpark.session().range(1).select(lit(date).as("segment_date"));
    for (String value : values) {
      String[] parts = value.split(" = ", 2);
      row = row.withColumn(parts[0], lit(parts[1]));
    }
    List<String> given = List.of(row.columns());
    return row.select(
        table.columns().stream()
            .map(TableColumn::name)
            .map(name -> given.contains(name) ? functions.col(name) : lit(null).as(name))
            .toArray(Column[]::new));
  }
}
