package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.failure.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManualTest {
  private static final Pattern OPTION = Pattern.compile("(?m)^  (?:-h, )?(--[a-z-]+)");

  @ParameterizedTest
  @EnumSource(Command.class)
  void namesExactlyTheOptionsOfTheCommand(Command command) {
    List<String> told = OPTION.matcher(options(command)).results().map(ManualTest::name).toList();

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Option.of(command).stream().map(Option::flag).toList());
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void hasTheSectionsOfAManPage(Command command) {
    String page = Manual.page(Optional.of(command));

    assertThat(page.lines().filter(line -> line.matches("[A-Z].*")))
        .containsExactly(
            "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "FILES", "EXIT CODES", "EXAMPLES");
    assertThat(page).startsWith("NAME\n  clientele " + command.word() + " - ").endsWith("\n");
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void showsExamplesThatWork(Command command) {
    String page = Manual.page(Optional.of(command));
    String examples =
        page.substring(page.indexOf("EXAMPLES\n") + "EXAMPLES\n".length()).replace("\\\n", " ");

    assertThat(examples.lines().map(String::trim).map(ManualTest::parse))
        .isNotEmpty()
        .allSatisfy(
            invocation ->
                assertThat(invocation)
                    .isInstanceOfSatisfying(
                        Invocation.Start.class,
                        start -> assertThat(start.command()).isEqualTo(command)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void fitsInEightyColumns(Optional<Command> command) {
    assertThat(Manual.page(command).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
  }

  static Stream<Optional<Command>> pages() {
    return Stream.concat(
        Stream.of(Optional.empty()), Arrays.stream(Command.values()).map(Optional::of));
  }

  @Test
  void theFirstPageNamesEveryCommandAndExitCode() {
    String page = Manual.page(Optional.empty());

    assertThat(page)
        .startsWith(
            """
            NAME
              clientele - customer segmentation for online shops

            SYNOPSIS
              clientele COMMAND [options]
            """)
        .contains(
            Arrays.stream(Command.values()).map(command -> "\n  " + command.word() + " ").toList())
        .contains(
            Arrays.stream(ExitCode.values()).map(code -> "\n  " + code.number() + "  ").toList());
  }

  private static String options(Command command) {
    String page = Manual.page(Optional.of(command));
    return page.substring(page.indexOf("\nOPTIONS\n"), page.indexOf("\nFILES\n"));
  }

  private static String name(MatchResult match) {
    return match.group(1);
  }

  private static Invocation parse(String example) {
    List<String> words = List.of(example.split("\\s+", -1));
    return CommandLine.parse(words.subList(1, words.size()));
  }
}
