package io.clientele.cluster;

import io.clientele.jobs.Commands;
import io.clientele.jobs.Progress;
import io.clientele.jobs.Run;
import io.clientele.sample.SampleSettings;
import io.clientele.sample.SampleShop;
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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A small shop whose sources and warehouse can be anywhere, and what its tables hold.
 *
 * @param folder where its configurations are, and its sources to copy from
 */
record ClusterShop(Path folder) {
  static final LocalDate DATE = LocalDate.parse("2025-12-31");

  private static final int CUSTOMERS = 60;
  private static final long SEED = 7;

  private static final String CONFIGURATION =
      """
      shop { name = "Cluster shop", time-zone = "Europe/London", currency = "EUR", money-scale = 2 }
      source.orders {
        format = delta
        path = "%1$s/source/order_lines"
        columns {
          order_id = "order_id"
          customer_id = "customer_id"
          ordered_at = "ordered_at"
          amount = "amount"
          quantity = "quantity"
        }
      }
      source.customers {
        format = delta
        path = "%1$s/source/customers"
        columns { customer_id = "customer_id", registered_at = "registered_at" }
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
  static ClusterShop in(Path folder) {
    new SampleShop(
            new SampleSettings(
                CUSTOMERS, SEED, DATE, folder.resolve("source").toString(), "delta", 0))
        .write(LocalSpark.session());
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

  /** Returns the rows of every table as JSON, sorted; without ids, times and durations of runs. */
  static Map<String, List<String>> rows(Path configuration) {
    Tables tables = tables(configuration);
    Map<String, List<String>> rows = new TreeMap<>();
    Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
        .forEach(table -> rows.put(table.name(), rows(table, tables.read(table))));
    return rows;
  }

  /** Returns the same without versions of what was read, which count writes and tell their time. */
  static Map<String, List<String>> rowsWithoutVersions(Path configuration) {
    Map<String, List<String>> rows = rows(configuration);
    Tables tables = tables(configuration);
    for (TableSchema table : List.of(Runs.SCHEMA, SegmentModels.SCHEMA)) {
      rows.put(table.name(), rows(table, tables.read(table).drop(Runs.INPUT_VERSIONS)));
    }
    return rows;
  }

  private static List<String> rows(TableSchema table, Dataset<Row> rows) {
    Dataset<Row> told =
        table.equals(Runs.SCHEMA)
            ? rows.drop(Runs.RUN_ID, Runs.STARTED_AT, Runs.FINISHED_AT, Runs.STAGE_SECONDS)
                // The packaged jar knows its version; classes beside a test do not.
                .drop(Runs.VERSION)
            // Positions and versions name files, commits and the packaged jar.
            : rows.drop(
                table.equals(Ingests.SCHEMA)
                    ? new String[] {Ingests.VERSION, Ingests.POSITION, Ingests.TABLE_VERSIONS}
                    : new String[] {});
    return told.toJSON().collectAsList().stream().sorted().toList();
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
