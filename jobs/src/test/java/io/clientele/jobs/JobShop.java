package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A shop of a few lines in a folder, and its commands. */
final class JobShop {
  /** One rejected line of eleven: the gate is wide open. */
  static final List<String> LINES =
      List.of(
          "1,anna,2024-11-02,10.00",
          "2,anna,2024-12-01,12.50",
          "3,anna,2025-03-20,11.00",
          "4,bert,2024-05-05,99.90",
          "5,cleo,2025-02-27,5.00",
          "6,cleo,2025-03-01,-5.00",
          "7,,2025-03-02,7.00",
          "8,dora,not a day,1.00",
          "9,dora,2025-01-15,3.00",
          "10,dora,2025-02-15,3.00",
          "11,emil,2025-02-01,-2.00");

  private final Path folder;
  private final Map<String, String> overrides = new HashMap<>();

  JobShop(Path folder) {
    this.folder = folder;
    overrides.put("warehouse.format", "parquet");
    overrides.put("quality.max-rejected-share", "0.5");
    // What they sum up to has tests of its own.
    overrides.put("segments.insights", "false");
    // Five customers are told apart at the first attempt.
    overrides.put("families.clusters.starts", "1");
    write(
        "shop.conf",
        List.of(
            "shop { time-zone = Europe/London, currency = EUR, money-scale = 2 }",
            "source.orders {",
            "  format = csv",
            "  path = \"" + folder.resolve("orders.csv") + "\"",
            "  options { header = true }",
            "  columns { order_id = order, customer_id = customer, ordered_at = day, amount = paid }",
            "}",
            "warehouse.path = \"" + folder.resolve("warehouse") + "\""));
    orders(LINES);
  }

  /** Replaces the source. */
  void orders(List<String> lines) {
    write("orders.csv", List.of("order,customer,day,paid", String.join("\n", lines)));
  }

  /** Sets a key, as {@code --set} does. */
  JobShop with(String key, String value) {
    overrides.put(key, value);
    return this;
  }

  /** Turns families off. */
  JobShop without(String... families) {
    for (String family : families) {
      with("families." + family + ".enabled", "false");
    }
    return this;
  }

  Settings settings() {
    return SettingsReader.read(Optional.of(folder.resolve("shop.conf")), overrides).settings();
  }

  Tables tables() {
    Settings settings = settings();
    return Storage.open(LocalSpark.session(), settings.warehouse(), settings.money());
  }

  Run asOf(String date) {
    return asOf(date, Run.Fitting.WHEN_DUE);
  }

  Run asOf(String date, Run.Fitting fitting) {
    return new Run(
        settings(),
        LocalSpark.session(),
        tables(),
        LocalDate.parse(date),
        fitting,
        new SilentProgress());
  }

  RunReport does(String command, String date) {
    return Commands.job(command).orElseThrow().run(asOf(date));
  }

  /** Returns the rows of a table as JSON, sorted. */
  List<String> rows(TableSchema table) {
    return rows(table, "true");
  }

  /** Returns the rows of a table that satisfy a condition as JSON, sorted. */
  List<String> rows(TableSchema table, String condition) {
    return tables().read(table).filter(condition).toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  private void write(String name, List<String> lines) {
    try {
      Files.write(folder.resolve(name), lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class SilentProgress implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {}
  }
}
