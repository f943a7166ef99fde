package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.FaultyTables.Call;
import io.clientele.jobs.FaultyTables.Fault;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * A shop with two complete dates, the source of which has changed since: the newer date is to be
 * computed again. Each command of that can be tried as often as wanted, always from the warehouse
 * that it found the first time.
 */
final class FaultyShop {
  static final String EARLIER = "2025-02-28";
  static final String DATE = "2025-03-31";

  /** All tables but those that tell of runs. */
  static final List<TableSchema> TABLES =
      List.of(
          Orders.SCHEMA,
          RejectedRows.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA);

  private static final String NEW_LINES =
      """
      order,customer,day,paid
      1,anna,2025-03-30,2.00
      12,bert,2025-03-30,1.00
      13,,2025-03-30,2.00
      14,emil,nowhen,2.00
      """;

  private final JobShop shop;
  private final Path folder;
  private final String format;
  private int copies;

  FaultyShop(Path folder, String format) throws IOException {
    this.folder = folder;
    this.format = format;
    Path lines = Files.createDirectories(folder.resolve("lines"));
    this.shop =
        new JobShop(folder)
            .with("warehouse.format", format)
            // What an ingest finds new replaces rows of orders, a whole source all of them.
            .with("warehouse.whole-below-mib", format.equals("delta") ? "0" : "64")
            .with("source.orders.path", lines.toString());
    // One family stands for all: the calls are the same.
    for (String family :
        List.of(
            "prediction",
            "lifecycle",
            "loyalty",
            "clusters",
            "behaviour",
            "rfm",
            "price-sensitivity",
            "custom")) {
      shop.with("families." + family + ".enabled", "false");
    }
    List<String> old = new ArrayList<>(List.of("order,customer,day,paid"));
    old.addAll(JobShop.LINES);
    for (int order = 20; order < 40; order++) {
      old.add("%d,fred,2025-01-%d,4.00".formatted(order, order - 10));
    }
    Files.write(lines.resolve("old.csv"), old);
    does(Commands.INGEST, DATE);
    for (String date : List.of(EARLIER, DATE)) {
      does(Commands.FEATURES, date);
      does(Commands.SEGMENTS, date);
    }
    Files.writeString(lines.resolve("new.csv"), NEW_LINES);
  }

  /** Lets Spark plan as little as it can for a few rows. */
  static void useFewTasks() {
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "1");
    LocalSpark.session().conf().set("spark.sql.adaptive.enabled", "false");
  }

  /** Lets Spark do what it does in other tests. */
  static void useUsualTasks() {
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "2");
    LocalSpark.session().conf().set("spark.sql.adaptive.enabled", "true");
  }

  /**
   * A command that nothing disturbs.
   *
   * @param command what is done
   * @param calls its calls
   * @param start the warehouse it finds
   * @param end the same when it is done
   */
  record Undisturbed(String command, List<Call> calls, Warehouse start, Warehouse end) {}

  /**
   * A warehouse at some time.
   *
   * @param path its root
   * @param dates what readers find of each complete date
   * @param tables all rows of all tables but those that tell of runs
   * @param files what readers can see of each table, without reading it
   * @param runs what is said of runs: command, status and exit code
   */
  record Warehouse(
      Path path,
      Map<String, List<String>> dates,
      List<String> tables,
      List<String> files,
      List<String> runs) {}

  /** Does the commands of a run one after the other, and leaves for each what it finds. */
  List<Undisturbed> undisturbed() {
    List<Undisturbed> commands = new ArrayList<>();
    Warehouse start = look(folder.resolve("warehouse"));
    assertThat(start.dates()).containsOnlyKeys(EARLIER, DATE);
    for (String command : List.of(Commands.INGEST, Commands.FEATURES, Commands.SEGMENTS)) {
      Path copy = copy(start);
      FaultyTables tables = tables(copy, Optional.empty());
      does(command, tables);
      Undisturbed next = new Undisturbed(command, tables.calls(), start, look(copy));
      commands.add(next);
      start = next.end();
    }
    assertThat(start.dates()).containsOnlyKeys(EARLIER, DATE);
    return commands;
  }

  /** Copies the warehouse that a command starts from, with the times of its files. */
  Path copy(Warehouse warehouse) {
    Path copy = folder.resolve("copy-" + copies++);
    try {
      FileUtils.copyDirectory(warehouse.path().toFile(), copy.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return copy;
  }

  /** Returns a warehouse in which one call fails, if any. */
  FaultyTables tables(Path warehouse, Optional<Fault> fault) {
    shop.with("warehouse.path", warehouse.toString());
    return new FaultyTables(shop.tables(), fault);
  }

  /** Does a command in a warehouse. */
  void does(String command, FaultyTables tables) {
    Run run = shop.asOf(DATE, Run.Fitting.FORCED);
    does(
        command,
        new Run(run.settings(), run.spark(), tables, run.asOf(), run.fitting(), run.progress()));
  }

  private void does(String command, String date) {
    does(command, shop.asOf(date, Run.Fitting.FORCED));
  }

  private static void does(String command, Run run) {
    Commands.job(command).orElseThrow().run(run);
  }

  Readers readers(Path warehouse) {
    return new Readers(warehouse, format);
  }

  private Warehouse look(Path path) {
    Readers readers = readers(path);
    return new Warehouse(
        path, readers.dates(), readers.bare(TABLES), readers.visible(), runs(path));
  }

  /** Returns what is said of runs: command, status and exit code. */
  List<String> runs(Path warehouse) {
    return tables(warehouse, Optional.empty())
        .read(Runs.SCHEMA)
        .selectExpr("concat_ws(' ', command, status, exit_code)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
