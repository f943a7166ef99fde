package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.BackfillDays.Every;
import io.clientele.jobs.Run;
import io.clientele.sample.SampleSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command lines of what can be shown without being done. */
class ShownCommandsTest {

  @Test
  void maintainMayBeShownOnly() {
    assertThat(parse("maintain --conf s.conf --as-of 2025-12-31 --dry-run"))
        .isEqualTo(
            new Invocation.Start(
                Command.MAINTAIN,
                new Options(
                    Optional.of(Path.of("s.conf")),
                    List.of(),
                    Optional.of(LocalDate.of(2025, 12, 31)),
                    Optional.empty(),
                    Run.Fitting.WHEN_DUE,
                    Optional.empty(),
                    Optional.empty(),
                    Options.Effect.SHOWN,
                    Logging.QUIET,
                    SampleSettings.defaults(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void forgetTakesAFileOfCustomers() {
    assertThat(parse("forget --conf s.conf --as-of 2025-12-31 --customers=ids.txt --dry-run"))
        .isEqualTo(
            new Invocation.Start(
                Command.FORGET,
                new Options(
                    Optional.of(Path.of("s.conf")),
                    List.of(),
                    Optional.of(LocalDate.of(2025, 12, 31)),
                    Optional.empty(),
                    Run.Fitting.WHEN_DUE,
                    Optional.empty(),
                    Optional.of(Path.of("ids.txt")),
                    Options.Effect.SHOWN,
                    Logging.QUIET,
                    SampleSettings.defaults(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void readsEveryOptionOfBackfill() {
    assertThat(
            parse(
                "backfill --conf s.conf --from 2024-01-31 --to=2024-03-31 --every month --dry-run"
                    + " --set a=b"))
        .isEqualTo(backfill(List.of("a=b"), Every.MONTH, Options.Effect.SHOWN));
    assertThat(parse("backfill --conf s.conf --from 2024-01-31 --to 2024-03-31 --every=week"))
        .isEqualTo(backfill(List.of(), Every.WEEK, Options.Effect.DONE));
    assertThat(parse("backfill --conf s.conf --from 2024-01-31 --to 2024-03-31"))
        .isEqualTo(backfill(List.of(), Every.DAY, Options.Effect.DONE));
  }

  private static Invocation backfill(List<String> overrides, Every every, Options.Effect effect) {
    BackfillDays days =
        new BackfillDays(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 3, 31), every);
    return new Invocation.Start(
        Command.BACKFILL,
        new Options(
            Optional.of(Path.of("s.conf")),
            overrides,
            Optional.empty(),
            Optional.of(days),
            Run.Fitting.WHEN_DUE,
            Optional.empty(),
            Optional.empty(),
            effect,
            Logging.QUIET,
            SampleSettings.defaults(),
            Optional.empty(),
            Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWithEveryProblemAtOnce(String line, String message) {
    assertThat(parse(line)).isEqualTo(new Invocation.Refusal(message));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "forget --conf s.conf --as-of 2025-12-31",
            "clientele forget: --customers is missing: --customers FILE, their ids, one a line\n"
                + "Try: clientele forget --help"),
        arguments(
            "backfill --conf s.conf --as-of 2025-01-01",
            """
            clientele backfill: 3 problems
              unknown option --as-of
              --from is missing: --from DATE, the first day to compute, as YYYY-MM-DD
              --to is missing: --to DATE, the last day to compute, as YYYY-MM-DD
            Try: clientele backfill --help"""),
        arguments(
            "backfill --conf s.conf --from 2025-02-29 --to soon --every year --dry-run --dry-run",
            """
            clientele backfill: 4 problems
              --dry-run is given twice
              --from needs a date as YYYY-MM-DD, not '2025-02-29'
              --to needs a date as YYYY-MM-DD, not 'soon'
              --every needs day, week or month, not 'year'
            Try: clientele backfill --help"""),
        arguments(
            "backfill --conf s.conf --from 2025-03-02 --to 2025-03-01",
            "clientele backfill: --from 2025-03-02 is after --to 2025-03-01\n"
                + "Try: clientele backfill --help"),
        arguments(
            "backfill --conf s.conf --from 2025-03-01 --to 2025-03-02 --refit",
            "clientele backfill: unknown option --refit\nTry: clientele backfill --help"));
  }

  private static Invocation parse(String line) {
    return CommandLine.parse(List.of(line.split(" ", -1)));
  }
}
