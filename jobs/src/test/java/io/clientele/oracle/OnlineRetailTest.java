package io.clientele.oracle;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.family.Clusters;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.oracle.OracleLine.RowClass;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.ValueRiskMatrix;
import io.clientele.settings.InputSettings;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a million real order lines: the jobs' tables are the oracle's, and both the published. */
class OnlineRetailTest {
  private static final List<LocalDate> DATES =
      List.of(LocalDate.parse("2011-06-30"), LocalDate.parse("2011-12-09"));

  @TempDir private static Path folder;
  private static ShopAgreement agreement;

  @BeforeAll
  static void runTheJobs() throws IOException {
    Path file = RealData.file("online_retail/online_retail.csv.gz");
    ShopFixture fixture =
        ShopFixture.under(folder)
            .withSources(
                old -> new SourcesSettings(source(file), Optional.empty(), Optional.empty()));
    Settings settings = fixture.settings();
    OracleShop.Raw raw = new OracleShop.Raw(read(file), List.of(), List.of());
    OracleHistory history = new OracleHistory(OracleShop.of(raw, settings));
    ShopRuns runs = new ShopRuns(fixture);
    // Half a million lines are worth compiling for, four thousand customers are not.
    LocalSpark.compiling(() -> runs.ingest(DATES.get(1)));
    DATES.forEach(runs::label);
    DATES.forEach(history::label);
    agreement = new ShopAgreement(runs, history);
  }

  private static SourceSettings source(Path file) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("order_id", "InvoiceNo");
    columns.put("customer_id", "regexp_replace(CustomerID, '[.]0$', '')");
    columns.put("ordered_at", "InvoiceDate");
    columns.put("quantity", "Quantity");
    columns.put("unit_price", "UnitPrice");
    columns.put("product_id", "StockCode");
    Map<String, String> wheres = new LinkedHashMap<>();
    columns.keySet().forEach(column -> wheres.put(column, "test.conf:1"));
    InputSettings input =
        new InputSettings(
            "csv",
            Optional.of(file.toString()),
            Optional.empty(),
            Map.of("header", "true", "escape", "\""),
            "test.conf:2");
    return new SourceSettings(
        "orders",
        Map.of("orders", input),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        columns,
        wheres);
  }

  private static List<OracleRow> read(Path file) throws IOException {
    List<OracleRow> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        List<String> cells = cells(line);
        rows.add(
            OracleRow.of(
                "order_id",
                cells.get(0),
                "product_id",
                cells.get(1),
                "quantity",
                cells.get(3),
                "ordered_at",
                cells.get(4),
                "unit_price",
                cells.get(5),
                "customer_id",
                cells.get(6).replace(".0", "")));
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (letter == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(letter);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  @Test
  void meetsThePublishedCounts() {
    OracleShop shop = agreement.history().shop();
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal bought = BigDecimal.ZERO;
    long boughtLines = 0;
    for (OracleLine line : shop.lines()) {
      BigDecimal exact = shop.money().exactOrZero(line.row());
      boolean negative = line.row().raw("quantity").orElse("").startsWith("-");
      total = total.add(exact);
      if (line.rowClass() == RowClass.ACCEPTED && !negative && exact.signum() > 0) {
        bought = bought.add(exact);
        boughtLines++;
      }
    }
    assertThat(shop.lines()).hasSize(541_909);
    assertThat(shop.lines().stream().filter(line -> line.rowClass() == RowClass.GUESTS))
        .hasSize(135_080);
    assertThat(shop.orders()).hasSize(25_900);
    assertThat(total).isEqualByComparingTo("9747747.934");
    assertThat(boughtLines).isEqualTo(397_884);
    assertThat(bought).isEqualByComparingTo("8911407.904");
    List<OracleCells> labelled = agreement.runs().rows(CustomerSegments.SCHEMA, DATES.get(1));
    assertThat(labelled).hasSize(4_372);
    assertThat(labelled.stream().filter(row -> row.text("lifecycle").equals("Prospect")))
        .hasSize(33);
  }

  @Test
  void tellsWhatIsAtRiskAndWhatIsLost() {
    agreement.runs().insights(DATES.get(1));
    List<OracleCells> fields = agreement.runs().rows(ValueRiskMatrix.SCHEMA, DATES.get(1));

    assertThat(told(fields, "Slipping Away", ValueRiskMatrix.REVENUE_AT_RISK))
        .isEqualTo("257 customers, 293703 a year");
    assertThat(told(fields, "Lost", ValueRiskMatrix.REVENUE_LOST))
        .isEqualTo("318 customers, 256120 a year");
  }

  @Test
  void namesOfItsClustersAreTrue() {
    Settings ready =
        RealShops.settings(
            "online-retail", Map.of("source.orders.path", "unread", "warehouse.path", "unread"));
    Column date = col(CustomerFeatures.SEGMENT_DATE).equalTo(lit(DATES.get(1)));
    Dataset<Row> labelled =
        agreement
            .runs()
            .table(CustomerFeatures.SCHEMA)
            .filter(date)
            .join(
                agreement
                    .runs()
                    .table(CustomerSegments.SCHEMA)
                    .filter(date)
                    .select(CustomerSegments.CUSTOMER_ID, CustomerSegments.LIFECYCLE),
                CustomerSegments.CUSTOMER_ID);
    FittedFamily clusters =
        new Clusters(ready.families().clusters()).fit(FitBase.of(labelled), DATES.get(1));
    List<OracleCells> rows = ShopRuns.cells(clusters.assign(labelled));

    assertThat(RealShops.clusters(rows))
        .containsExactly(
            "One-Off 1054",
            "Regular 783",
            "Small Basket 761",
            "Group 6 703",
            "Big Spender 666",
            "Champion 372");
    assertThat(RealShops.untruths(clusters.model().parameters(), rows)).isEmpty();
  }

  static String told(List<OracleCells> fields, String stage, String column) {
    long customers = 0;
    BigDecimal pace = BigDecimal.ZERO;
    for (OracleCells field : fields) {
      if (field.text(ValueRiskMatrix.LIFECYCLE).equals(stage)) {
        customers += field.count(ValueRiskMatrix.REPEAT_CUSTOMERS);
        pace = pace.add(field.amount(column).orElseThrow());
      }
    }
    return customers + " customers, " + pace.setScale(0, RoundingMode.HALF_UP) + " a year";
  }

  @Test
  void predictsWithoutLosses() {
    List<OracleCells> labelled = agreement.runs().rows(CustomerSegments.SCHEMA, DATES.get(1));

    assertThat(labelled.stream().filter(row -> row.text("prediction_model").equals("nbd")))
        .hasSize(4_339)
        .allMatch(row -> row.text("p_alive").equals("1.0"));
    assertThat(labelled.stream().filter(row -> row.get("prediction_model") == null)).hasSize(33);
  }

  @Test
  void sumsLinesToTheSameOrders() {
    agreement.requireOrders();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2011-06-30", "2011-12-09"})
  void computesTheSameFeatures(LocalDate date) {
    agreement.requireFeatures(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2011-06-30", "2011-12-09"})
  void givesTheSameLabels(LocalDate date) {
    agreement.requireSegments(date);
    agreement.requireSummary(date);
    Optional<LocalDate> before = DATES.stream().filter(date::isAfter).findFirst();
    agreement.requireClusters(date, before);
  }
}
