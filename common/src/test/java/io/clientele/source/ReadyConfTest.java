package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.Problem;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The configurations for public data sets, against the files they are made for. */
class ReadyConfTest {
  private final SparkSession spark = LocalSpark.session();

  @AfterEach
  void restoreTimeZone() {
    spark.conf().set("spark.sql.session.timeZone", "Europe/London");
  }

  @Test
  void eachLacksOnlyItsPaths() {
    assertThat(missing("online-retail.conf")).containsExactly("source.orders.path");
    assertThat(missing("cdnow.conf")).containsExactly("source.orders.path");
    assertThat(missing("complete-journey.conf"))
        .containsExactly(
            "source.orders.inputs.products.path", "source.orders.inputs.transactions.path");
    // A source that may be missing is, where it has no path.
    assertThat(missing("rees46.conf")).containsExactly("source.orders.path");
    assertThat(missing("retentioneering.conf")).containsExactly("source.orders.path");
  }

  @Test
  void eventsOfRees46AreCartsAndOrders() {
    Path file = RealData.file("rees46_events/2019-Oct-first3h.csv.gz");
    Map<String, String> paths =
        Map.of("source.orders.path", file.toString(), "source.events.path", file.toString());

    // The file is cut off in its last line: a broken row, and nobody's.
    assertThat(
            facts(
                events("rees46.conf", paths),
                count(lit(1)),
                countDistinct(col("customer_id")),
                countDistinct(col("session_id")),
                count(when(col("event_type").equalTo("cart"), 1)),
                count(when(col("occurred_at").isNull(), 1)),
                max(col("occurred_at")).cast("string")))
        .containsExactly("17435", "4504", "5066", "165", "1", "2019-10-01 02:50:00");
    assertThat(
            facts(
                rows("rees46.conf", paths).filter("kept and broken is null"),
                count(lit(1)),
                count(when(col("amount").isNull().or(col("ordered_at").isNull()), 1))))
        .containsExactly("214", "0");
  }

  @Test
  void clicksOfRetentioneeringAreStepsToAPurchase() {
    Path file = RealData.file("retentioneering_events/ecom.csv.gz");
    Map<String, String> paths =
        Map.of("source.orders.path", file.toString(), "source.events.path", file.toString());

    assertThat(
            facts(
                events("retentioneering.conf", paths).filter("kept"),
                countDistinct(col("customer_id")),
                count(when(col("event_type").equalTo("cart"), 1)),
                count(when(col("event_type").equalTo("checkout"), 1)),
                count(when(col("event_type").equalTo("purchase"), 1)),
                count(when(col("occurred_at").isNull(), 1))))
        .containsExactly("600", "1346", "1667", "470", "0");
    assertThat(
            facts(
                rows("retentioneering.conf", paths).filter("kept"),
                count(lit(1)),
                countDistinct(col("order_id"))))
        .containsExactly("470", "470");
  }

  @Test
  void onlineRetailIsReadToTheLastLineAndPenny() {
    Path file = RealData.file("online_retail/online_retail.csv.gz");
    Dataset<Row> rows = rows("online-retail.conf", Map.of("source.orders.path", file.toString()));

    assertThat(
            facts(
                rows,
                count(lit(1)),
                countDistinct(col("order_id")),
                countDistinct(col("customer_id")),
                count(when(col("customer_id").isNull(), 1)),
                count(when(col("quantity").lt(0), 1)),
                count(when(col("ordered_at").isNull().or(col("unit_price").isNull()), 1)),
                sum(col("quantity").multiply(col("unit_price"))),
                min(col("ordered_at")).cast("string"),
                max(col("ordered_at")).cast("string"),
                max(when(col("customer_id").contains("."), col("customer_id")))))
        .containsExactly(
            "541909",
            "25900",
            "4372",
            "135080",
            "10624",
            "0",
            "9747747.934000",
            "2010-12-01 08:26:00",
            "2011-12-09 12:50:00",
            "null");
  }

  @Test
  void cdnowIsReadRowByRow() {
    Path file = RealData.file("cdnow_sample/CDNOW_sample.txt.gz");
    Dataset<Row> rows = rows("cdnow.conf", Map.of("source.orders.path", file.toString()));

    assertThat(
            facts(
                rows,
                count(lit(1)),
                countDistinct(col("customer_id")),
                count(
                    when(
                        col("ordered_at")
                            .isNull()
                            .or(col("amount").isNull())
                            .or(col("quantity").isNull()),
                        1)),
                min(col("ordered_at")).cast("string"),
                max(col("ordered_at")).cast("string")))
        .containsExactly("6919", "2357", "0", "1997-01-01 00:00:00", "1998-06-30 00:00:00");
  }

  @Test
  void completeJourneyIsReadWithItsCategories() {
    Path transactions = RealData.file("completejourney/transactions_sample.csv.gz");
    Path products = RealData.file("completejourney/products.csv.gz");
    Dataset<Row> rows =
        rows(
            "complete-journey.conf",
            Map.of(
                "source.orders.inputs.transactions.path", transactions.toString(),
                "source.orders.inputs.products.path", products.toString()));

    assertThat(
            facts(
                rows,
                count(lit(1)),
                countDistinct(col("customer_id")),
                countDistinct(col("order_id")),
                count(when(col("quantity").equalTo(0), 1)),
                count(col("coupon_code")),
                count(when(col("discount").lt(0).or(col("discount").isNull()), 1)),
                count(when(col("ordered_at").isNull().or(col("amount").isNull()), 1)),
                count(when(col("category").isNull(), 1)).lt(1000)))
        .containsExactly("75000", "2377", "47243", "416", "1135", "0", "0", "true");
  }

  private static List<String> missing(String conf) {
    return SettingsReader.read(Optional.of(conf(conf)), Map.of()).problems().stream()
        .map(Problem::key)
        .toList();
  }

  private Dataset<Row> rows(String conf, Map<String, String> overrides) {
    return new SourceReader(spark).rows(settings(conf, overrides).sources().orders());
  }

  private Dataset<Row> events(String conf, Map<String, String> overrides) {
    return new SourceReader(spark).rows(settings(conf, overrides).sources().events().orElseThrow());
  }

  private Settings settings(String conf, Map<String, String> overrides) {
    Settings settings = SettingsReader.read(Optional.of(conf(conf)), overrides).settings();
    spark.conf().set("spark.sql.session.timeZone", settings.shop().timeZone().getId());
    new SourceCheck(spark).findings(settings.sources()).raise();
    return settings;
  }

  private static Path conf(String name) {
    return RealData.root().resolve("conf").resolve(name);
  }

  private static List<String> facts(Dataset<Row> rows, Column... facts) {
    Row row = rows.agg(lit(0), facts).collectAsList().get(0);
    return java.util.stream.IntStream.range(1, row.length())
        .mapToObj(index -> String.valueOf(row.get(index)).replaceFirst("(:\\d\\d)\\.0$", "$1"))
        .toList();
  }
}
