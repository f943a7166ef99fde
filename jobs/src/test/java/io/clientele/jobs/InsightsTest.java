package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.AllTables;
import io.clientele.schema.CustomerBaseGrowth;
import io.clientele.schema.CustomerBaseHistory;
import io.clientele.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job insights on a whole shop. */
class InsightsTest {
  private static final String DATE = "2025-03-31";

  private final Path folder;
  private final JobShop shop;

  InsightsTest(@TempDir Path folder) {
    this.folder = folder;
    this.shop =
        new JobShop(folder)
            .with("families.clusters.min-buyers", "1")
            .without("prediction", "behaviour", "rfm", "price-sensitivity", "custom")
            .with("segments.insights", "true");
  }

  @Test
  void aRunSumsUpAndAnotherLeavesTheSame() throws IOException {
    shop.does("run", "2025-02-28");
    shop.does("run", DATE);
    Map<String, List<String>> before = contents();
    assertThat(before).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());

    RunReport again = shop.does("insights", DATE);

    assertThat(contents()).isEqualTo(before);
    assertThat(again.tables().keySet())
        .containsExactlyInAnyOrderElementsOf(
            AllTables.insights().stream().map(TableSchema::name).toList());
    assertThat(
            shop.rows(
                CustomerBaseHistory.SCHEMA, "segment_date = DATE'2025-03-31' and stage = 'all'"))
        .containsExactly(
            """
            {"segment_date":"2025-03-31","history_date":"2025-02-28","stage":"all",\
            "customers":5,"customer_share":1.0,"net_revenue":131.40,"revenue_share":1.0}""",
            """
            {"segment_date":"2025-03-31","history_date":"2025-03-31","stage":"all",\
            "customers":5,"customer_share":1.0,"net_revenue":137.40,"revenue_share":1.0}""");
    assertThat(shop.rows(CustomerBaseGrowth.SCHEMA, "stage = 'all'"))
        .containsExactly(
            """
            {"segment_date":"2025-03-31","months_back":1,"compared_date":"2025-02-28",\
            "stage":"all","customers_then":5,"customers":5,"growth":0.0,\
            "net_revenue_then":131.40,"net_revenue":137.40}""");
    theReportIsTheSameAndNamesNobody();
  }

  private void theReportIsTheSameAndNamesNobody() throws IOException {
    String place = Report.write(shop.asOf(DATE));
    String page = Files.readString(Path.of(place));

    assertThat(place).isEqualTo(folder + "/warehouse/_reports/report-2025-03-31.html");
    assertThat(page)
        .contains("<h1>5 customers have brought €137.40 so far")
        .contains("since February 28, 2025")
        .contains("Of 11 order lines 1 was rejected (9.1%).")
        .doesNotContain("anna", "bert", "cleo", "dora", "emil");
    shop.does("run", DATE);
    assertThat(Report.write(shop.with("shop.name", "Renamed").asOf(DATE))).isEqualTo(place);
    assertThat(Files.readString(Path.of(place))).isEqualTo(page.replace("Shop", "Renamed"));
    assertThatThrownBy(() -> Report.write(shop.asOf("2025-03-30")))
        .hasMessage(
            """
            The segments of 2025-03-30 are not complete: the newest complete date is 2025-03-31
              where: table file:%s/warehouse/segment_summary
              mend:  run the command run (or segments) for this date first, or name a complete one"""
                .formatted(folder));
  }

  private Map<String, List<String>> contents() {
    return AllTables.insights().stream().collect(Collectors.toMap(TableSchema::name, shop::rows));
  }

  @Test
  void theyNeedTheSegmentsOfTheirDate() {
    assertThatThrownBy(() -> shop.does("insights", DATE))
        .isInstanceOfSatisfying(
            ClienteleException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessage(
            """
            There are no segments of 2025-03-31
              where: table file:%s/warehouse/segment_summary
              mend:  run the command segments (or run) for this date first"""
                .formatted(folder));
  }

  @Test
  void aRunWithoutThemAndADateBeforeTheFirstCustomer() {
    shop.with("segments.insights", "false").does("run", "2020-01-01");
    assertThat(contents()).allSatisfy((table, rows) -> assertThat(rows).as(table).isEmpty());

    shop.does("insights", "2020-01-01");

    assertThat(contents())
        .allSatisfy(
            (table, rows) ->
                assertThat(rows).as(table).hasSize(table.equals("gap_distribution") ? 23 : 0));
  }
}
