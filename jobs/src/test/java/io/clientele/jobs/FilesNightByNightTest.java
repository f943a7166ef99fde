package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that come night after night, as exports of shops do, against reading them in one go. */
class FilesNightByNightTest {
  private static final String DATE = "2025-03-31";
  private static final String ONLY_NEW = "Only what is new in the sources was read.";

  @TempDir private Path folder = Path.of("");

  @Test
  void columnsInAnotherOrderAreReadByName() throws IOException {
    Path lines = folder("csv");
    List<RunReport> nights =
        nightByNight(
            shop("csv", lines)
                .with("warehouse.format", "delta")
                .with("source.orders.columns.discount", "ship"),
            () -> file(lines, "a.csv", FIVE_OF_HUNDRED),
            () -> file(lines, "b.csv", FIVE_OF_FORTY),
            () -> file(lines, "c.csv", "order,day,customer,paid\n11,2025-01-03,anna,1\n"));

    assertThat(told(nights.get(1))).containsExactly(ONLY_NEW);
    assertThat(told(nights.get(2)))
        .containsExactly(
            "source.orders: column ship is missing in 1 of 3 files, null there (c.csv).", ONLY_NEW);
    assertThat(gross(shop("csv", lines).with("warehouse.format", "delta"))).isEqualTo("11 70100");
  }

  @Test
  void brokenRowsAreRejectedWithFileAndLine() throws IOException {
    Path lines = folder("csv");
    List<RunReport> nights =
        nightByNight(
            shop("csv", lines),
            () -> file(lines, "a.csv", FIVE_OF_HUNDRED + "12,anna\n"),
            () -> file(lines, "b.csv", FIVE_OF_FORTY + "13,bert,2025-01-02,5,\"4\n"));

    assertThat(told(nights.get(1)))
        .containsExactly(
            "Of source orders 1 row does not fit its file (b.csv line 7); 1 line ends inside a"
                + " quote: set multiLine = true where fields hold ends of lines.",
            ONLY_NEW);
    assertThat(shop("csv", lines).rows(RejectedRows.SCHEMA))
        .containsExactly(
            "{\"ingest_batch\":\"2025-03-31\",\"source\":\"orders\",\"reason\":\"broken row\","
                + "\"row\":\"12,anna\"}",
            "{\"ingest_batch\":\"2025-03-31\",\"source\":\"orders\",\"reason\":\"broken row\","
                + "\"row\":\"13,bert,2025-01-02,5,\\\"4\"}");
    assertThat(gross(shop("csv", lines))).isEqualTo("10 70000");
  }

  @Test
  void theGateNamesTheFirstBrokenRows() throws IOException {
    Path lines = folder("csv");
    file(lines, "a.csv", FIVE_OF_HUNDRED + "12,anna\n13\n");
    JobShop shop = shop("csv", lines).with("quality.max-rejected-share", "0.1");

    assertThatThrownBy(() -> shop.does("ingest", DATE))
        .hasMessageContaining(
            "broken row: 2\n    2 rows do not fit their files (a.csv line 7, a.csv line 8)")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.QUALITY);
  }

  @ParameterizedTest
  @CsvSource({"delta", "parquet", "json"})
  void linesInARowAreReadAsTheyCome(String format) throws IOException {
    Path lines = folder(format);
    JobShop shop =
        shop(format, lines)
            .with("source.orders.lines", "items")
            .with("source.orders.columns.line_id", "line_number")
            .with("source.orders.columns.product_id", "line.sku")
            .with("source.orders.columns.amount", "line.price");
    List<RunReport> nights =
        nightByNight(
            shop,
            () -> nested(format, lines, ORDER.formatted(1, "array(" + X + "," + Y + ")")),
            () ->
                nested(
                    format,
                    lines,
                    ORDER.formatted(2, "array(" + Y + ")")
                        + " union all "
                        + ORDER.formatted(1, "array(" + Y + ")")
                        + " union all "
                        + ORDER.formatted(3, "filter(array(" + Y + "), x -> false)")));

    assertThat(told(nights.get(1))).containsExactly(ONLY_NEW);
    assertThat(shop.rows(OrderProducts.SCHEMA)).hasSize(3);
    assertThat(shop.rows(RejectedRows.SCHEMA))
        .extracting(row -> row.replaceAll(".*\"reason\":\"([a-z ]+)\".*", "$1"))
        .containsExactlyInAnyOrder("duplicate line", "no amount");
  }

  @ParameterizedTest
  @CsvSource({"delta", "parquet"})
  void aQueryOfOneRowAtATimeIsReadLikeATable(String format) throws IOException {
    Path lines = folder(format);
    JobShop shop =
        shop(format, lines)
            .with("source.orders.path", "null")
            .with("source.orders.format", "null")
            .with("source.orders.inputs.exported.path", lines.toString())
            .with("source.orders.inputs.exported.format", format)
            .with(
                "source.orders.query",
                "select order, customer, day, item.price as paid from exported lateral view"
                    + " explode(items) as item where item.price > 1");
    List<RunReport> nights =
        nightByNight(
            shop,
            () -> nested(format, lines, ORDER.formatted(1, "array(" + X + "," + Y + ")")),
            () ->
                nested(
                    format,
                    lines,
                    ORDER.formatted(2, "array(" + Y + ")")
                        + " union all "
                        + ORDER.formatted(1, "array(" + Y + ")")));

    assertThat(told(nights.get(1))).containsExactly(ONLY_NEW);
    assertThat(gross(shop)).isEqualTo("2 2500");
  }

  private static final String FIVE_OF_HUNDRED =
      """
      order,customer,day,paid,ship
      1,anna,2025-01-01,100,5
      2,bert,2025-01-01,100,5
      3,cleo,2025-01-01,100,5
      4,dora,2025-01-01,100,5
      5,emil,2025-01-01,100,5
      """;
  private static final String FIVE_OF_FORTY =
      """
      order,customer,day,ship,paid
      6,anna,2025-01-02,5,40
      7,bert,2025-01-02,5,40
      8,cleo,2025-01-02,5,40
      9,dora,2025-01-02,5,40
      10,emil,2025-01-02,5,40
      """;
  private static final String ORDER =
      "select '%s' as order, 'anna' as customer, '2025-01-01' as day, %s as items";
  private static final String X = "named_struct('sku', 'x', 'price', 10.0d)";
  private static final String Y = "named_struct('sku', 'y', 'price', 5.0d)";

  /** One night more. */
  private interface Night {
    void comes() throws IOException;
  }

  /** Ingests after each night, and everything anew after the last: the tables are the same. */
  private List<RunReport> nightByNight(JobShop shop, Night... nights) throws IOException {
    List<RunReport> reports = new ArrayList<>();
    for (Night night : nights) {
      night.comes();
      reports.add(shop.does("ingest", DATE));
    }
    List<List<String>> nightly = tables(shop);
    shop.with("warehouse.path", folder.resolve("anew").toString());
    shop.does("ingest", DATE);
    assertThat(nightly).isEqualTo(tables(shop));
    shop.with("warehouse.path", folder.resolve("warehouse").toString());
    return reports;
  }

  /** Returns what an ingest says, how fresh the orders are aside. */
  private static List<String> told(RunReport report) {
    return report.notes().stream().filter(note -> !note.startsWith("The newest purchase")).toList();
  }

  private static List<List<String>> tables(JobShop shop) {
    return List.of(
        shop.rows(Orders.SCHEMA), shop.rows(OrderProducts.SCHEMA), shop.rows(RejectedRows.SCHEMA));
  }

  private static String gross(JobShop shop) {
    var row = shop.tables().read(Orders.SCHEMA).selectExpr("count(*)", "sum(gross_units)").head();
    return row.getLong(0) + " " + row.get(1);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve("source-" + name));
  }

  private JobShop shop(String format, Path lines) {
    JobShop shop =
        new JobShop(folder)
            .with("source.orders.path", lines.toString())
            .with("source.orders.format", format)
            .with("warehouse.whole-below-mib", "0");
    return format.equals("csv") ? shop : shop.with("source.orders.options", "null");
  }

  private static void file(Path lines, String name, String text) throws IOException {
    Files.writeString(lines.resolve(name), text);
  }

  private static void nested(String format, Path lines, String sql) {
    LocalSpark.session()
        .sql(sql)
        .coalesce(1)
        .write()
        .format(format)
        .mode("append")
        .save(lines.toString());
  }
}
