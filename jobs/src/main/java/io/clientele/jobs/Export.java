package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.table.PlainFiles;
import io.clientele.table.Tables;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Copies tables to plain files, for tools that do not read the warehouse's own. The warehouse is
 * only read, without its lock: where somebody writes the tables meanwhile, nothing is published.
 */
public final class Export {
  private final Settings settings;
  private final SparkSession spark;
  private final Tables tables;
  private final Progress progress;

  /** Exports from an open warehouse. */
  public Export(Settings settings, SparkSession spark, Tables tables, Progress progress) {
    this.settings = settings;
    this.spark = spark;
    this.tables = tables;
    this.progress = progress;
  }

  /**
   * Writes what was ordered.
   *
   * @throws ClienteleException (exit 2) where the folder holds something else, (exit 3) where a
   *     table or date is not there, (exit 5) where the tables were written meanwhile
   */
  public Exported write(ExportOrder order) {
    PlainFiles files =
        PlainFiles.in(spark, order.folder(), order.format(), settings.shop().timeZone());
    // Before anything is looked at: whatever comes after is noticed.
    Map<String, String> before = versions(order);
    ExportPlan plan = ExportPlan.of(tables, order);
    List<Exported.Part> parts = new ArrayList<>();
    try {
      plan.dates().forEach((table, dates) -> parts.add(part(files, table, dates)));
    } catch (RuntimeException failure) {
      files.discard();
      // Files may have gone that were to be read.
      throw isOvertaken(order, before) ? overtaken(files).causedBy(failure) : failure;
    }
    if (isOvertaken(order, before)) {
      files.discard();
      throw overtaken(files);
    }
    files.publish();
    List<String> notes = new ArrayList<>(plan.notes());
    notes.addAll(ofPeople(plan.dates().keySet()));
    return new Exported(files.location(), parts, notes);
  }

  private Exported.Part part(PlainFiles files, TableSchema table, List<LocalDate> dates) {
    progress.began(table.name());
    long start = System.nanoTime();
    Dataset<Row> rows = tables.read(table);
    long written =
        table.partition().isEmpty() ? files.stage(table, rows) : files.stage(table, dates, rows);
    progress.ended(
        table.name(), OptionalLong.of(written), Duration.ofNanos(System.nanoTime() - start));
    return new Exported.Part(table, dates, written);
  }

  private boolean isOvertaken(ExportOrder order, Map<String, String> before) {
    return !versions(order).equals(before);
  }

  private Map<String, String> versions(ExportOrder order) {
    return order.tables().orElseGet(AllTables::results).stream()
        .collect(Collectors.toMap(TableSchema::name, tables::version));
  }

  private static ClienteleException overtaken(PlainFiles files) {
    return ClienteleException.of(
        ExitCode.CONFLICT,
        "The tables were written while they were exported; what was exported before stays",
        "--out " + files.location(),
        "let the other command end, then start this one again");
  }

  private static List<String> ofPeople(Collection<TableSchema> exported) {
    String names =
        exported.stream()
            .filter(AllTables.ofPeople()::contains)
            .map(TableSchema::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? List.of()
        : List.of(
            "These name single customers: "
                + names
                + ". The command forget does not reach exported files: whoever made them deletes"
                + " them, or exports every date of them again, when a customer is forgotten.");
  }
}
