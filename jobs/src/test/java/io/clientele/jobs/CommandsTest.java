package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on a whole shop. */
class CommandsTest {
  private static final String DATE = "2025-03-31";
  private static final List<TableSchema> DATED =
      List.of(CustomerFeatures.SCHEMA, CustomerSegments.SCHEMA, SegmentSummary.SCHEMA);
  private static final Set<String> ALWAYS_FILLED =
      Set.of(
          CustomerSegments.CUSTOMER_ID,
          CustomerSegments.SEGMENT_DATE,
          CustomerSegments.CONTROL_BUCKET);

  private final JobShop shop;

  CommandsTest(@TempDir Path folder) {
    this.shop = new JobShop(folder);
  }

  @Test
  void aSecondRunAndAnEarlierDateLeaveTheDateAsItWas() {
    shop.does("run", DATE);
    List<List<String>> before = contents(DATE);
    assertThat(before.get(1)).hasSize(5);

    assertThat(shop.does("run", DATE).notes())
        .noneMatch(note -> note.startsWith("Later dates build on earlier ones"));
    assertThat(contents(DATE)).isEqualTo(before);

    assertThat(shop.does("run", "2025-02-28").notes())
        .contains(
            "Later dates build on earlier ones; stale until they are computed again: 2025-03-31.");
    assertThat(contents(DATE)).isEqualTo(before);
    assertThat(contents("2025-02-28").get(1)).hasSize(5).isNotEqualTo(before.get(1));
    assertThat(shop.rows(SegmentModels.SCHEMA, "fit_date = DATE'2025-02-28'")).hasSize(8);
  }

  @Test
  void theRunsTableReconcilesTheSource() {
    shop.without("prediction", "clusters", "behaviour", "rfm", "price-sensitivity");

    shop.does("run", DATE);

    assertThat(
            shop.rows(Runs.SCHEMA).stream()
                .map(row -> row.replaceAll(".*(\"source_rows\".*?),\"input_versions\".*", "$1")))
        .containsExactly(
            """
            "source_rows":11,"superseded_rows":0,"filtered_rows":0,"accepted_rows":9,"guest_rows":1,\
            "rejected_rows":1,"forgotten_rows":0,"source_amount":145.400000000000,\
            "superseded_amount":0E-12,"filtered_amount":0E-12,"accepted_amount":137.400000000000,"guest_amount":7.000000000000,\
            "rejected_amount":1.000000000000,"forgotten_amount":0E-12,"customers":5,\
            "reconciliation":"{\\"orders\\":{\\"superseded\\":0,\\"filtered\\":0,\\"accepted\\":9,\\"guests\\":1,\
            \\"rejected\\":1,\\"forgotten\\":0,\\"reasons\\":{\\"no time\\":1},\
            \\"rounding\\":\\"0.000000\\"}}\"""");
    assertThat(
            shop.tables()
                .read(RejectedRows.SCHEMA)
                .selectExpr(
                    "concat_ws(' ', ingest_batch, source, reason, order_id, customer_id, row)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(
            """
            2025-03-31 orders no time 8 dora \
            {"order":"8","customer":"dora","day":"not a day","paid":"1.00"}""");
  }

  @Test
  void everySplitOfTheBaseAddsUpToIt() {
    shop.without("prediction", "clusters", "behaviour", "rfm", "price-sensitivity");

    shop.does("run", DATE);
    List<Row> sums =
        shop.tables()
            .read(SegmentSummary.SCHEMA)
            .filter("family in ('base', 'lifecycle', 'loyalty') and segment <> 'guests'")
            .groupBy("family")
            .agg(
                org.apache.spark.sql.functions.expr(
                    "concat_ws(' ', sum(customers), round(sum(customer_share), 9), sum(orders),"
                        + " sum(net_revenue), round(sum(revenue_share), 9))"))
            .collectAsList();

    assertThat(sums.stream().map(row -> row.getString(0) + " " + row.getString(1)))
        .containsExactlyInAnyOrder(
            "base 5 1.0 7 137.40 1.0",
            "lifecycle 5 1.0 7 137.40 1.0",
            "loyalty 5 1.0 7 137.40 1.0");
    assertThat(shop.rows(SegmentSummary.SCHEMA, "segment = 'guests'"))
        .containsExactly(
            """
            {"segment_date":"2025-03-31","family":"base","segment":"guests","orders":1,\
            "net_revenue":7.00,"average_order_value":7.0}""");
  }

  @Test
  void familiesThatAreOffLeaveTheirColumnsEmpty() {
    List<String> families =
        List.of(
            "prediction",
            "lifecycle",
            "loyalty",
            "ready-made",
            "clusters",
            "behaviour",
            "rfm",
            "price-sensitivity",
            "custom");
    shop.without(families.toArray(String[]::new));

    RunReport report = shop.does("run", DATE);

    assertThat(report.notes())
        .containsAll(
            families.stream()
                .map(
                    family ->
                        "Family %s is off (families.%s.enabled): its columns are empty."
                            .formatted(family, family))
                .toList());
    List<Row> rows = shop.tables().read(CustomerSegments.SCHEMA).collectAsList();
    assertThat(rows).hasSize(5);
    for (TableColumn column : CustomerSegments.SCHEMA.columns()) {
      assertThat(rows)
          .as(column.name())
          .allMatch(
              row ->
                  row.isNullAt(row.fieldIndex(column.name()))
                      != ALWAYS_FILLED.contains(column.name()));
    }
    assertThat(report.segments().stream().map(RunReport.SegmentLine::segment))
        .containsExactly("all", "guests");
    assertThat(shop.rows(SegmentModels.SCHEMA)).isEmpty();
    assertThat(shop.rows(SegmentSummary.SCHEMA, "lost_share is not null")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void aDateBeforeTheFirstCustomerIsEmpty(String format) {
    shop.with("warehouse.format", format).without("clusters", "behaviour", "rfm");

    RunReport report = shop.does("run", "2020-01-01");

    assertThat(report.segments().stream().map(RunReport.SegmentLine::segment))
        .containsExactly("guests");
    assertThat(shop.rows(CustomerFeatures.SCHEMA)).isEmpty();
    assertThat(shop.rows(CustomerSegments.SCHEMA)).isEmpty();
    assertThat(shop.rows(Runs.SCHEMA, "status = 'succeeded' and exit_code = 0")).hasSize(1);
  }

  private List<List<String>> contents(String date) {
    return DATED.stream()
        .map(table -> shop.rows(table, "segment_date = DATE'" + date + "'"))
        .collect(Collectors.toList());
  }
}
