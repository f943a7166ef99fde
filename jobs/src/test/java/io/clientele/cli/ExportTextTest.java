package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clientele.jobs.ExportOrder;
import io.clientele.jobs.Exported;
import io.clientele.jobs.ExportedDates;
import io.clientele.jobs.ExportedDates.Unfinished;
import io.clientele.jobs.Run;
import io.clientele.sample.SampleSettings;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentSummary;
import io.clientele.table.PlainFormat;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is typed for an export, and what comes back. */
class ExportTextTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 12, 31);

  static Stream<Arguments> orders() {
    return Stream.of(
        arguments(
            "--table all --out o",
            new ExportOrder(
                Optional.empty(),
                new ExportedDates(Optional.empty(), Optional.empty(), Unfinished.LEFT_OUT),
                PlainFormat.PARQUET,
                "o")),
        arguments(
            "--table runs,customer_segments --out=s3a://b/o --as-of 2025-12-31 --unfinished"
                + " --format spreadsheet",
            new ExportOrder(
                Optional.of(List.of(Runs.SCHEMA, CustomerSegments.SCHEMA)),
                new ExportedDates(Optional.of(LAST), Optional.of(LAST), Unfinished.TAKEN),
                PlainFormat.SPREADSHEET,
                "s3a://b/o")),
        arguments(
            "--table segment_summary --out o --from 2025-12-01 --to 2025-12-31 --format csv",
            new ExportOrder(
                Optional.of(List.of(SegmentSummary.SCHEMA)),
                new ExportedDates(Optional.of(FIRST), Optional.of(LAST), Unfinished.LEFT_OUT),
                PlainFormat.CSV,
                "o")),
        arguments(
            "--table segment_summary --out o --from 2025-12-01",
            new ExportOrder(
                Optional.of(List.of(SegmentSummary.SCHEMA)),
                new ExportedDates(Optional.of(FIRST), Optional.empty(), Unfinished.LEFT_OUT),
                PlainFormat.PARQUET,
                "o")));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void readsEveryOption(String options, ExportOrder order) {
    assertThat(parse("export --conf s.conf " + options))
        .isEqualTo(
            new Invocation.Start(
                Command.EXPORT,
                new Options(
                    Optional.of(Path.of("s.conf")),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Run.Fitting.WHEN_DUE,
                    Optional.empty(),
                    Optional.empty(),
                    Options.Effect.DONE,
                    Logging.QUIET,
                    SampleSettings.defaults(),
                    Optional.of(order),
                    Optional.empty())));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "export",
            """
            clientele export: 3 problems
              --conf is missing: --conf FILE, the shop's configuration
              --table is missing: --table NAME[,NAME...] or all, what to export
              --out is missing: --out FOLDER, where the files go
            Try: clientele export --help"""),
        arguments(
            "export --conf s.conf --out o --table customer_segmets,all --as-of 2025-12-31"
                + " --from 2025-12-01 --to soon --format delta",
            """
            clientele export: 5 problems
              --to needs a date as YYYY-MM-DD, not 'soon'
              --format needs parquet or csv or spreadsheet, not 'delta'
              --as-of is one date, --from and --to are many: give either
              --table knows no table 'customer_segmets'; did you mean customer_segments?
              --table needs all or names, not both
            Try: clientele export --help"""),
        arguments(
            "export --conf s.conf --out o --table runs --from 2025-12-02 --to 2025-12-01",
            "clientele export: --from 2025-12-02 is after --to 2025-12-01\n"
                + "Try: clientele export --help"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWithEveryProblemAtOnce(String line, String message) {
    assertThat(parse(line)).isEqualTo(new Invocation.Refusal(message));
  }

  @Test
  void listsTheTablesWhereNoneIsNear() {
    assertThat(parse("export --conf s.conf --out o --table x"))
        .isEqualTo(
            new Invocation.Refusal(
                "clientele export: --table knows no table 'x'; the tables are customer_segments,"
                    + " segment_summary, segment_transitions, customer_base_history,"
                    + " customer_base_growth, value_risk_matrix, revenue_concentration,"
                    + " cohort_retention, gap_distribution, cluster_profiles, segment_overlaps,"
                    + " segment_playbook, segment_validity, customer_features, segment_models, rejected_rows, forgotten_customers,"
                    + " runs, orders, order_products, customers, identities, sessions, ingests,"
                    + " changed_customers\nTry: clientele export --help"));
  }

  @Test
  void saysWhatWasWrittenAndWhere() {
    Exported exported =
        new Exported(
            "file:/data/export",
            List.of(
                new Exported.Part(CustomerSegments.SCHEMA, List.of(FIRST, LAST), 123_456),
                new Exported.Part(Runs.SCHEMA, List.of(), 2)),
            List.of(
                "Something that the reader should know, in one sentence that takes two lines."));

    assertThat(new ExportText(Glyphs.ASCII).of("Shop, exported", exported))
        .isEqualTo(
            """
            Shop, exported

            tables                rows  files       first        last
            ---------------------------------------------------------
            customer_segments  123,456      2  2025-12-01  2025-12-31
            runs                     2      1           -           -

            written to file:/data/export

            notes
              - Something that the reader should know, in one sentence that takes two
                lines.
            """);
  }

  private static Invocation parse(String line) {
    return CommandLine.parse(List.of(line.split(" ", -1)));
  }
}
