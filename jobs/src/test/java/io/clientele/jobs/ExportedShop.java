package io.clientele.jobs;

import io.clientele.sample.SampleSettings;
import io.clientele.sample.SampleShop;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.SegmentValidity;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.PlainFormat;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A small sample shop on two dates, a month apart, with something in every table; in Delta. */
record ExportedShop(Path folder, Settings settings, Tables tables) {
  static final List<String> DATES = List.of("2025-11-30", "2025-12-30");

  /** Generates and computes it. */
  static ExportedShop in(Path folder) {
    new SampleShop(
            new SampleSettings(
                200, 5L, LocalDate.parse("2025-12-31"), folder + "/shop", "parquet", 0.01))
        .write(LocalSpark.session());
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("source.orders.path", folder + "/shop/order_lines");
    overrides.put("source.customers.path", folder + "/shop/customers");
    overrides.put("source.events.path", folder + "/shop/events");
    overrides.put("source.customers.columns.tier", "case when consent then '=A \"1\"' end");
    overrides.put("warehouse.path", folder + "/warehouse");
    overrides.put("quality.max-rejected-share", "0.5");
    overrides.put("families.clusters.starts", "1");
    // Of the second date alone.
    overrides.put("segments.insights", "false");
    // So that some of these few are among the best and late.
    overrides.put("families.loyalty.frequent.quantile", "0.2");
    overrides.put("families.loyalty.vip.quantile", "0.3");
    overrides.put("families.custom.segments.Big", "net_revenue > 500");
    // The session of the tests has this one.
    overrides.put("shop.time-zone", "Europe/London");
    ExportedShop shop = with(folder, overrides);
    // Reads the sources once for both.
    Backfill.run(
        shop.asOf(DATES.get(0)),
        new BackfillDays(
            LocalDate.parse(DATES.get(0)),
            LocalDate.parse(DATES.get(1)),
            BackfillDays.Every.MONTH));
    Commands.job(Commands.INSIGHTS).orElseThrow().run(shop.asOf(DATES.get(1)));
    shop.fill();
    return shop;
  }

  /** What only judge and forget write. */
  private void fill() {
    tables.replaceDate(
        SegmentValidity.SCHEMA,
        LocalDate.parse("2025-12-31"),
        rows(
            SegmentValidity.SCHEMA,
            Map.of(
                "segment_date", "date'2025-12-31'",
                "snapshot_date", "date'2025-10-02'",
                "segment", "'all'",
                "spend", "12.50",
                "is_monotone", "true",
                "label_auc", "0.125")));
    tables.replaceAll(
        ForgottenCustomers.SCHEMA,
        rows(ForgottenCustomers.SCHEMA, Map.of("customer_hash", "'ab'", "salt", "'cd'")));
  }

  /** Returns one row of a table with some values, as SQL, and nulls. */
  static Dataset<Row> rows(TableSchema table, Map<String, String> values) {
    return LocalSpark.session()
        .range(1)
        .selectExpr(
            table.columns().stream()
                .map(column -> values.getOrDefault(column.name(), "null") + " as " + column.name())
                .toArray(String[]::new));
  }

  /** Exports all results and what ingest keeps, of all dates; returns the folder. */
  Path export(PlainFormat format) {
    Path out = folder.resolve(format.name());
    new Export(settings, LocalSpark.session(), tables, new Silence())
        .write(
            new ExportOrder(
                Optional.of(Warehouse.tables(tables)),
                new ExportedDates(
                    Optional.of(LocalDate.MIN),
                    Optional.empty(),
                    ExportedDates.Unfinished.LEFT_OUT),
                format,
                out.toString()));
    return out;
  }

  private static ExportedShop with(Path folder, Map<String, String> overrides) {
    Settings settings =
        SettingsReader.read(Optional.of(RealData.root().resolve("conf/sample.conf")), overrides)
            .settings();
    Tables tables = Storage.open(LocalSpark.session(), settings.warehouse(), settings.money());
    return new ExportedShop(folder, settings, tables);
  }

  private Run asOf(String date) {
    return new Run(
        settings,
        LocalSpark.session(),
        tables,
        LocalDate.parse(date),
        Run.Fitting.WHEN_DUE,
        new Silence());
  }

  private record Silence() implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {}
  }
}
