package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.Runs;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.table.Tables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The row every run leaves, whatever happens. */
class RecordedTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aRunThatSucceedsLeavesOneRowAfterItsJobs() {
    JobShop shop = new JobShop(folder);
    List<String> order = new ArrayList<>();
    Job first = run -> noted(order, "first " + shop.rows(Runs.SCHEMA).size());
    Job second = run -> noted(order, "second " + shop.rows(Runs.SCHEMA).size());

    new Recorded("run", List.of(first, second)).run(shop.asOf("2025-03-31"));

    assertThat(order).containsExactly("first 0", "second 0");
    assertThat(rows(shop))
        .containsExactly(
            "run 2025-03-31 succeeded 0 null " + shop.settings().fingerprint(Settings.WHOLE));
  }

  @Test
  void aFailureOfOursIsRecordedWithItsFirstSentenceAndGoesOn() {
    JobShop shop = new JobShop(folder);
    ClienteleException failure =
        ClienteleException.of(ExitCode.QUALITY, "Too dirty", "row of anna@example.org", "wash it");

    assertThatThrownBy(() -> failing(failure).run(shop.asOf("2025-03-31"))).isSameAs(failure);

    assertThat(rows(shop))
        .containsExactly(
            "ingest 2025-03-31 failed 4 Too dirty " + shop.settings().fingerprint(Settings.WHOLE));
  }

  @Test
  void anUnforeseenFailureIsRecordedWithoutItsWords() {
    JobShop shop = new JobShop(folder);
    IllegalStateException failure = new IllegalStateException("anna@example.org is broken");
    StackOverflowError error = new StackOverflowError("bert@example.org");

    assertThatThrownBy(() -> failing(failure).run(shop.asOf("2025-03-31"))).isSameAs(failure);
    Job overflowing =
        run -> {
          throw error;
        };
    assertThatThrownBy(
            () ->
                new Recorded("ingest", List.of(overflowing, overflowing))
                    .run(shop.asOf("2025-04-01")))
        .isSameAs(error);

    assertThat(rows(shop))
        .extracting(row -> row.replaceFirst(" [0-9a-f]{64}$", ""))
        .containsExactly(
            "ingest 2025-03-31 failed 1 java.lang.IllegalStateException",
            "ingest 2025-04-01 failed 1 java.lang.StackOverflowError");
    assertThat(shop.rows(Runs.SCHEMA).toString()).doesNotContain("example.org");
  }

  @Test
  void aRowThatCannotBeWrittenDoesNotHideTheFailure() {
    JobShop shop = new JobShop(folder);
    Run run = shop.asOf("2025-03-31");
    IllegalStateException failure = new IllegalStateException("first");
    Run broken =
        new Run(
            run.settings(),
            run.spark(),
            new FullDisk(run.tables()),
            run.asOf(),
            run.fitting(),
            run.progress());

    assertThatThrownBy(() -> failing(failure).run(broken))
        .isSameAs(failure)
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("disk full"));
  }

  private static RunReport noted(List<String> order, String what) {
    order.add(what);
    return RunReport.empty();
  }

  private static Recorded failing(RuntimeException failure) {
    return new Recorded(
        "ingest",
        List.of(
            run -> {
              throw failure;
            }));
  }

  private static List<String> rows(JobShop shop) {
    return shop
        .tables()
        .read(Runs.SCHEMA)
        .selectExpr(
            "concat_ws(' ', command, segment_date, status, exit_code, coalesce(message, 'null'),"
                + " config_hash)",
            "finished_at >= started_at and length(run_id) = 36 and version = 'development'")
        .collectAsList()
        .stream()
        .peek(row -> assertThat(row.getBoolean(1)).isTrue())
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /** A warehouse that takes no more rows. */
  private record FullDisk(Tables tables) implements TablesAround {
    @Override
    public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public long replaceAll(TableSchema table, Dataset<Row> rows) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public long replaceKeys(
        TableSchema table,
        List<String> keys,
        Dataset<Row> gone,
        Dataset<Row> rows,
        String version) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public void append(TableSchema table, Dataset<Row> rows) {
      throw new IllegalStateException("disk full");
    }
  }
}
