package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.jobs.FaultyTables.Call;
import io.clientele.jobs.FaultyTables.Fault;
import io.clientele.jobs.FaultyTables.Moment;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every call that the jobs make to the storage fails once, before, amid or after its effect. A date
 * is computed again after the source has changed: each run begins on what the failed one before it
 * has left, and goes one call further.
 */
class FaultsTest {
  private static final String DATE = "2025-03-31";
  private static final List<TableSchema> TABLES =
      List.of(
          Orders.SCHEMA,
          RejectedRows.SCHEMA,
          SegmentModels.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA);

  /** Contents of an undisturbed warehouse, before and after the source has changed. */
  private static List<String> oldDate = List.of();

  private static List<String> newDate = List.of();
  private static List<String> newTables = List.of();

  private final List<String> cases = new ArrayList<>();
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void undisturbed(@TempDir Path folder) {
    RuntimeConfig conf = LocalSpark.session().conf();
    conf.set("spark.sql.shuffle.partitions", "1");
    JobShop shop = shop(folder, "parquet");
    Readers readers = readers(folder, "parquet");
    does(shop, "run", Optional.empty());
    oldDate = readers.date(DATE).orElseThrow();
    shop.orders(changed());
    does(shop, "run", Optional.empty());
    newDate = readers.date(DATE).orElseThrow();
    newTables = readers.bare(TABLES);
    assertThat(newDate).isNotEqualTo(oldDate).hasSizeGreaterThan(15);
  }

  @AfterAll
  static void usual() {
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "4");
  }

  @ParameterizedTest
  @CsvSource({"parquet, 48", "delta, 48"})
  void whateverCallFailsADateIsWhole(String format, int expectedCases) {
    JobShop shop = shop(folder, format);
    does(shop, "run", Optional.empty());
    shop.orders(changed());

    for (String command : List.of("ingest", "features", "segments")) {
      failsAtEveryCall(shop, format, command);
    }

    assertThat(readers(folder, format).date(DATE)).contains(newDate);
    assertThat(readers(folder, format).bare(TABLES)).isEqualTo(newTables);
    assertThat(cases).hasSize(expectedCases);
  }

  private void failsAtEveryCall(JobShop shop, String format, String command) {
    for (int call = 0; ; call++) {
      Optional<Call> failed = fails(shop, format, command, new Fault(call, Moment.BEFORE));
      if (failed.isEmpty()) {
        return;
      }
      for (Moment moment : List.of(Moment.AMID, Moment.AFTER)) {
        if (failed.get().moments().contains(moment)) {
          fails(shop, format, command, new Fault(call, moment));
        }
      }
    }
  }

  /** Returns the call that failed; empty where the run had ended before. */
  private Optional<Call> fails(JobShop shop, String format, String command, Fault fault) {
    Readers readers = readers(folder, format);
    List<String> visible = readers.visible();
    long runs = runs(shop, "true");
    Run run = shop.asOf(DATE, Run.Fitting.FORCED);
    FaultyTables tables = new FaultyTables(run.tables(), Optional.of(fault));

    Throwable thrown = catchThrowable(() -> does(run, tables, command));

    if (thrown == null) {
      return Optional.empty();
    }
    Call call = tables.calls().get(fault.call());
    String name = command + ", " + fault.moment().word() + " " + call.name();
    cases.add(name);
    assertThat(Failures.explain(thrown).message())
        .as(name)
        .contains(fault.moment().word() + " " + call.name());
    assertThat(runs(shop, "status = 'failed' and exit_code = 1 and command = '" + command + "'"))
        .as(name)
        .isEqualTo(cases.stream().filter(it -> it.startsWith(command)).count());
    assertThat(runs(shop, "true")).as(name).isBetween(runs + 1, runs + 2);
    if (fault.moment() != Moment.AFTER) {
      isUntouched(readers, name, tables, visible);
    }
    Optional<List<String>> seen = readers.date(DATE);
    if (format.equals("delta")) {
      assertThat(seen).as(name).isPresent();
    }
    seen.ifPresent(rows -> assertThat(rows).as(name).isIn(oldDate, newDate));
    return Optional.of(call);
  }

  /** Only calls before the one that failed have changed anything. */
  private static void isUntouched(
      Readers readers, String name, FaultyTables tables, List<String> visible) {
    boolean hasWritten =
        tables.calls().stream()
            .limit(tables.failed() < 0 ? 0 : tables.failed())
            .anyMatch(call -> call.moments().contains(Moment.AMID));
    if (!hasWritten) {
      assertThat(readers.visible()).as(name).isEqualTo(visible);
    }
  }

  private static long runs(JobShop shop, String condition) {
    return shop.tables().read(Runs.SCHEMA).filter(condition).count();
  }

  private static void does(JobShop shop, String command, Optional<Fault> fault) {
    Run run = shop.asOf(DATE, Run.Fitting.FORCED);
    does(run, new FaultyTables(run.tables(), fault), command);
  }

  private static void does(Run run, FaultyTables tables, String command) {
    Commands.job(command)
        .orElseThrow()
        .run(
            new Run(
                run.settings(), run.spark(), tables, run.asOf(), run.fitting(), run.progress()));
  }

  private static Readers readers(Path folder, String format) {
    return new Readers(folder.resolve("warehouse"), format);
  }

  private static List<String> changed() {
    List<String> lines = new ArrayList<>(JobShop.LINES);
    lines.add("12,bert,2025-03-30,1.00");
    lines.add("13,,2025-03-30,2.00");
    lines.add("14,emil,nowhen,2.00");
    return lines;
  }

  private static JobShop shop(Path folder, String format) {
    JobShop shop = new JobShop(folder).with("warehouse.format", format);
    // One family stands for all: the calls are the same.
    List.of(
            "prediction",
            "lifecycle",
            "loyalty",
            "clusters",
            "behaviour",
            "rfm",
            "price-sensitivity",
            "custom")
        .forEach(family -> shop.with("families." + family + ".enabled", "false"));
    return shop;
  }
}
