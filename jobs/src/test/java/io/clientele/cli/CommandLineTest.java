package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {

  @Test
  void readsEveryOptionOfRun() {
    assertThat(
            parse(
                "run --conf shop.conf --as-of 2024-02-29 --set a.b=1 --set=c=d=e --refit --log"
                    + " json --verbose"))
        .isEqualTo(
            new Invocation.Start(
                Command.RUN,
                new Options(
                    Optional.of(Path.of("shop.conf")),
                    List.of("a.b=1", "c=d=e"),
                    Optional.of(LocalDate.of(2024, 2, 29)),
                    Optional.empty(),
                    Run.Fitting.FORCED,
                    Optional.empty(),
                    Optional.empty(),
                    Options.Effect.DONE,
                    new Logging(Logging.Format.JSON, Logging.Detail.VERBOSE),
                    SampleSettings.defaults(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void keepsBlanksAndEqualSignsOfAnOverride() {
    List<String> arguments =
        List.of("check", "--conf=s.conf", "--set", "source.orders.filter=a = 'b c'", "--set=x=");

    assertThat(CommandLine.parse(arguments))
        .isInstanceOfSatisfying(
            Invocation.Start.class,
            start ->
                assertThat(start.options().overrides())
                    .containsExactly("source.orders.filter=a = 'b c'", "x="));
  }

  @ParameterizedTest
  @EnumSource(
      value = Command.class,
      names = {"INGEST", "FEATURES", "SEGMENTS", "RUN", "MAINTAIN"})
  void readsADatedCommandWithItsDefaults(Command command) {
    assertThat(parse(command.word() + " --conf s.conf --as-of=2025-12-31"))
        .isEqualTo(
            new Invocation.Start(
                command,
                new Options(
                    Optional.of(Path.of("s.conf")),
                    List.of(),
                    Optional.of(LocalDate.of(2025, 12, 31)),
                    Optional.empty(),
                    Run.Fitting.WHEN_DUE,
                    Optional.empty(),
                    Optional.empty(),
                    Options.Effect.DONE,
                    Logging.QUIET,
                    SampleSettings.defaults(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void theHorizonOfJudgeWinsOverWhatIsSet() {
    assertThat(
            parse(
                "judge --conf s.conf --as-of 2025-12-31 --horizon 30 --set"
                    + " judge.horizon-days=180"))
        .isInstanceOfSatisfying(
            Invocation.Start.class,
            start ->
                assertThat(start.options().overrides())
                    .containsExactly("judge.horizon-days=180", "judge.horizon-days=30"));
    assertThat(parse("judge --conf s.conf --as-of 2025-12-31 --horizon 0"))
        .isEqualTo(
            new Invocation.Refusal(
                "clientele judge: --horizon needs a whole number of days, 1 or more, not '0'\n"
                    + "Try: clientele judge --help"));
  }

  @Test
  void readsEveryOptionOfSample() {
    assertThat(
            parse(
                "sample --customers 7 --seed -9 --until 2020-01-31 --out s3a://b/shop --format"
                    + " delta --dirt 0.25"))
        .isEqualTo(
            new Invocation.Start(
                Command.SAMPLE,
                new Options(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Run.Fitting.WHEN_DUE,
                    Optional.empty(),
                    Optional.empty(),
                    Options.Effect.DONE,
                    Logging.QUIET,
                    new SampleSettings(
                        7, -9, LocalDate.of(2020, 1, 31), "s3a://b/shop", "delta", 0.25),
                    Optional.empty(),
                    Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("helps")
  void asksForHelpWhereverItStands(String line, Optional<Command> command) {
    assertThat(parse(line)).isEqualTo(new Invocation.Help(command));
  }

  static Stream<Arguments> helps() {
    return Stream.of(
        arguments("--help", Optional.empty()),
        arguments("-h", Optional.empty()),
        arguments("run --help", Optional.of(Command.RUN)),
        arguments("--help run", Optional.of(Command.RUN)),
        arguments("segments -h", Optional.of(Command.SEGMENTS)),
        arguments("run --no-such-option --help", Optional.of(Command.RUN)),
        arguments("nonsense --help", Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(value = Command.class, mode = Mode.INCLUDE)
  void everyCommandHasHelp(Command command) {
    assertThat(parse(command.word() + " --help"))
        .isEqualTo(new Invocation.Help(Optional.of(command)));
  }

  @Test
  void asksForTheVersion() {
    assertThat(parse("--version")).isEqualTo(new Invocation.Version());
    assertThat(parse("run --version")).isEqualTo(new Invocation.Version());
  }

  @ParameterizedTest
  @MethodSource({"misplaced", "missing", "listed", "unknown"})
  void refusesWithEveryProblemAtOnce(String line, String message) {
    assertThat(parse(line)).isEqualTo(new Invocation.Refusal(message));
  }

  static Stream<Arguments> misplaced() {
    return Stream.of(
        arguments("", "clientele: no command given\nTry: clientele --help"),
        arguments(
            "--verbose", "clientele: no command given, but '--verbose'\nTry: clientele --help"),
        arguments(
            "segmnts --conf s.conf",
            "clientele: unknown command 'segmnts'; did you mean segments?\nTry: clientele --help"),
        arguments(
            "frobnicate",
            "clientele: unknown command 'frobnicate'; the commands are sample, init, check, ingest,"
                + " features, segments, insights, run, report, backfill,"
                + " judge, maintain, forget, explain, export\nTry: clientele --help"),
        arguments(
            "--conf s.conf run",
            "clientele run: the command comes first, then its options, not '--conf'\n"
                + "Try: clientele run --help"));
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        arguments(
            "run --conf s.conf",
            "clientele run: --as-of is missing: --as-of DATE, the day to compute, as YYYY-MM-DD\n"
                + "Try: clientele run --help"),
        arguments(
            "check",
            "clientele check: --conf is missing: --conf FILE, the shop's configuration\n"
                + "Try: clientele check --help"));
  }

  static Stream<Arguments> listed() {
    return Stream.of(
        arguments(
            "ingest --cnof s.conf --as-of 31.12.2025 extra --set novalue --log xml",
            """
            clientele ingest: 6 problems
              unknown option --cnof; did you mean --conf?
              unexpected argument 'extra'
              --conf is missing: --conf FILE, the shop's configuration
              --set needs key=value, such as shop.currency=EUR, not 'novalue'
              --as-of needs a date as YYYY-MM-DD, not '31.12.2025'
              --log needs json or text, not 'xml'
            Try: clientele ingest --help"""),
        arguments(
            "sample --customers 0 --seed x --until 2025-02-30 --out= --format csv --dirt 0.6",
            """
            clientele sample: 6 problems
              --customers needs a whole number from 1 to 100000000, not '0'
              --seed needs a whole number, not 'x'
              --dirt needs a share from 0 to 0.5, such as 0.01, not '0.6'
              --out needs a folder, not ''
              --until needs a date as YYYY-MM-DD, not '2025-02-30'
              --format needs delta or parquet, not 'csv'
            Try: clientele sample --help"""),
        arguments(
            "run --conf a --conf b --as-of 2025-01-01 --refit --refit",
            """
            clientele run: 2 problems
              --conf is given twice
              --refit is given twice
            Try: clientele run --help"""));
  }

  static Stream<Arguments> unknown() {
    return Stream.of(
        arguments(
            "run --as-of 2025-01-01 --conf",
            "clientele run: --conf needs a value\nTry: clientele run --help"),
        arguments(
            "run --conf --refit --as-of 2025-01-01",
            "clientele run: --conf needs a path, not '--refit'\nTry: clientele run --help"),
        arguments(
            "features --conf s.conf --as-of 2025-01-01 --refit",
            "clientele features: unknown option --refit\nTry: clientele features --help"),
        arguments(
            "sample --out o --as-of 2025-01-01",
            "clientele sample: unknown option --as-of\nTry: clientele sample --help"),
        arguments(
            "check --conf s.conf -x",
            "clientele check: unknown option -x\nTry: clientele check --help"));
  }

  private static Invocation parse(String line) {
    return CommandLine.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }
}
