package io.clientele.cli;

import io.clientele.settings.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a command line, and what was probably meant. */
final class Wording {
  static final String PROGRAM = "clientele";

  private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown option (--?[^=]*)(=.*)?");
  private static final Pattern UNKNOWN_ARGUMENT = Pattern.compile("Unknown argument '(.*)'");
  private static final Pattern NO_VALUE = Pattern.compile("Missing value after (.*)");

  private Wording() {}

  /** Returns the refusal of a command line for its problems. */
  static Invocation.Refusal refusal(Optional<Command> command, List<String> problems) {
    String call = PROGRAM + command.map(known -> " " + known.word()).orElse("");
    String message =
        problems.size() == 1
            ? call + ": " + problems.get(0)
            : call + ": " + problems.size() + " problems\n  " + String.join("\n  ", problems);
    return new Invocation.Refusal(message + "\nTry: " + call + " --help");
  }

  /** Returns the refusal of a command line that has no command where it belongs. */
  static Invocation.Refusal withoutCommand(List<String> arguments, Optional<Command> later) {
    String first = arguments.get(0);
    if (later.isPresent()) {
      return refusal(
          later, List.of("the command comes first, then its options, not '" + first + "'"));
    }
    if (first.startsWith("-")) {
      return refusal(Optional.empty(), List.of("no command given, but '" + first + "'"));
    }
    return refusal(
        Optional.empty(),
        List.of(
            "unknown command '"
                + first
                + "'"
                + suggestion(
                    first,
                    CommandLine.commands(),
                    "" + "; the commands are " + String.join(", ", CommandLine.commands()))));
  }

  /** Returns the parser's complaints about a command's options in our words. */
  static List<String> of(List<String> complaints, Command command, List<String> arguments) {
    List<String> known = Option.of(command).stream().map(Option::flag).toList();
    List<String> problems = new ArrayList<>();
    String unknown = "";
    for (String complaint : complaints) {
      Matcher option = UNKNOWN_OPTION.matcher(complaint);
      Matcher argument = UNKNOWN_ARGUMENT.matcher(complaint);
      Matcher value = NO_VALUE.matcher(complaint);
      if (option.matches()) {
        unknown = option.group(1);
        problems.add("unknown option " + unknown + suggestion(unknown, known, ""));
      } else if (value.matches()) {
        problems.add(withoutValue(value.group(1)));
      } else if (!argument.matches()) {
        problems.add(complaint);
      } else if (!follows(argument.group(1), unknown, arguments)) {
        problems.add("unexpected argument '" + argument.group(1) + "'");
      }
    }
    return problems;
  }

  /** Returns what is said of an option that ends the command line. */
  static String withoutValue(String flag) {
    return flag + " needs a value";
  }

  /** A word after an unknown option is most likely its value, and no problem of its own. */
  private static boolean follows(String word, String option, List<String> arguments) {
    int position = arguments.indexOf(option);
    return position >= 0
        && position + 1 < arguments.size()
        && arguments.get(position + 1).equals(word);
  }

  private static String suggestion(String word, List<String> candidates, String otherwise) {
    // Dashes are no letters that somebody got wrong.
    List<String> words = candidates.stream().map(Wording::withoutDashes).toList();
    return Nearest.to(withoutDashes(word), words)
        .map(nearest -> "; did you mean " + candidates.get(words.indexOf(nearest)) + "?")
        .orElse(otherwise);
  }

  private static String withoutDashes(String word) {
    return word.replaceFirst("^-+", "");
  }
}
