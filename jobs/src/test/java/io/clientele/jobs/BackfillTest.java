package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.BackfillDays.Every;
import io.clientele.schema.AllTables;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backfills of a whole shop, over the first days of a month, when models are due. */
class BackfillTest {
  private static final BackfillDays WEEKS = days("2025-03-31", "2025-04-07", Every.WEEK);
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
    List.of("2025-03-31", "2025-04-07").forEach(date -> single.does("run", date));
    addLaterDate(single);
    JobShop filled = shop("filled");

    isPlannedWithoutATrace(filled);
    addLaterDate(filled);
    isInterruptedOnAFitDate(filled);
    BackfillReport resumed = Backfill.run(filled.asOf("2025-03-31"), WEEKS);
    assertThat(resumed.failure()).isEmpty();
    assertThat(lines(resumed))
        .containsExactly("2025-03-31 done before - -", "2025-04-07 computed 5 2025-03-20");
    assertThat(resumed.reconciliations()).hasSize(1);
    assertThat(resumed.notes())
        .contains(
            "Later dates build on earlier ones; stale until they are computed again: 2025-04-30.");
    leavesEverythingWhereNothingIsToDo(filled);

    for (TableSchema table : TABLES) {
      assertThat(rows(filled, table)).as(table.name()).isEqualTo(rows(single, table)).isNotEmpty();
    }
    computesADroppedDateAgain(single);
  }

  /** Models stay, so that what is computed again finds those of its day. */
  private static void computesADroppedDateAgain(JobShop single) {
    List<String> models = single.rows(SegmentModels.SCHEMA);
    List<String> retained = new ArrayList<>(List.of("insights"));
    for (TableSchema table : AllTables.results()) {
      if (table.partition().isPresent() && !table.equals(SegmentModels.SCHEMA)) {
        retained.add(table.name().replace('_', '-'));
      }
    }
    AllTables.insights().forEach(table -> retained.remove(table.name().replace('_', '-')));
    for (String name : retained) {
      String retention = "maintenance.retention." + name;
      single.with(retention + ".days", "1").with(retention + ".months", "1");
    }

    single.does("maintain", "2025-04-07");

    assertThat(single.rows(SegmentModels.SCHEMA)).isEqualTo(models);
    assertThat(single.rows(CustomerFeatures.SCHEMA, "segment_date < DATE'2025-04-07'")).isEmpty();
    assertThat(single.rows(RejectedRows.SCHEMA, "ingest_batch < DATE'2025-04-07'")).isEmpty();
    assertThat(plan(single, WEEKS))
        .containsExactly(
            "2025-03-31 its rows are no longer there",
            "2025-04-07 2025-03-31, which it follows, is computed");
  }

  private void isPlannedWithoutATrace(JobShop filled) {
    assertThat(plan(filled, WEEKS))
        .containsExactly("2025-03-31 not computed yet", "2025-04-07 not computed yet");
    assertThat(Files.exists(folder.resolve("filled/warehouse"))).isFalse();
  }

  /** The models of the date are written, its segments are not. */
  private static void isInterruptedOnAFitDate(JobShop filled) {
    IllegalStateException fault = new IllegalStateException("disk full");
    Run faulty = with(filled, new Faulty(filled.tables(), LocalDate.parse("2025-04-07"), fault));

    BackfillReport interrupted = Backfill.run(faulty, WEEKS);

    assertThat(interrupted.failure()).contains(fault);
    assertThat(lines(interrupted))
        .containsExactly("2025-03-31 computed 5 2025-03-20", "2025-04-07 failed - 2025-03-20");
    assertThat(filled.rows(SegmentModels.SCHEMA, "fit_date = DATE'2025-04-07'")).isNotEmpty();
    assertThat(plan(filled, WEEKS))
        .containsExactly("2025-03-31 done", "2025-04-07 its last run failed with exit code 1");
  }

  private static void leavesEverythingWhereNothingIsToDo(JobShop filled) {
    List<String> runs = filled.rows(Runs.SCHEMA);
    String orders = filled.tables().version(Orders.SCHEMA);

    BackfillReport report = Backfill.run(filled.asOf("2025-03-31"), WEEKS);

    assertThat(lines(report))
        .containsExactly("2025-03-31 done before - -", "2025-04-07 done before - -");
    assertThat(report.notes()).isEmpty();
    assertThat(filled.rows(Runs.SCHEMA)).isEqualTo(runs);
    assertThat(filled.tables().version(Orders.SCHEMA)).isEqualTo(orders);
  }

  /** Only its row: what lies later is not looked at. */
  private static void addLaterDate(JobShop shop) {
    new Recorded(Commands.RUN, List.of(run -> RunReport.empty())).run(shop.asOf("2025-04-30"));
  }

  @Test
  void endsAtTheFirstDateThatAGateRefuses() throws Exception {
    JobShop shop = shop("stale").with("quality.max-staleness-days", "10");

    BackfillReport report = Backfill.run(shop.asOf("2025-03-31"), WEEKS);

    assertThat(lines(report))
        .containsExactly("2025-03-31 failed - 2025-03-20", "2025-04-07 not started - -");
    assertThat(report.failure().orElseThrow())
        .hasMessage(
            """
            The newest purchase is 11 days older than 2025-03-31; nothing was written
              where: source.orders, newest purchase 2025-03-20
              mend:  find out why orders have stopped arriving, or raise \
            quality.max-staleness-days""");
    assertThat(
            shop.tables()
                .read(Runs.SCHEMA)
                .selectExpr("concat_ws(' ', command, segment_date, status, exit_code)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("run 2025-03-31 failed 4");
    assertThat(shop.tables().version(Orders.SCHEMA)).isEmpty();
  }

  private JobShop shop(String name) throws Exception {
    JobShop shop = new JobShop(Files.createDirectories(folder.resolve(name)));
    // Lifecycle, loyalty and flags stand for all families.
    return shop.without(
        "prediction", "clusters", "behaviour", "rfm", "price-sensitivity", "custom");
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
      implements TablesAround {
    @Override
    public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
      if (table.equals(CustomerSegments.SCHEMA) && date.equals(refused)) {
        throw fault;
      }
      return tables.replaceDate(table, date, rows);
    }
  }
}
