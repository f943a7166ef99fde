package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.Customers;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.Money;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.table.PlainFormat;
import io.clientele.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a warehouse written by hand: two complete dates, and a third that was begun. */
class ExportTest {
  private static final ExportedDates NEWEST =
      DatedWarehouse.dates(null, null, ExportedDates.Unfinished.LEFT_OUT);

  @TempDir private static Path built;

  private final Path folder;
  private final Path out;
  private final DatedWarehouse warehouse;
  private final Tables tables;

  ExportTest(@TempDir Path folder) {
    this.folder = folder;
    this.out = folder.resolve("out");
    this.warehouse = new DatedWarehouse(built, folder);
    this.tables = warehouse.tables();
  }

  @BeforeAll
  static void fill() {
    DatedWarehouse.fill(built);
  }

  @Test
  void takesTheNewestCompleteDateAndLeavesNothingElse() throws IOException {
    Exported exported =
        warehouse.export(NEWEST, PlainFormat.PARQUET, SegmentSummary.SCHEMA, Runs.SCHEMA);

    assertThat(exported)
        .isEqualTo(
            new Exported(
                "file:" + out,
                List.of(
                    new Exported.Part(
                        SegmentSummary.SCHEMA, List.of(LocalDate.parse("2025-03-02")), 1),
                    new Exported.Part(Runs.SCHEMA, List.of(), 2)),
                List.of()));
    assertThat(warehouse.files())
        .containsExactly("runs/runs.parquet", "segment_summary/segment_summary_2025-03-02.parquet");
  }

  @Test
  void laterExportsReplaceTheirDatesAndLeaveOthers() throws IOException {
    warehouse.export(
        DatedWarehouse.dates("2025-03-01", null, ExportedDates.Unfinished.LEFT_OUT),
        PlainFormat.CSV);
    warehouse.write(SegmentSummary.SCHEMA, "2025-03-02", Map.of("segment", "'Active'"));
    tables.complete(LocalDate.parse("2025-03-02"));
    Files.createDirectories(out.resolve(".clientele-export/segment_summary/killed"));

    warehouse.export(NEWEST, PlainFormat.CSV, SegmentSummary.SCHEMA);

    assertThat(warehouse.files())
        .containsExactly(
            "customer_segments/customer_segments_2025-03-01.csv",
            "customer_segments/customer_segments_2025-03-02.csv",
            "runs/runs.csv",
            "segment_summary/segment_summary_2025-03-01.csv",
            "segment_summary/segment_summary_2025-03-02.csv");
    assertThat(out.resolve("segment_summary/segment_summary_2025-03-02.csv"))
        .hasContent(
            String.join(",", SegmentSummary.SCHEMA.structType(new Money(2)).names())
                + "\n2025-03-02,,Active,,,,,,,,,,,\n");
    assertThat(out.resolve(".clientele-export")).doesNotExist();
  }

  @Test
  void csvHoldsWhateverTextThereIs() throws IOException {
    customers();

    warehouse.export(NEWEST, PlainFormat.CSV, Customers.SCHEMA);

    assertThat(out.resolve("customers/customers.csv"))
        .hasContent(
            "customer_id,registered_at,email,country,consent,attributes\n"
                + "\" x \n y\",2025-01-01T00:00:00.000000Z,,\"\",false,\n"
                + "=1+1,2025-07-01T12:00:00.123456+01:00,\"a,\"\"b\"\"\",,true,"
                + "\"{\"\"k\"\":\"\"ü\"\"}\"\n");
  }

  @Test
  void spreadsheetsComputeNothing() throws IOException {
    customers();

    warehouse.export(NEWEST, PlainFormat.SPREADSHEET, Customers.SCHEMA);

    assertThat(out.resolve("customers/customers.csv"))
        .content()
        .startsWith("\uFEFFcustomer_id,registered_at,")
        .contains("\n'=1+1,2025-07-01T");
  }

  private void customers() {
    Dataset<Row> ordinary =
        ExportedShop.rows(
            Customers.SCHEMA,
            Map.of(
                "customer_id", "' x \\n y'",
                "registered_at", "timestamp'2025-01-01 00:00:00 UTC'",
                "country", "''",
                "consent", "false"));
    Dataset<Row> nasty =
        ExportedShop.rows(
            Customers.SCHEMA,
            Map.of(
                "customer_id", "'=1+1'",
                "registered_at", "timestamp'2025-07-01 11:00:00.123456 UTC'",
                "email", "'a,\"b\"'",
                "consent", "true",
                "attributes", "map('k', 'ü')"));
    tables.replaceAll(Customers.SCHEMA, nasty.unionByName(ordinary));
  }

  @Test
  void allIsEveryResultAndSaysWhatItLeavesOut() throws IOException {
    warehouse.write(SegmentTransitions.SCHEMA, "2025-03-01", Map.of("family", "'lifecycle'"));
    tables.complete(LocalDate.parse("2025-03-01"));
    tables.replaceDate(
        SegmentModels.SCHEMA,
        LocalDate.parse("2025-02-01"),
        ExportedShop.rows(SegmentModels.SCHEMA, Map.of("fit_date", "date'2025-02-01'")));
    tables.replaceAll(
        ForgottenCustomers.SCHEMA, ExportedShop.rows(ForgottenCustomers.SCHEMA, Map.of()));
    // A second try of a complete date that has not ended.
    warehouse.write(SegmentSummary.SCHEMA, "2025-03-01", Map.of("segment", "'Lost'"));

    Exported exported =
        warehouse.export(
            DatedWarehouse.dates("2025-03-01", null, ExportedDates.Unfinished.LEFT_OUT),
            PlainFormat.PARQUET);

    assertThat(warehouse.files())
        .containsExactly(
            "customer_segments/customer_segments_2025-03-02.parquet",
            "runs/runs.parquet",
            "segment_summary/segment_summary_2025-03-02.parquet",
            // Without rows, and readers find its columns.
            "segment_transitions/segment_transitions_2025-03-02.parquet");
    assertThat(exported.notes())
        .containsExactly(
            "2025-03-01 is left out: it was begun again, and is not finished.",
            "segment_models has nothing from 2025-03-01.",
            "These name single customers: customer_segments. The command forget does not reach"
                + " exported files: whoever made them deletes them, or exports every date of them"
                + " again, when a customer is forgotten.");
  }

  @Test
  void takesUnfinishedDatesWhereAskedTo() throws IOException {
    warehouse.export(
        DatedWarehouse.dates("2025-03-02", "2025-03-09", ExportedDates.Unfinished.TAKEN),
        PlainFormat.PARQUET,
        SegmentSummary.SCHEMA);

    assertThat(warehouse.files())
        .containsExactly(
            "segment_summary/segment_summary_2025-03-02.parquet",
            "segment_summary/segment_summary_2025-03-03.parquet");
  }

  @Test
  void saysWhichDatesThereAre() {
    refuses(
        DatedWarehouse.dates("2024-01-01", "2024-01-31", ExportedDates.Unfinished.LEFT_OUT),
        ExitCode.INPUT,
        """
        There is no complete date from 2024-01-01 to 2024-01-31 in segment_summary
          where: table file:%s/warehouse/segment_summary
          mend:  name dates it has: 2025-03-02, 2025-03-01"""
            .formatted(folder),
        SegmentSummary.SCHEMA);
    refuses(
        NEWEST,
        ExitCode.INPUT,
        """
        The table rejected_rows was never written
          where: table file:%s/warehouse/rejected_rows
          mend:  run the command that writes it first, or name others: customer_segments, \
        segment_summary, runs"""
            .formatted(folder),
        RejectedRows.SCHEMA);
    assertThat(out).doesNotExist();
  }

  @Test
  void touchesNoFolderOfOthers() throws IOException {
    Files.createDirectories(out.resolve("segment_summary"));
    Files.writeString(out.resolve("segment_summary/my notes.csv"), "mine");

    refuses(
        NEWEST,
        ExitCode.USAGE,
        """
        The folder to export to holds something else: segment_summary/my notes.csv
          where: --out file:%s
          mend:  name an empty folder, or one that holds nothing but earlier exports"""
            .formatted(out),
        SegmentSummary.SCHEMA);
    assertThat(warehouse.files()).containsExactly("segment_summary/my notes.csv");
  }

  @Test
  void publishesNothingWhereTheTablesAreWrittenMeanwhile() throws IOException {
    warehouse.export(NEWEST, PlainFormat.CSV, SegmentSummary.SCHEMA);
    Path file = out.resolve("segment_summary/segment_summary_2025-03-02.csv");
    String before = Files.readString(file);

    assertThatThrownBy(
            () ->
                warehouse.export(
                    new Overtaken(tables), NEWEST, PlainFormat.CSV, SegmentSummary.SCHEMA))
        .isInstanceOfSatisfying(
            ClienteleException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT))
        .hasMessage(
            """
            The tables were written while they were exported; what was exported before stays
              where: --out file:%s
              mend:  let the other command end, then start this one again"""
                .formatted(out));
    assertThat(file).hasContent(before);
    assertThat(warehouse.files()).containsExactly("segment_summary/segment_summary_2025-03-02.csv");
  }

  /** Somebody else writes each table before it is read. */
  private record Overtaken(Tables tables) implements TablesAround {
    @Override
    public Dataset<Row> read(TableSchema table) {
      if (table.equals(SegmentSummary.SCHEMA)) {
        tables.replaceDate(
            table,
            LocalDate.parse("2025-03-02"),
            DatedWarehouse.row(table, "2025-03-02", Map.of("segment", "'Active'")));
      }
      return tables.read(table);
    }
  }

  private void refuses(
      ExportedDates dates, ExitCode exitCode, String message, TableSchema... named) {
    assertThatThrownBy(() -> warehouse.export(dates, PlainFormat.CSV, named))
        .isInstanceOfSatisfying(
            ClienteleException.class, failure -> assertThat(failure.exitCode()).isEqualTo(exitCode))
        .hasMessage(message);
  }
}
