package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Ingests;
import io.clientele.schema.Orders;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an ingest reads everything, and what it says of that. */
class IncrementalReasonsTest {
  private static final String DATE = "2025-03-31";
  private static final String ONLY_NEW = "Only what is new in the sources was read.";
  private static final String NOTHING_NEW = "Nothing is new in the sources since the last ingest.";

  @TempDir private Path folder = Path.of("");

  @Test
  void saysWhatWasReadAndWhy() throws IOException {
    Path lines = Files.createDirectory(folder.resolve("lines"));
    JobShop shop =
        new JobShop(folder)
            .with("source.orders.path", lines.toString())
            .with("warehouse.whole-below-mib", "0");
    add(lines, "a.csv", JobShop.LINES);
    assertThat(told(shop)).isEmpty();
    assertThat(told(shop)).containsExactly(NOTHING_NEW);

    add(lines, "b [1].csv", List.of("3,anna,2025-03-21,2.00", "12,fred,2025-03-20,4.00"));
    assertThat(told(shop)).containsExactly(ONLY_NEW);
    assertThat(
            shop.rows(Orders.SCHEMA, "order_id in ('3', '12')").stream()
                .map(
                    row ->
                        row.replaceAll(
                            ".*\"order_id\":\"(\\d+)\".*\"lines\":(\\d+).*\"gross_units\":(\\d+).*",
                            "$1 $2 $3")))
        .containsExactly("12 1 400", "3 2 1300");

    readsEverything(shop, lines);
    isRecorded(shop);
  }

  /**
   * To replace some reads the whole table; what it gives is held against a reading of everything.
   */
  @Test
  void ordersThatNobodyHasSeenAreAddedAndNothingIsReplaced() throws IOException {
    Path lines = Files.createDirectory(folder.resolve("lines"));
    JobShop shop =
        new JobShop(folder)
            .with("source.orders.path", lines.toString())
            .with("warehouse.format", "delta")
            .with("warehouse.whole-below-mib", "0");
    add(lines, "a.csv", JobShop.LINES);
    told(shop);

    add(lines, "b.csv", List.of("12,fred,2025-03-20,4.00", "12,fred,2025-03-20,5.00"));
    assertThat(told(shop)).containsExactly(ONLY_NEW);
    assertThat(lastMode()).isEqualTo("Append");
    add(lines, "c.csv", List.of("12,fred,2025-03-21,1.00", "14,gina,2025-03-21,2.00"));
    assertThat(told(shop)).containsExactly(ONLY_NEW);
    assertThat(lastMode()).isEqualTo("Overwrite");

    List<String> nightly = shop.rows(Orders.SCHEMA);
    told(shop.with("warehouse.path", folder.resolve("anew").toString()));
    assertThat(nightly).isEqualTo(shop.rows(Orders.SCHEMA)).hasSize(12);
  }

  private String lastMode() {
    return LocalSpark.session()
        .sql("describe history delta.`" + folder.resolve("warehouse/orders") + "` limit 1")
        .selectExpr("operationParameters['mode']")
        .head()
        .getString(0);
  }

  private static void readsEverything(JobShop shop, Path lines) throws IOException {
    shop.with("quality.cancelled-statuses", "[void]");
    assertThat(told(shop))
        .containsExactly(anew("the configuration of sources or row rules has changed"));
    add(lines, "a.csv", List.of("1,anna,2025-03-20,2.00"));
    assertThat(told(shop)).containsExactly(anew("a file of source orders has changed: a.csv"));
    Files.delete(lines.resolve("a.csv"));
    assertThat(told(shop)).containsExactly(anew("a file of source orders has gone: a.csv"));

    Dataset<Row> orders = shop.tables().read(Orders.SCHEMA);
    shop.tables()
        .replaceAll(
            Orders.SCHEMA,
            LocalSpark.session().createDataFrame(orders.collectAsList(), orders.schema()));
    assertThat(told(shop)).containsExactly(anew("table orders is not as the last ingest left it"));
    shop.with("warehouse.whole-below-mib", "1");
    add(lines, "c.csv", List.of("13,fred,2025-03-20,4.00"));
    assertThat(told(shop)).isEmpty();
  }

  private static void isRecorded(JobShop shop) {
    assertThat(
            shop.tables()
                .read(Ingests.SCHEMA)
                .orderBy(Ingests.INGEST)
                .select("mode", "reason")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[full,nothing was ingested before]",
            "[incremental,null]",
            "[full,the configuration of sources or row rules has changed]",
            "[full,a file of source orders has changed: a.csv]",
            "[full,a file of source orders has gone: a.csv]",
            "[full,table orders is not as the last ingest left it]",
            "[full,source orders is small]");
  }

  /** Returns what an ingest says, how fresh the orders are aside. */
  private static List<String> told(JobShop shop) {
    List<String> told = new ArrayList<>(shop.does("ingest", DATE).notes());
    assertThat(told.remove(0)).startsWith("The newest purchase up to 2025-03-31 is ");
    return told;
  }

  private static String anew(String reason) {
    return "The sources were read from the start: " + reason + ".";
  }

  private static void add(Path lines, String name, List<String> rows) throws IOException {
    List<String> all = new ArrayList<>(List.of("order,customer,day,paid"));
    all.addAll(rows);
    Files.write(lines.resolve(name), all);
  }
}
