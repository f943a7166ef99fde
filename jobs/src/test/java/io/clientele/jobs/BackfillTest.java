package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.BackfillDays.Every;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backfills of a whole shop, over the first days of a month, when models are due. */
class BackfillTest {
  private static final BackfillDays DAYS = days("2025-03-31", "2025-04-02", Every.DAY);
  private static final BackfillDays WEEKS = days("2025-04-02", "2025-04-15", Every.WEEK);
  private static final List<TableSchema> TABLES =
      List.of(
          Orders.SCHEMA,
          RejectedRows.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA,
          SegmentModels.SCHEMA,
          Runs.SCHEMA);

  @TempDir private Path folder = Path.of("");

  @Test
  void interruptedAndResumedItEqualsRunsOfEachDay() throws Exception {
    JobShop single = shop("single");
    List.of("2025-03-31", "2025-04-01", "2025-04-02", "2025-04-09")
        .forEach(date -> single.does("run", date));
    JobShop filled = shop("filled");

    assertThat(plan(filled, DAYS))
        .containsExactly(
            "2025-03-31 not computed yet",
            "2025-04-01 not computed yet",
            "2025-04-02 not computed yet");
    assertThat(Files.exists(folder.resolve("filled/warehouse"))).isFalse();

    IllegalStateException fault = new IllegalStateException("disk full");
    Run faulty = with(filled, new Faulty(filled.tables(), LocalDate.parse("2025-04-01"), fault));
    BackfillReport interrupted = Backfill.run(faulty, DAYS);
    assertThat(interrupted.failure()).contains(fault);
    assertThat(lines(interrupted))
        .containsExactly(
            "2025-03-31 computed 5 2025-03-20",
            "2025-04-01 failed - 2025-03-20",
            "2025-04-02 not started - -");
    assertThat(plan(filled, DAYS))
        .containsExactly(
            "2025-03-31 done",
            "2025-04-01 its last run failed with exit code 1",
            "2025-04-02 not computed yet");

    BackfillReport resumed = Backfill.run(filled.asOf("2025-03-31"), DAYS);
    assertThat(resumed.failure()).isEmpty();
    assertThat(lines(resumed))
        .containsExactly(
            "2025-03-31 done before - -",
            "2025-04-01 computed 5 2025-03-20",
            "2025-04-02 computed 5 2025-03-20");
    assertThat(resumed.reconciliations()).hasSize(1);
    assertThat(lines(Backfill.run(filled.asOf("2025-03-31"), WEEKS)))
        .containsExactly("2025-04-02 done before - -", "2025-04-09 computed 5 2025-03-20");

    for (TableSchema table : TABLES) {
      assertThat(rows(filled, table)).as(table.name()).isEqualTo(rows(single, table)).isNotEmpty();
    }
    leavesEverythingWhereNothingIsToDo(filled);
    saysWhatAnEarlierDateMakesStale(filled);
  }

  private static void leavesEverythingWhereNothingIsToDo(JobShop filled) {
    List<String> runs = filled.rows(Runs.SCHEMA);
    String orders = filled.tables().version(Orders.SCHEMA);

    BackfillReport report = Backfill.run(filled.asOf("2025-03-31"), DAYS);

    assertThat(lines(report))
        .containsExactly(
            "2025-03-31 done before - -",
            "2025-04-01 done before - -",
            "2025-04-02 done before - -");
    assertThat(report.notes()).isEmpty();
    assertThat(filled.rows(Runs.SCHEMA)).isEqualTo(runs);
    assertThat(filled.tables().version(Orders.SCHEMA)).isEqualTo(orders);
  }

  private static void saysWhatAnEarlierDateMakesStale(JobShop filled) {
    List<String> later = filled.rows(CustomerSegments.SCHEMA);

    BackfillReport report =
        Backfill.run(filled.asOf("2025-03-31"), days("2025-03-30", "2025-03-31", Every.WEEK));

    assertThat(report.notes())
        .contains(
            "Later dates build on earlier ones; stale until they are computed again: 4 dates from"
                + " 2025-03-31 to 2025-04-09.");
    assertThat(filled.rows(CustomerSegments.SCHEMA, "segment_date > DATE'2025-03-30'"))
        .isEqualTo(later);
    assertThat(plan(filled, DAYS))
        .containsExactly(
            "2025-03-31 2025-03-30, which it follows, was computed after it",
            "2025-04-01 2025-03-30, which it follows, was computed after it",
            "2025-04-02 2025-03-30, which it follows, was computed after it");
  }

  @Test
  void endsAtTheFirstDateThatAGateRefuses() throws Exception {
    JobShop shop = shop("stale").with("quality.max-staleness-days", "11");

    BackfillReport report = Backfill.run(shop.asOf("2025-03-31"), DAYS);

    assertThat(lines(report))
        .containsExactly(
            "2025-03-31 computed 5 2025-03-20",
            "2025-04-01 failed - 2025-03-20",
            "2025-04-02 not started - -");
    assertThat(report.failure().orElseThrow())
        .hasMessage(
            """
            The newest purchase is 12 days older than 2025-04-01; nothing was written
              where: source.orders, newest purchase 2025-03-20
              mend:  find out why orders have stopped arriving, or raise \
            quality.max-staleness-days""");
    assertThat(
            shop.tables()
                .read(Runs.SCHEMA)
                .orderBy("segment_date")
                .selectExpr("concat_ws(' ', command, segment_date, status, exit_code)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("run 2025-03-31 succeeded 0", "run 2025-04-01 failed 4");
    assertThat(shop.tables().dates(CustomerFeatures.SCHEMA))
        .containsExactly(LocalDate.parse("2025-03-31"));
  }

  private JobShop shop(String name) throws Exception {
    return new JobShop(Files.createDirectories(folder.resolve(name)));
  }

  /** A run's row but for its id, its times, and versions that count writes. */
  private static List<String> rows(JobShop shop, TableSchema table) {
    return shop
        .tables()
        .read(table)
        .filter(table.name().equals("runs") ? "status = 'succeeded'" : "true")
        .drop("run_id", "started_at", "finished_at", "stage_seconds", "input_versions")
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .collect(Collectors.toList());
  }

  private static List<String> plan(JobShop shop, BackfillDays days) {
    Tables looked =
        Storage.look(LocalSpark.session(), shop.settings().warehouse(), shop.settings().money());
    return Backfill.plan(with(shop, looked), days).steps().stream()
        .map(step -> step.date() + " " + step.reason().orElse("done"))
        .toList();
  }

  private static Run with(JobShop shop, Tables tables) {
    Run run = shop.asOf("2025-03-31");
    return new Run(run.settings(), run.spark(), tables, run.asOf(), run.fitting(), run.progress());
  }

  private static List<String> lines(BackfillReport report) {
    return report.lines().stream()
        .map(
            line ->
                "%s %s %s %s"
                    .formatted(
                        line.date(),
                        line.state().words(),
                        line.customers().isPresent() ? line.customers().getAsLong() : "-",
                        line.newestPurchase().map(LocalDate::toString).orElse("-")))
        .toList();
  }

  private static BackfillDays days(String from, String to, Every every) {
    return new BackfillDays(LocalDate.parse(from), LocalDate.parse(to), every);
  }

  /** A warehouse that does not take the segments of one date. */
  private record Faulty(Tables tables, LocalDate refused, RuntimeException fault)
      implements Tables {
    @Override
    public Dataset<Row> read(TableSchema table) {
      return tables.read(table);
    }

    @Override
    public List<LocalDate> dates(TableSchema table) {
      return tables.dates(table);
    }

    @Override
    public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
      if (table.equals(CustomerSegments.SCHEMA) && date.equals(refused)) {
        throw fault;
      }
      return tables.replaceDate(table, date, rows);
    }

    @Override
    public long replaceAll(TableSchema table, Dataset<Row> rows) {
      return tables.replaceAll(table, rows);
    }

    @Override
    public void append(TableSchema table, Dataset<Row> rows) {
      tables.append(table, rows);
    }

    @Override
    public String location(TableSchema table) {
      return tables.location(table);
    }

    @Override
    public String version(TableSchema table) {
      return tables.version(table);
    }
  }
}
