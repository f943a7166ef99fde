package io.clientele.jobs;

import io.clientele.schema.Orders;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A shop whose orders are CSV exports, one file a night. */
final class ExportShop {
  private final Path folder;
  private final Map<String, String> overrides = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int exports;

  /**
   * A shop without exports.
   *
   * @param format that of the warehouse
   * @param mapping logical column and expression, as {@code amount = paid}
   */
  ExportShop(Path folder, String format, String... mapping) {
    this.folder = folder;
    overrides.put("warehouse.format", format);
    overrides.put("warehouse.whole-below-mib", "0");
    overrides.put("warehouse.path", folder.resolve("warehouse").toString());
    overrides.put("quality.max-rejected-share", "1");
    overrides.put("segments.insights", "false");
    overrides.put("families.clusters.starts", "1");
    overrides.put("shop.time-zone", "Europe/Berlin");
    overrides.put("shop.currency", "EUR");
    overrides.put("shop.money-scale", "2");
    overrides.put("source.orders.format", "csv");
    overrides.put("source.orders.options", "{ header = true }");
    overrides.put("source.orders.path", folder.resolve("exports").toString());
    for (String one : mapping) {
      String[] parts = one.split(" = ", 2);
      overrides.put("source.orders.columns." + parts[0], parts[1]);
    }
  }

  ExportShop with(String key, String value) {
    overrides.put(key, value);
    return this;
  }

  /** Adds a file: its header and lines. */
  ExportShop export(String... lines) {
    try {
      Files.createDirectories(folder.resolve("exports"));
      Files.write(
          folder.resolve("exports").resolve("export-%02d.csv".formatted(exports++)),
          List.of(lines));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Settings settings() {
    return SettingsReader.read(Optional.empty(), overrides).settings();
  }

  RunReport does(String command, String date) {
    return Commands.job(command).orElseThrow().run(run(date));
  }

  Run run(String date) {
    Settings settings = settings();
    return new Run(
        settings,
        LocalSpark.session(),
        Storage.open(LocalSpark.session(), settings.warehouse(), settings.money()),
        LocalDate.parse(date),
        Run.Fitting.WHEN_DUE,
        new Noting());
  }

  /** What was noted since the shop was made. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The orders: id, day, customer, class, lines, gross, returned, discount. */
  List<String> orders() {
    return rows(
        Orders.SCHEMA,
        Orders.ORDER_ID,
        Orders.ORDER_DATE,
        Orders.CUSTOMER_ID,
        Orders.ORDER_CLASS,
        Orders.LINES,
        Orders.GROSS_UNITS,
        Orders.RETURNED_UNITS,
        Orders.DISCOUNT_UNITS);
  }

  /** The columns of a table, a row each, sorted. */
  List<String> rows(TableSchema table, String... columns) {
    return run("2025-12-31").tables().read(table).selectExpr(columns).collectAsList().stream()
        .map(row -> row.mkString(" "))
        .sorted()
        .toList();
  }

  private final class Noting implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {
      notes.add(sentence);
    }
  }
}
