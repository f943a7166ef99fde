package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.family.Clusters;
import io.clientele.family.FamilyModel;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.family.Standing;
import io.clientele.sample.SampleSettings;
import io.clientele.sample.SampleShop;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty days of a sample shop: clusters move with customers, and on refits hardly at all. */
class ClustersOverTimeTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-09-25");
  private static final int DAYS = 40;

  @TempDir private static Path folder;
  private static Optional<Settings> settings = Optional.empty();

  @BeforeAll
  static void writeTheShop() {
    LocalSpark.session().conf().set("spark.sql.session.timeZone", "Europe/Berlin");
    String shop = folder.resolve("shop").toString();
    SampleSettings usual = SampleSettings.defaults();
    new SampleShop(new SampleSettings(400, 7, usual.until(), shop, "parquet", 0))
        .write(LocalSpark.session());
    Map<String, String> overrides = new HashMap<>();
    overrides.put("source.orders.path", shop + "/order_lines");
    // Clusters look at orders; what else the shop knows would be computed forty times for nothing.
    for (String unread :
        List.of(
            "customers.path",
            "events.path",
            "orders.columns.product_id",
            "orders.columns.category")) {
      overrides.put("source." + unread, "null");
    }
    overrides.put("warehouse.path", folder.resolve("warehouse").toString());
    overrides.put("warehouse.format", "parquet");
    settings =
        Optional.of(
            SettingsReader.read(
                    Optional.of(RealData.root().resolve("conf").resolve("sample.conf")), overrides)
                .settings());
    new Ingest().run(asOf(FIRST.plusDays(DAYS)));
  }

  @AfterAll
  static void restoreTimeZone() {
    LocalSpark.session().conf().set("spark.sql.session.timeZone", "Europe/London");
  }

  @Test
  void onlyCustomersMoveBetweenRefitsAndHardlyAnybodyOnThem() throws Exception {
    Clusters family = new Clusters(settings.orElseThrow().families().clusters());
    FittedFamily fitted = family.fit(features(FIRST), FIRST);
    Map<String, String> before = Map.of();
    long moved = 0;
    List<String> refits = new ArrayList<>();
    for (LocalDate date = FIRST; date.isBefore(FIRST.plusDays(DAYS)); date = date.plusDays(1)) {
      Dataset<Row> features = features(date);
      List<Row> rows = fitted.assign(features).collectAsList();
      if (date.getDayOfMonth() == 1) {
        Map<String, String> old = labels(rows);
        fitted =
            family.refit(
                FitBase.of(features), date, new Standing(fitted.model(), Standing.Change.LIMITED));
        rows = fitted.assign(features).collectAsList();
        assertThat(differing(labels(rows), old)).isLessThanOrEqualTo(old.size() * 2L / 100);
        refits.add(date.toString());
      }
      Map<String, String> labels = labels(rows);
      assertThat(labels).isEqualTo(nearest(fitted.model(), rows));
      moved += differing(labels, before);
      before = labels;
    }
    assertThat(refits).containsExactly("2025-10-01", "2025-11-01");
    // Somebody does move; where nobody's numbers count beyond a limit, fewer do.
    assertThat(moved).isGreaterThan(10);
  }

  private static Dataset<Row> features(LocalDate date) {
    return Features.features(asOf(date)).filter("purchase_days > 0");
  }

  /** Customers on both sides whose cluster differs. */
  private static long differing(Map<String, String> now, Map<String, String> before) {
    return now.entrySet().stream()
        .filter(label -> before.containsKey(label.getKey()))
        .filter(label -> !label.getValue().equals(before.get(label.getKey())))
        .count();
  }

  private static Map<String, String> labels(List<Row> rows) {
    Map<String, String> labels = new HashMap<>();
    rows.forEach(
        row ->
            labels.put(
                row.getAs(CustomerSegments.CUSTOMER_ID), row.getAs(CustomerSegments.CLUSTER)));
    return labels;
  }

  /** The clusters by a model's JSON and the customers' numbers, over plain collections. */
  private static Map<String, String> nearest(FamilyModel model, List<Row> rows) throws Exception {
    JsonNode json = JsonMapper.builder().build().readTree(model.parameters());
    Map<String, String> labels = new HashMap<>();
    for (Row row : rows) {
      String name = "";
      double least = Double.MAX_VALUE;
      for (JsonNode centre : json.get("centroids")) {
        double distance = 0;
        for (int i = 0; i < centre.get("values").size(); i++) {
          JsonNode scale = json.get("features").get(i);
          int index = row.fieldIndex(scale.get("feature").asText());
          double value =
              row.isNullAt(index)
                  ? scale.get("missing").asDouble()
                  : Double.parseDouble(row.get(index).toString());
          value = Math.min(value, scale.get("upper").asDouble());
          value = Math.max(value, scale.get("lower").asDouble());
          double squeezed = Math.signum(value) * Math.log1p(Math.abs(value));
          double spread = scale.get("stddev").asDouble();
          double place = spread == 0 ? 0 : (squeezed - scale.get("mean").asDouble()) / spread;
          double difference = place - centre.get("values").get(i).asDouble();
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          name = centre.get("name").asText();
        }
      }
      labels.put(row.getString(row.fieldIndex(CustomerFeatures.CUSTOMER_ID)), name);
    }
    return labels;
  }

  private static Run asOf(LocalDate date) {
    Settings shop = settings.orElseThrow();
    Tables tables = Storage.open(LocalSpark.session(), shop.warehouse(), shop.money());
    return new Run(
        shop,
        LocalSpark.session(),
        tables,
        date,
        Run.Fitting.WHEN_DUE,
        new Progress() {
          @Override
          public void began(String stage) {}

          @Override
          public void ended(String stage, OptionalLong rows, java.time.Duration duration) {}

          @Override
          public void noted(String sentence) {}
        });
  }
}
