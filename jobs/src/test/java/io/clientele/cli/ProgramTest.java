package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.jobs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramTest {
  private static final Platform PLATFORM =
      new Platform(Optional.of("4.1.0"), Optional.of("2.13.17"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsHelpAndVersionToStdout() {
    assertThat(run(Console.Audience.FILE, ProgramTest::nothing, "run", "--help")).isZero();
    assertThat(run(Console.Audience.FILE, ProgramTest::nothing, "--version")).isZero();

    assertThat(text(out))
        .isEqualTo(
            Manual.page(Optional.of(Command.RUN))
                + "clientele development (Spark 4.1.0, Scala 2.13.17, Java "
                + System.getProperty("java.version")
                + ")\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void refusesAWrongCommandLineOnStderr() {
    assertThat(run(Console.Audience.FILE, ProgramTest::nothing, "rum")).isEqualTo(2);

    assertThat(text(out)).isEmpty();
    assertThat(text(err))
        .isEqualTo("clientele: unknown command 'rum'; did you mean run?\nTry: clientele --help\n");
  }

  @Test
  void showsTheResultOnStdoutAndIsQuietOtherwise() {
    Work work =
        (start, progress, glyphs) -> {
          progress.began("orders");
          progress.ended("orders", OptionalLong.of(1), Duration.ofSeconds(2));
          return start.command() + " done\n";
        };

    assertThat(run(Console.Audience.FILE, work, "check", "--conf", "s.conf")).isZero();

    assertThat(text(out)).isEqualTo("CHECK done\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void showsProgressToSomebodyAtATerminal() {
    Work work =
        (start, progress, glyphs) -> {
          progress.ended("orders", OptionalLong.of(1), Duration.ofSeconds(2));
          return "done\n";
        };

    assertThat(run(Console.Audience.TERMINAL, work, "check", "--conf", "s.conf")).isZero();

    assertThat(text(out)).isEqualTo("done\n");
    assertThat(text(err))
        .contains("  orders                                       1 rows      2.0 s\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = ExitCode.class,
      names = {"USAGE", "INPUT", "QUALITY", "CONFLICT"})
  void turnsAFailureIntoItsExitStatus(ExitCode exitCode) {
    Work work =
        (start, progress, glyphs) -> {
          throw ClienteleException.of(exitCode, "It failed.", "here", "mend it");
        };

    assertThat(run(Console.Audience.FILE, work, "check", "--conf", "s.conf"))
        .isEqualTo(exitCode.number());

    assertThat(text(out)).isEmpty();
    assertThat(text(err)).isEqualTo("clientele: It failed.\n  where: here\n  mend:  mend it\n");
  }

  @Test
  void showsWhatWasDoneBeforeAFailure() {
    Work work =
        (start, progress, glyphs) -> {
          throw new PartialWork(
              "one date done\n",
              ClienteleException.of(ExitCode.CONFLICT, "It failed.", "here", "mend it"));
        };

    assertThat(run(Console.Audience.FILE, work, "check", "--conf", "s.conf")).isEqualTo(5);

    assertThat(text(out)).isEqualTo("one date done\n");
    assertThat(text(err)).isEqualTo("clientele: It failed.\n  where: here\n  mend:  mend it\n");
  }

  @Test
  void keepsTheTraceOfTheUnexpectedInAFile() throws IOException {
    Work work =
        (start, progress, glyphs) -> {
          throw new IllegalStateException("broken");
        };

    assertThat(run(Console.Audience.FILE, work, "check", "--conf", "s.conf")).isEqualTo(1);

    assertThat(text(out)).isEmpty();
    List<String> lines = text(err).lines().toList();
    assertThat(lines.subList(0, 3))
        .containsExactly(
            "clientele: Something unexpected went wrong.",
            "  what:  java.lang.IllegalStateException: broken",
            "  mend:  start again with --verbose to see what Spark did");
    Path trace = Path.of(lines.get(3).replace("  trace: ", ""));
    assertThat(Files.readString(trace))
        .startsWith("java.lang.IllegalStateException: broken\n\tat io.clientele.cli.ProgramTest");
    Files.delete(trace);
  }

  private int run(Console.Audience audience, Work work, String... arguments) {
    Console console = new Console(stream(out), stream(err), audience, Glyphs.ASCII);
    return new Program(console, PLATFORM, work).run(List.of(arguments));
  }

  private static String nothing(Invocation.Start start, Progress progress, Glyphs glyphs) {
    throw new AssertionError("nothing was to be done");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
