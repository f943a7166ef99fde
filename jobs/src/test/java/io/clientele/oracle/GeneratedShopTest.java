package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.RunReport;
import io.clientele.report.Browser;
import io.clientele.report.Browser.Look;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.RejectedRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generated shop, dirt and edges included: the jobs' tables are the oracle's, row by row. */
class GeneratedShopTest {
  private static final LocalDate INGEST = LocalDate.parse("2024-10-27");
  private static final List<LocalDate> DATES =
      List.of(
          LocalDate.parse("2024-02-29"),
          LocalDate.parse("2024-10-27"),
          LocalDate.parse("2024-11-05"),
          LocalDate.parse("2024-11-30"));

  /** A leap day without a date before it, and one that others lie before. */
  private static final List<LocalDate> SUMMED = List.of(DATES.get(0), DATES.get(3));

  @TempDir private static Path folder;
  private static ShopAgreement agreement;
  private static RunReport report;

  @BeforeAll
  static void runTheJobs() {
    ShopFixture fixture = ShopFixture.under(folder);
    OracleShop.Raw raw = GeneratedShop.raw(1);
    SourceFiles.write(raw, folder, 3);
    OracleHistory history = new OracleHistory(OracleShop.of(raw, fixture.settings()));
    ShopRuns runs = new ShopRuns(fixture);
    report = runs.ingest(INGEST);
    DATES.forEach(runs::label);
    DATES.forEach(history::label);
    SUMMED.forEach(runs::insights);
    agreement = new ShopAgreement(runs, history);
  }

  @Test
  @EnabledIf("io.clientele.report.Browser#isHere")
  void itsReportIsDrawnWithoutAnybodysName() throws IOException {
    Path page = Path.of(agreement.runs().report(SUMMED.get(1)));
    // The texts and what is drawn of them, without the code that draws it.
    String text = Files.readString(page).replaceAll("(?s)<script>.*?</script>", "");

    assertThat(text).contains("What changed most").contains("Repeat buyers");
    assertThat(agreement.runs().rows(CustomerSegments.SCHEMA, SUMMED.get(1)))
        .hasSizeGreaterThan(50)
        .extracting(row -> row.text(CustomerSegments.CUSTOMER_ID))
        // Some of the shop's ids are words.
        .filteredOn(id -> id.length() > 3 && !id.matches("[a-z]+"))
        .isNotEmpty()
        .noneMatch(text::contains);
    try (Browser browser = Browser.start()) {
      assertThat(browser.at(page, 390, "light")).isEqualTo(Look.sound(16));
    }
  }

  private static OracleTables tables() {
    return new OracleTables(agreement.history().shop());
  }

  @Test
  void reconcilesLinesAndAmountsExactly() {
    RunReport.Reconciliation orders = report.reconciliations().get(0);

    Map<String, String> told = new TreeMap<>();
    orders.classes().forEach((name, total) -> told.put(name, told(total)));
    orders.rejected().forEach((reason, total) -> told.put("reason " + reason, told(total)));

    assertThat(orders.source()).isEqualTo("orders");
    assertThat(told).isEqualTo(tables().reconciliation());
    assertThat(orders.rounding().orElseThrow()).isEqualByComparingTo(tables().rounding());
  }

  private static String told(RunReport.Total total) {
    BigDecimal amount = total.amount().orElseThrow();
    return total.rows() + " rows, " + OracleTables.plain(amount);
  }

  @Test
  void sumsLinesToTheSameOrders() {
    agreement.requireOrders();
  }

  @Test
  void keepsTheSameRegistrations() {
    Agreement.on("customers", List.of(Customers.CUSTOMER_ID))
        .ignoring(Customers.EMAIL, Customers.CONSENT, Customers.ATTRIBUTES)
        .require(agreement.runs().rows(Customers.SCHEMA), tables().customers());
  }

  @Test
  void rejectsTheSameRowsForTheSameReasons() {
    assertThat(OracleTables.rejected(agreement.runs().rows(RejectedRows.SCHEMA)))
        .isEqualTo(tables().rejected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "2024-10-27", "2024-11-05", "2024-11-30"})
  void computesTheSameFeatures(LocalDate date) {
    agreement.requireFeatures(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "2024-10-27", "2024-11-05", "2024-11-30"})
  void givesTheSameLabels(LocalDate date) {
    agreement.requireSegments(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "2024-10-27", "2024-11-05", "2024-11-30"})
  void summarisesTheSameSegments(LocalDate date) {
    agreement.requireSummary(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "2024-11-30"})
  void sumsTheSameInsightsUp(LocalDate date) {
    new InsightsAgreement(agreement).require(date);
  }

  @Test
  void putsEveryBuyerWithTheNearestCentroid() {
    Optional<LocalDate> before = Optional.empty();
    for (LocalDate date : DATES) {
      agreement.requireClusters(date, before);
      before = Optional.of(date);
    }
  }
}
