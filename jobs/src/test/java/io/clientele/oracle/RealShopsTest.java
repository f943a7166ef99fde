package io.clientele.oracle;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.ValueRiskMatrix;
import io.clientele.settings.Settings;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/real-shops.md says of two shops that no other test runs. */
class RealShopsTest {
  private static final String ZONE = "spark.sql.session.timeZone";

  @TempDir private Path folder;

  @AfterEach
  void moveBack() {
    LocalSpark.session().conf().set(ZONE, "Europe/London");
  }

  @Test
  void cdnowTellsWhatIsAtRiskAndNamesClusters() {
    LocalDate date = LocalDate.parse("1998-06-30");
    Path file = RealData.file("cdnow_sample/CDNOW_sample.txt.gz");
    ShopRuns runs = labelled("cdnow", Map.of("source.orders.path", file.toString()), date);
    runs.insights(date);
    List<OracleCells> fields = runs.rows(ValueRiskMatrix.SCHEMA, date);

    assertThat(OnlineRetailTest.told(fields, "Slipping Away", ValueRiskMatrix.REVENUE_AT_RISK))
        .isEqualTo("207 customers, 32966 a year");
    assertThat(OnlineRetailTest.told(fields, "Lost", ValueRiskMatrix.REVENUE_LOST))
        .isEqualTo("483 customers, 51797 a year");
    requireClusters(
        runs,
        "Small Basket 710",
        "One-Off 584",
        "Group 2 395",
        "Champion 272",
        "Big Spender 223",
        "Dormant 173");
  }

  @Test
  void completeJourneyNamesClusters() {
    LocalDate date = LocalDate.parse("2017-12-31");
    Map<String, String> paths = new HashMap<>();
    for (String input : List.of("transactions", "products")) {
      String name = input.equals("products") ? "products" : "transactions_sample";
      paths.put(
          "source.orders.inputs." + input + ".path",
          RealData.file("completejourney/" + name + ".csv.gz").toString());
    }
    requireClusters(
        labelled("complete-journey", paths, date),
        "Group 6 625",
        "Regular 575",
        "Group 1 373",
        "Group 2 303",
        "Small Basket 294",
        "Bargain Hunter 203");
  }

  private ShopRuns labelled(String name, Map<String, String> paths, LocalDate date) {
    Map<String, String> overrides = new HashMap<>(paths);
    overrides.put("warehouse.path", folder.resolve("warehouse").toString());
    overrides.put("warehouse.format", "parquet");
    Settings settings = RealShops.settings(name, overrides);
    LocalSpark.session().conf().set(ZONE, settings.shop().timeZone().getId());
    ShopRuns runs = new ShopRuns(settings);
    LocalSpark.compiling(() -> runs.ingest(date));
    runs.label(date);
    return runs;
  }

  private static void requireClusters(ShopRuns runs, String... clusters) {
    List<OracleCells> rows =
        ShopRuns.cells(
            runs.table(CustomerFeatures.SCHEMA)
                .join(
                    runs.table(CustomerSegments.SCHEMA)
                        .select(
                            CustomerSegments.CUSTOMER_ID,
                            CustomerSegments.LIFECYCLE,
                            CustomerSegments.CLUSTER),
                    CustomerSegments.CUSTOMER_ID));
    String model =
        runs.table(SegmentModels.SCHEMA)
            .filter(col("family").equalTo("clusters"))
            .select("parameters")
            .head()
            .getString(0);

    assertThat(RealShops.clusters(rows)).containsExactly(clusters);
    assertThat(RealShops.untruths(model, rows)).isEmpty();
  }
}
