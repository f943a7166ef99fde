package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.quality.OrderRules;
import io.clientele.quality.RowClass;
import io.clientele.sample.SampleReport.Written;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.source.SourceReader;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the written rows alone: what is planted must be found there, and nothing else. */
class SampleDirtTest {
  private static final SparkSession SPARK = LocalSpark.session();

  private static final String TWO =
      "SELECT order_id FROM dirty WHERE order_id IS NOT NULL"
          + " GROUP BY order_id HAVING count(DISTINCT customer_id) > 1";

  @TempDir static Path folder;

  private static long cleanRows;
  private static long dirtyRows;
  private static Map<String, Long> planted = Map.of();

  @BeforeAll
  static void generate() {
    cleanRows = lines(write("clean", 0), "clean");
    SampleReport report = write("dirty", 0.1);
    dirtyRows = lines(report, "dirty");
    planted = report.planted();
  }

  @Test
  void countsWhatItPlantedByReason() {
    assertThat(planted)
        .containsOnly(
            Map.entry(
                "duplicate line",
                dirty("count(*) - count(DISTINCT order_id, line_id)", "order_id IS NOT NULL")),
            Map.entry("foreign currency", dirty("count(*)", "currency <> 'EUR'")),
            Map.entry("no amount", dirty("count(*)", "amount IS NULL")),
            Map.entry("no order id", dirty("count(*)", "order_id IS NULL")),
            Map.entry("no time", dirty("count(*)", "ordered_at IS NULL")),
            Map.entry("order under two customers", dirty("count(*)", "order_id IN (" + TWO + ")")));
    assertThat(planted.values()).allMatch(count -> count > 50);
  }

  @Test
  void theRowRulesRejectExactlyWhatWasPlanted() {
    Settings settings =
        SettingsReader.read(
                Optional.of(RealData.root().resolve("conf/sample.conf")),
                Map.of("source.orders.path", folder.resolve("dirty/order_lines").toString()))
            .settings();

    Map<String, Long> rejected = new HashMap<>();
    new OrderRules(settings)
        .classified(new SourceReader(SPARK).rows(settings.sources().orders()))
        .groupBy("row_class")
        .count()
        .collectAsList()
        .forEach(row -> rejected.put(row.getString(0), row.getLong(1)));
    rejected.keySet().removeIf(rowClass -> !RowClass.isRejection(rowClass));

    assertThat(rejected).isEqualTo(planted);
  }

  @Test
  void plantsAboutTheShareAskedFor() {
    long bad = planted.values().stream().mapToLong(Long::longValue).sum();

    assertThat((double) bad / dirtyRows).isCloseTo(0.1, within(0.01));
  }

  @Test
  void givesEachRowOneReasonOnly() {
    assertThat(
            dirty(
                "count(*)",
                "int(order_id IS NULL) + int(ordered_at IS NULL) + int(amount IS NULL)"
                    + " + int(currency <> 'EUR') + int(order_id IN ("
                    + TWO
                    + ")) > 1"))
        .isZero();
  }

  @Test
  void leavesTheOtherRowsAsTheyAreInTheCleanShop() {
    long duplicates = planted("duplicate line");
    assertThat(dirtyRows).isEqualTo(cleanRows + duplicates);

    // An order under two customers has one row that is not the clean shop's.
    long changed =
        planted("foreign currency")
            + planted("no amount")
            + planted("no order id")
            + planted("no time")
            + dirty("count(DISTINCT order_id)", "order_id IN (" + TWO + ")");
    assertThat(SPARK.sql("SELECT * FROM clean EXCEPT ALL SELECT * FROM dirty").count())
        .isEqualTo(changed);
  }

  private static long dirty(String aggregate, String condition) {
    return SPARK.sql("SELECT " + aggregate + " FROM dirty WHERE " + condition).first().getLong(0);
  }

  private static long planted(String reason) {
    return Objects.requireNonNull(planted.get(reason));
  }

  private static long lines(SampleReport report, String view) {
    Written lines = Objects.requireNonNull(report.tables().get("order_lines"));
    SPARK.read().parquet(lines.path()).createOrReplaceTempView(view);
    return lines.rows();
  }

  private static SampleReport write(String name, double dirt) {
    String directory = folder.resolve(name).toString();
    SampleSettings settings =
        new SampleSettings(800, 11, LocalDate.of(2025, 12, 31), directory, "parquet", dirt);
    return new SampleShop(settings).write(SPARK);
  }
}
