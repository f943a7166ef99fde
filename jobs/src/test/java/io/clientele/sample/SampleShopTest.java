package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.sample.SampleReport.Written;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleShopTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path folder;

  private static final Map<String, List<String>> DELTA_ROWS = new HashMap<>();
  private static SampleReport delta = new SampleReport(Map.of(), Map.of());
  private static SampleReport parquet = new SampleReport(Map.of(), Map.of());

  // The same shop twice in one place, the second time in the other format.
  @BeforeAll
  static void generate() {
    delta = written(80, "delta", folder);
    delta.tables().forEach((name, table) -> DELTA_ROWS.put(name, rows("delta", table.path())));
    parquet = written(80, "parquet", folder);
  }

  @Test
  void reportsRowsAndPlaceOfEachTable() {
    assertThat(parquet.tables().keySet())
        .containsExactly("order_lines", "customers", "events", "truth");
    parquet
        .tables()
        .forEach(
            (name, table) -> {
              assertThat(table.path()).isEqualTo(folder + "/" + name);
              assertThat(rows("parquet", table.path())).hasSize((int) table.rows());
            });
    assertThat(parquet.planted()).isEmpty();
  }

  @Test
  void writesTheSameRowsAsParquetAndAsDelta() {
    assertThat(delta).isEqualTo(parquet);
    parquet
        .tables()
        .forEach(
            (name, table) ->
                assertThat(rows("parquet", table.path())).isEqualTo(DELTA_ROWS.get(name)));
  }

  @Test
  void takesThePlaceOfAnEarlierSampleShop() {
    assertThat(folder.resolve("customers/_delta_log")).doesNotExist();
  }

  @Test
  void columnsAreThoseOfTheContract() {
    assertThat(types(parquet, "order_lines"))
        .isEqualTo(
            "order_id STRING,line_id INT,customer_id STRING,ordered_at TIMESTAMP,"
                + "product_id STRING,category STRING,quantity INT,unit_price DECIMAL(12,2),"
                + "discount DECIMAL(12,2),amount DECIMAL(12,2),coupon_code STRING,status STRING,"
                + "currency STRING");
    assertThat(types(parquet, "customers"))
        .isEqualTo(
            "customer_id STRING,registered_at TIMESTAMP,email STRING,country STRING,"
                + "consent BOOLEAN");
    assertThat(types(parquet, "events"))
        .isEqualTo(
            "customer_id STRING,session_id STRING,occurred_at TIMESTAMP,event_type STRING,"
                + "product_id STRING");
    assertThat(types(parquet, "truth"))
        .isEqualTo(
            "customer_id STRING,is_buyer BOOLEAN,purchase_rate DOUBLE,regularity DOUBLE,"
                + "joined_at TIMESTAMP,left_at TIMESTAMP,has_left BOOLEAN,spend_level DOUBLE,"
                + "coupon_share DOUBLE,is_coupon_lover BOOLEAN,return_share DOUBLE,"
                + "is_cart_abandoner BOOLEAN,preferred_category STRING");
  }

  @Test
  void leavesOtherPeoplesTablesAlone(@TempDir Path theirs) throws IOException {
    Path precious = Files.createDirectories(theirs.resolve("customers"));

    assertThatThrownBy(() -> written(10, "parquet", theirs))
        .isInstanceOf(ClienteleException.class)
        .hasMessage(
            "There is a table in the way that is not of a sample shop.\n  where: "
                + precious
                + "\n  mend:  Give another folder, or remove the table yourself if nobody"
                + " needs it.");
    try (var left = Files.list(theirs)) {
      assertThat(left).containsExactly(precious);
    }
  }

  @Test
  void aShopOfOneIsAShop(@TempDir Path small) {
    SampleSettings settings =
        new SampleSettings(1, 1, LocalDate.of(2024, 2, 29), small.toString(), "parquet", 0.5);

    SampleReport report = new SampleShop(settings).write(SPARK);

    assertThat(table(report, "customers").rows()).isEqualTo(1);
    assertThat(table(report, "truth").rows()).isEqualTo(1);
  }

  private static SampleReport written(int customers, String format, Path to) {
    SampleSettings settings =
        new SampleSettings(customers, 7, LocalDate.of(2025, 12, 31), to.toString(), format, 0);
    return new SampleShop(settings).write(SPARK);
  }

  private static Written table(SampleReport report, String name) {
    return Objects.requireNonNull(report.tables().get(name));
  }

  private static List<String> rows(String format, String path) {
    Dataset<Row> table = SPARK.read().format(format).load(path);
    return table.toJSON().collectAsList().stream().sorted().toList();
  }

  private static String types(SampleReport report, String table) {
    return SPARK.read().parquet(table(report, table).path()).schema().toDDL();
  }
}
