package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Runs;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a job, in whole sentences, and what it leaves alone. */
class GatesTest {
  private static final String DATE = "2025-03-31";

  private final Path folder;
  private final JobShop shop;

  GatesTest(@TempDir Path folder) {
    this.folder = folder;
    this.shop = new JobShop(folder);
  }

  @Test
  void tooManyRejectedRowsStopTheIngestBeforeItWrites() {
    shop.does("ingest", DATE);
    List<String> orders = shop.rows(Orders.SCHEMA);
    List<String> rejected = shop.rows(RejectedRows.SCHEMA);
    shop.orders(List.of("1,anna,2025-03-20,10.00", "2,bert,soon,1.00", ",cleo,2025-03-20,2.00"));

    assertFails(
        () -> shop.does("ingest", DATE),
        ExitCode.QUALITY,
        """
        2 of 3 rows of source orders are rejected (66.667%), more than \
        quality.max-rejected-share allows (50.000%); no table was written
          where: source.orders
            no order id: 1 (2025-03-20, 2.00)
            no time: 1 (soon, 1.00)
          mend:  look at FOLDER/warehouse/_refused/ingest.csv, mend the source or its mapping, leave \
        rows out by source.orders.filter, or raise quality.max-rejected-share"""
            .replace("FOLDER", folder.toString()));

    assertThat(orders).hasSize(10);
    assertThat(shop.rows(Orders.SCHEMA)).isEqualTo(orders);
    assertThat(shop.rows(RejectedRows.SCHEMA)).isEqualTo(rejected).hasSize(1);
    assertThat(shop.tables().read(Runs.SCHEMA).selectExpr("exit_code", "status").collectAsList())
        .extracting(row -> row.getInt(0) + " " + row.getString(1))
        .containsExactlyInAnyOrder("0 succeeded", "4 failed");
  }

  @Test
  void aFirstIngestThatIsRefusedWritesNothing() {
    shop.with("quality.max-rejected-share", "0.09");

    assertThatThrownBy(() -> shop.does("ingest", DATE)).isInstanceOf(ClienteleException.class);

    assertThat(shop.tables().version(Orders.SCHEMA)).isEmpty();
    assertThat(shop.tables().version(RejectedRows.SCHEMA)).isEmpty();
  }

  @Test
  void aShareThatIsExactlyAllowedPasses() {
    shop.orders(List.of("1,anna,2025-03-20,10.00", "2,bert,soon,1.00"));

    RunReport report = shop.does("ingest", DATE);

    assertThat(report.reconciliations().get(0).of("rejected").rows()).isEqualTo(1);
  }

  @Test
  void staleOrdersStopTheIngest() {
    shop.with("quality.max-staleness-days", "10");

    assertFails(
        () -> shop.does("ingest", DATE),
        ExitCode.QUALITY,
        """
        The newest purchase is 11 days older than 2025-03-31; nothing was written
          where: source.orders, newest purchase 2025-03-20
          mend:  find out why orders have stopped arriving, or raise quality.max-staleness-days""");
    assertThat(shop.tables().version(Orders.SCHEMA)).isEmpty();

    shop.with("quality.max-staleness-days", "11");
    assertThat(shop.does("ingest", DATE).notes())
        .containsExactly("The newest purchase up to 2025-03-31 is 11 days old.");
  }

  @Test
  void featuresNeedAnIngest() {
    assertFails(
        () -> shop.does("features", DATE),
        ExitCode.INPUT,
        """
        Nothing has been ingested into this warehouse
          where: table file:%s
          mend:  run the command ingest (or run) first, with the same warehouse.path and format"""
            .formatted(folder.resolve("warehouse/orders")));
    assertThat(shop.tables().version(CustomerFeatures.SCHEMA)).isEmpty();
  }

  @Test
  void segmentsNeedTheFeaturesOfTheirDate() {
    String message =
        """
        There are no features of 2025-03-31
          where: table file:%s
          mend:  run the command features (or run) for this date first"""
            .formatted(folder.resolve("warehouse/customer_features"));
    assertFails(() -> shop.does("segments", DATE), ExitCode.INPUT, message);

    shop.does("ingest", DATE);
    assertFails(() -> shop.does("segments", DATE), ExitCode.INPUT, message);
    shop.does("features", "2025-03-30");
    assertFails(() -> shop.does("segments", DATE), ExitCode.INPUT, message);
    assertThat(shop.tables().version(CustomerSegments.SCHEMA)).isEmpty();
  }

  private static void assertFails(ThrowingCallable work, ExitCode code, String message) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            ClienteleException.class, failure -> assertThat(failure.exitCode()).isEqualTo(code))
        .hasMessage(message);
  }
}
