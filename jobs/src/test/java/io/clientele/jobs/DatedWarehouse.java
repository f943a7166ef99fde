package io.clientele.jobs;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.TableSchema;
import io.clientele.table.PlainFormat;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse written by hand, and exports of it: two complete dates, and a third that was begun.
 */
final class DatedWarehouse {
  private final JobShop shop;
  private final Path out;

  /** Copies what {@link #fill} wrote from one folder to another. */
  DatedWarehouse(Path built, Path folder) {
    this.shop = new JobShop(folder);
    this.out = folder.resolve("out");
    new WarehouseBytes(built.resolve("warehouse")).copyTo(folder.resolve("warehouse"));
  }

  /** Writes it into a folder. */
  static void fill(Path built) {
    Tables tables = new JobShop(built).tables();
    for (String day : List.of("2025-03-01", "2025-03-02", "2025-03-03")) {
      tables.replaceDate(
          SegmentSummary.SCHEMA,
          LocalDate.parse(day),
          row(SegmentSummary.SCHEMA, day, Map.of("segment", "'Lost'", "net_revenue", "1.50")));
      tables.replaceDate(
          CustomerSegments.SCHEMA,
          LocalDate.parse(day),
          row(CustomerSegments.SCHEMA, day, Map.of("customer_id", "'anna'")));
      if (!day.equals("2025-03-03")) {
        tables.complete(LocalDate.parse(day));
        tables.append(
            Runs.SCHEMA,
            ExportedShop.rows(
                Runs.SCHEMA,
                Map.of(
                    "command", "'run'",
                    "segment_date", "date'%s'".formatted(day),
                    "status", "'succeeded'",
                    "customers", "1")));
      }
    }
  }

  Tables tables() {
    return shop.tables();
  }

  /** Exports into the folder out; all results, where none is named. */
  Exported export(ExportedDates dates, PlainFormat format, TableSchema... named) {
    return export(tables(), dates, format, named);
  }

  /** Exports other tables. */
  Exported export(Tables tables, ExportedDates dates, PlainFormat format, TableSchema... named) {
    ExportOrder order =
        new ExportOrder(
            named.length == 0 ? Optional.empty() : Optional.of(List.of(named)),
            dates,
            format,
            out.toString());
    return new Export(
            shop.settings(), LocalSpark.session(), tables, shop.asOf("2025-03-02").progress())
        .write(order);
  }

  static ExportedDates dates(
      @Nullable String from, @Nullable String to, ExportedDates.Unfinished unfinished) {
    return new ExportedDates(
        Optional.ofNullable(from).map(LocalDate::parse),
        Optional.ofNullable(to).map(LocalDate::parse),
        unfinished);
  }

  void write(TableSchema table, String day, Map<String, String> values) {
    tables().replaceDate(table, LocalDate.parse(day), row(table, day, values));
  }

  static Dataset<Row> row(TableSchema table, String day, Map<String, String> values) {
    Map<String, String> dated = new HashMap<>(values);
    dated.put("segment_date", "date'%s'".formatted(day));
    return ExportedShop.rows(table, dated);
  }

  /** Returns the files in the folder out. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
