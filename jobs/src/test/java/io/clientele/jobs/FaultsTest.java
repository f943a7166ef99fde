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
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every call that an ingest makes to the storage fails once, before, amid or after its effect. A
 * date is computed again after the source has changed: each run begins on what the failed one
 * before it has left, and goes one call further.
 */
@EnabledIfSystemProperty(named = "clientele.faults", matches = ".+")
class FaultsTest {
  private static final String DATE = "2025-03-31";
  private static final List<TableSchema> TABLES =
      List.of(
          Orders.SCHEMA,
          RejectedRows.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA);

  private static final List<String> COMMANDS = List.of("ingest", "features", "segments");

  /** The calls of each command in an undisturbed warehouse. */
  private static final Map<String, List<Call>> CALLS = new HashMap<>();

  /** Contents of that warehouse, before and after the source has changed. */
  private static List<String> oldDate = List.of();

  private static List<String> newDate = List.of();
  private static List<String> newTables = List.of();

  private final List<String> cases = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private final Map<String, Optional<List<String>>> seen = new HashMap<>();
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void undisturbed(@TempDir Path folder) {
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "1");
    JobShop shop = shop(folder, "parquet");
    Readers readers = readers(folder, "parquet");
    does(shop, "run");
    oldDate = readers.date(DATE).orElseThrow();
    shop.orders(changed());
    COMMANDS.forEach(command -> CALLS.put(command, does(shop, command)));
    newDate = readers.date(DATE).orElseThrow();
    newTables = readers.bare(TABLES);
    assertThat(newDate).isNotEqualTo(oldDate).hasSizeGreaterThan(15);
  }

  @AfterAll
  static void usual() {
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "4");
  }

  /** Calls that only look fail alike on both formats: once is enough. */
  @ParameterizedTest
  @CsvSource({"parquet, 28", "delta, 7"})
  void whateverCallFailsADateIsWhole(String format, int expectedCases) {
    JobShop shop = shop(folder, format);
    does(shop, "run");
    runs.add("run succeeded 0");
    shop.orders(changed());

    List<Call> calls = CALLS.getOrDefault(Commands.INGEST, List.of());
    for (Fault fault : faults(calls)) {
      if (format.equals("parquet") || calls.get(fault.call()).moments().size() > 1) {
        fails(shop, format, Commands.INGEST, fault);
      }
    }
    COMMANDS.forEach(command -> does(shop, command));

    assertThat(readers(folder, format).date(DATE)).contains(newDate);
    assertThat(readers(folder, format).bare(TABLES)).isEqualTo(newTables);
    assertThat(cases).hasSize(expectedCases).doesNotHaveDuplicates();
  }

  private static List<Fault> faults(List<Call> calls) {
    List<Fault> faults = new ArrayList<>();
    for (int call = 0; call < calls.size(); call++) {
      for (Moment moment : calls.get(call).moments()) {
        faults.add(new Fault(call, moment));
      }
    }
    return faults;
  }

  /**
   * Once an ingest has committed, the next finds nothing new and makes fewer calls: a fault that it
   * does not reach is none.
   */
  private void fails(JobShop shop, String format, String command, Fault fault) {
    Readers readers = readers(folder, format);
    List<String> visible = readers.visible();
    Run run = shop.asOf(DATE, Run.Fitting.FORCED);
    FaultyTables tables = new FaultyTables(run.tables(), Optional.of(fault));

    Throwable thrown = catchThrowable(() -> does(run, tables, command));

    if (tables.calls().size() <= fault.call()) {
      assertThat(command).isEqualTo(Commands.INGEST);
      assertThat(thrown).isNull();
      runs.add(command + " succeeded 0");
      return;
    }
    Call call = tables.calls().get(fault.call());
    String name =
        "%s, call %d, %s %s".formatted(command, fault.call(), fault.moment().word(), call.name());
    cases.add(name);
    assertThat(thrown).as(name).isNotNull();
    assertThat(Failures.explain(thrown).message())
        .as(name)
        .contains(fault.moment().word() + " " + call.name());
    if (call.name().equals("append runs") && fault.moment() == Moment.AFTER) {
      runs.add(command + " succeeded 0");
    }
    runs.add(command + " failed 1");
    assertThat(recorded(shop)).as(name).containsExactlyInAnyOrderElementsOf(runs);
    if (tables.calls().stream().limit(fault.call()).noneMatch(before -> before.moments().size() > 1)
        && fault.moment() != Moment.AFTER) {
      assertThat(readers.visible()).as(name).isEqualTo(visible);
    }
    isWhole(readers, name, fault.moment());
  }

  /** What is read depends on the list of complete dates: an unchanged one is read once. */
  private void isWhole(Readers readers, String name, Moment moment) {
    if (moment == Moment.AMID) {
      seen.clear();
    }
    Optional<List<String>> date =
        seen.computeIfAbsent(readers.list(), changed -> readers.date(DATE));
    if (readers.format().equals("delta")) {
      assertThat(date).as(name).isPresent();
    }
    date.ifPresent(rows -> assertThat(rows).as(name).isIn(oldDate, newDate));
  }

  private static List<String> recorded(JobShop shop) {
    return shop
        .tables()
        .read(Runs.SCHEMA)
        .selectExpr("concat_ws(' ', command, status, exit_code)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<Call> does(JobShop shop, String command) {
    Run run = shop.asOf(DATE, Run.Fitting.FORCED);
    FaultyTables tables = new FaultyTables(run.tables(), Optional.empty());
    does(run, tables, command);
    return tables.calls();
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
