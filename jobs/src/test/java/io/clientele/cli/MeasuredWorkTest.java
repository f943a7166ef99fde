package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.jobs.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredWorkTest {
  private static final String LABELS = "{configuration=\"shop.conf\",command=\"run\"} ";

  private static final String LAST_SUCCESS =
      """
      # HELP clientele_last_success_timestamp_seconds When the newest run ended that ended well.
      # TYPE clientele_last_success_timestamp_seconds gauge
      clientele_last_success_timestamp_seconds{configuration="shop.conf",command="run"} 1767236700
      # HELP clientele_last_success_segment_date_seconds The day that run computed, as its midnight in UTC.
      # TYPE clientele_last_success_segment_date_seconds gauge
      clientele_last_success_segment_date_seconds{configuration="shop.conf",command="run"} 1767139200
      """;

  @TempDir private Path folder = Path.of("");

  private final Deque<Instant> times = new ArrayDeque<>();

  @Test
  void aRunThatEndsWellLeavesItsFigures() throws Exception {
    assertThat(perform(MeasuredWorkTest::twoStages, "run --conf /etc/shop.conf --as-of 2025-12-31"))
        .isEqualTo("done\n");

    assertThat(Files.readString(file()))
        .isEqualTo(
            """
            # HELP clientele_last_run_timestamp_seconds When the newest run ended, well or not.
            # TYPE clientele_last_run_timestamp_seconds gauge
            clientele_last_run_timestamp_seconds{configuration="shop.conf",command="run"} 1767236700
            # HELP clientele_last_run_exit_code How the newest run ended: 0 is well, and only 5 is worth a retry.
            # TYPE clientele_last_run_exit_code gauge
            clientele_last_run_exit_code{configuration="shop.conf",command="run"} 0
            # HELP clientele_last_run_duration_seconds How long the newest run took.
            # TYPE clientele_last_run_duration_seconds gauge
            clientele_last_run_duration_seconds{configuration="shop.conf",command="run"} 300.000
            # HELP clientele_last_run_stage_seconds How long each stage of the newest run took.
            # TYPE clientele_last_run_stage_seconds gauge
            clientele_last_run_stage_seconds{configuration="shop.conf",command="run",stage="reading the sources"} 4.400
            clientele_last_run_stage_seconds{configuration="shop.conf",command="run",stage="customer_segments"} 3.000
            # HELP clientele_last_run_stage_rows How many rows each stage of the newest run wrote; a stage that writes has its table's name.
            # TYPE clientele_last_run_stage_rows gauge
            clientele_last_run_stage_rows{configuration="shop.conf",command="run",stage="customer_segments"} 2001
            """
                + LAST_SUCCESS);
    assertThat(folder)
        .isDirectoryContaining(file()::equals)
        .isDirectoryNotContaining("glob:**.unf*");
  }

  @Test
  void aFailureKeepsWhenItLastEndedWell() throws Exception {
    perform(MeasuredWorkTest::twoStages, "run --conf shop.conf --as-of 2025-12-31");
    ClienteleException late = ClienteleException.of(ExitCode.INPUT, "Late.", "here", "wait");

    for (RuntimeException failure : List.of(late, new PartialWork("some done\n", late))) {
      assertThatThrownBy(
              () ->
                  perform(
                      (start, progress, glyphs) -> {
                        throw failure;
                      },
                      "run --conf shop.conf --as-of 2026-01-01"))
          .isSameAs(failure);

      assertThat(Files.readString(file()))
          .contains("clientele_last_run_exit_code" + LABELS + "3\n")
          .doesNotContain("stage")
          .endsWith("\n" + LAST_SUCCESS);
    }
  }

  @Test
  void aBackfillTellsItsLastDayAndAllItsSeconds() throws Exception {
    perform(
        (start, progress, glyphs) -> {
          twoStages(start, progress, glyphs);
          return twoStages(start, progress, glyphs);
        },
        "backfill --conf shop.conf --from 2025-10-31 --to 2025-12-31 --every month");

    assertThat(Files.readString(file()))
        .contains(
            "clientele_last_run_stage_seconds{configuration=\"shop.conf\",command=\"backfill\","
                + "stage=\"reading the sources\"} 8.800\n")
        .contains(
            "clientele_last_success_segment_date_seconds{configuration=\"shop.conf\","
                + "command=\"backfill\"} 1767139200\n");
  }

  @Test
  void whatWritesNoTableLeavesNothing() throws Exception {
    perform(MeasuredWorkTest::twoStages, "check --conf shop.conf");
    perform(MeasuredWorkTest::twoStages, "maintain --conf shop.conf --as-of 2025-12-31 --dry-run");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileThatCannotBeWrittenFailsNothing() throws Exception {
    Files.createDirectory(file());

    assertThat(perform(MeasuredWorkTest::twoStages, "run --conf shop.conf --as-of 2025-12-31"))
        .isEqualTo("done\n");
  }

  private static String twoStages(Invocation.Start start, Progress progress, Glyphs glyphs) {
    progress.ended("reading the sources", OptionalLong.empty(), Duration.ofMillis(4400));
    progress.ended("customer_segments", OptionalLong.of(2001), Duration.ofSeconds(3));
    return "done\n";
  }

  private String perform(Work work, String line) {
    times.clear();
    times.add(Instant.parse("2026-01-01T03:00:00Z"));
    times.add(Instant.parse("2026-01-01T03:05:00Z"));
    Invocation.Start start = (Invocation.Start) CommandLine.parse(List.of(line.split(" ", -1)));
    return new MeasuredWork(work, file(), times::remove)
        .perform(start, new LoggedProgress(), Glyphs.ASCII);
  }

  private Path file() {
    return folder.resolve("clientele.prom");
  }
}
