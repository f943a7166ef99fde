package io.clientele.cluster;

import io.clientele.jobs.Commands;
import io.clientele.jobs.Progress;
import io.clientele.jobs.Run;
import io.clientele.schema.AllTables;
import io.clientele.schema.Ingests;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small shop whose sources and warehouse can be anywhere, and what its tables hold.
 *
 * @param folder where its configurations are, and its sources to copy from
 */
record ClusterShop(Path folder) {
  static final LocalDate DATE = LocalDate.parse("2025-12-31");

  private static final int CUSTOMERS = 40;

  /** Columns that differ from run to run, and versions: classes beside a test know none. */
  private static final Map<TableSchema, String[]> UNLIKE =
      Map.of(
          Runs.SCHEMA,
          new String[] {
            Runs.RUN_ID,
            Runs.STARTED_AT,
            Runs.FINISHED_AT,
            Runs.STAGE_SECONDS,
            Runs.INPUT_VERSIONS,
            Runs.VERSION
          },
          SegmentModels.SCHEMA,
          new String[] {Runs.INPUT_VERSIONS},
          Ingests.SCHEMA,
          new String[] {Ingests.VERSION, Ingests.POSITION, Ingests.TABLE_VERSIONS, Ingests.REASON});

  private static final String CONFIGURATION =
      """
      shop { name = "Cluster shop", time-zone = "Europe/London", currency = "EUR", money-scale = 2 }
      source.orders {
        format = csv
        path = "%1$s/source/orders.csv"
        options { header = "true" }
        columns {
          order_id = "order"
          customer_id = "customer"
          ordered_at = "day"
          amount = "paid"
        }
      }
      # What is left is enough to have every kind of table and of fit.
      families {
        clusters.starts = 1
        prediction.enabled = false
        behaviour.enabled = false
        rfm.enabled = false
        price-sensitivity.enabled = false
      }
      warehouse { path = "%1$s/%2$s", format = %2$s }
      """;

  /** Writes the sources. */
  static ClusterShop in(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder("order,customer,day,paid\n");
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      for (int order = 0; order <= customer % 7; order++) {
        lines.append(
            "%d-%d,customer %d,%s,%d.50%n"
                .formatted(
                    customer,
                    order,
                    customer,
                    DATE.minusDays(1 + (customer * 37 + order * 91) % 700),
                    1 + (customer * 13 + order * 7) % 90));
      }
    }
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/orders.csv"), lines);
    return new ClusterShop(folder);
  }

  /** Returns the configuration of the shop below a root, which has the sources already. */
  Path at(String name, String root, String format) throws IOException {
    return Files.writeString(folder.resolve(name + ".conf"), CONFIGURATION.formatted(root, format));
  }

  /** Computes the shop in this process. */
  static void runHere(Path configuration) {
    Settings settings = settings(configuration);
    Commands.job(Commands.RUN)
        .orElseThrow()
        .run(
            new Run(
                settings,
                LocalSpark.session(),
                tables(configuration),
                DATE,
                Run.Fitting.WHEN_DUE,
                new Silence()));
  }

  /**
   * Returns the rows of every table as JSON, sorted; without ids, times and durations of runs, and
   * without versions and positions of what was read, which count writes and name files, and why
   * everything was read.
   */
  static Map<String, List<String>> rows(Path configuration) {
    Tables tables = tables(configuration);
    Map<String, List<String>> rows = new TreeMap<>();
    Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
        .forEach(
            table ->
                rows.put(
                    table.name(),
                    tables
                        .read(table)
                        .drop(UNLIKE.getOrDefault(table, new String[0]))
                        .toJSON()
                        .collectAsList()
                        .stream()
                        .sorted()
                        .toList()));
    return rows;
  }

  private static Tables tables(Path configuration) {
    Settings settings = settings(configuration);
    return Storage.open(LocalSpark.session(), settings.warehouse(), settings.money());
  }

  private static Settings settings(Path configuration) {
    return SettingsReader.read(Optional.of(configuration), Map.of()).settings();
  }

  private static final class Silence implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {}
  }
}
