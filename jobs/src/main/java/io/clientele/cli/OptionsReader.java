package io.clientele.cli;

import io.clientele.jobs.Run;
import io.clientele.settings.WarehouseFormat;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Understands what was typed; what it cannot understand it adds to the problems. */
final class OptionsReader {
  private static final Pattern OVERRIDE = Pattern.compile("[^=\\s]+=.*", Pattern.DOTALL);

  private final Command command;
  private final Typed typed;
  private final List<String> problems;

  OptionsReader(Command command, Typed typed, List<String> problems) {
    this.command = command;
    this.typed = typed;
    this.problems = problems;
  }

  /** Returns the options; only to be used where no problem was added. */
  Options read() {
    for (Option option : Option.of(command)) {
      if (option.shape() != Option.Shape.VALUES && typed.all(option).size() > 1) {
        problems.add(option.flag() + " is given twice");
      }
    }
    return new Options(
        needed(Option.CONF, path(Option.CONF), "FILE, the shop's configuration"),
        overrides(),
        needed(Option.AS_OF, date(Option.AS_OF), "DATE, the day to compute, as YYYY-MM-DD"),
        typed.has(Option.REFIT) ? Run.Fitting.FORCED : Run.Fitting.WHEN_DUE,
        logging(),
        sample());
  }

  private SampleOptions sample() {
    SampleOptions usual = SampleOptions.DEFAULT;
    Optional<Integer> customers =
        value(Option.CUSTOMERS, Integer::valueOf, number -> number >= 1, "a whole number from 1");
    Optional<Long> seed = value(Option.SEED, Long::valueOf, number -> true, "a whole number");
    Optional<Double> dirt =
        value(
            Option.DIRT,
            Double::valueOf,
            share -> share >= 0 && share <= 0.5,
            "a share from 0 to 0.5, such as 0.01");
    Optional<WarehouseFormat> format =
        choice(
            Option.FORMAT,
            Map.of("parquet", WarehouseFormat.PARQUET, "delta", WarehouseFormat.DELTA));
    return new SampleOptions(
        customers.orElse(usual.customers()),
        seed.orElse(usual.seed()),
        date(Option.UNTIL).orElse(usual.until()),
        needed(Option.OUT, text(Option.OUT), "DIR, the folder to write the shop to"),
        format.orElse(usual.format()),
        dirt.orElse(usual.dirt()));
  }

  private Logging logging() {
    Optional<Logging.Format> format =
        choice(Option.LOG, Map.of("text", Logging.Format.TEXT, "json", Logging.Format.JSON));
    return new Logging(
        format.orElse(Logging.Format.TEXT),
        typed.has(Option.VERBOSE) ? Logging.Detail.VERBOSE : Logging.Detail.QUIET);
  }

  private List<String> overrides() {
    for (String text : typed.all(Option.SET)) {
      if (!OVERRIDE.matcher(text).matches()) {
        problems.add("--set needs key=value, such as shop.currency=EUR, not '" + text + "'");
      }
    }
    return typed.all(Option.SET);
  }

  private Optional<Path> path(Option option) {
    return value(option, Path::of, path -> !path.toString().isEmpty(), "a path");
  }

  /** Kept as text: the folder may be on any storage. */
  private Optional<String> text(Option option) {
    return value(option, text -> text, text -> !text.isEmpty(), "a path");
  }

  private Optional<LocalDate> date(Option option) {
    return value(option, LocalDate::parse, date -> true, "a date as YYYY-MM-DD");
  }

  private <T> Optional<T> choice(Option option, Map<String, T> choices) {
    String words = String.join(" or ", choices.keySet().stream().sorted().toList());
    return value(
        option,
        text -> {
          T chosen = choices.get(text);
          if (chosen == null) {
            throw new IllegalArgumentException(text);
          }
          return chosen;
        },
        chosen -> true,
        words);
  }

  private <T> Optional<T> needed(Option option, Optional<T> value, String meaning) {
    if (Option.of(command).contains(option) && !typed.has(option) && !isToldOf(option)) {
      problems.add(option.flag() + " is missing: " + option.flag() + " " + meaning);
    }
    return value;
  }

  /** An option without its value is a problem already. */
  private boolean isToldOf(Option option) {
    return problems.contains(Wording.withoutValue(option.flag()));
  }

  private <T> Optional<T> value(
      Option option, Function<String, T> reading, Predicate<T> valid, String expected) {
    return typed.all(option).stream()
        .findFirst()
        .flatMap(
            text -> {
              Optional<T> value = text.startsWith("--") ? Optional.empty() : attempt(reading, text);
              Optional<T> sound = value.filter(valid);
              if (sound.isEmpty()) {
                problems.add(option.flag() + " needs " + expected + ", not '" + text + "'");
              }
              return sound;
            });
  }

  private static <T> Optional<T> attempt(Function<String, T> reading, String text) {
    try {
      return Optional.of(reading.apply(text));
    } catch (DateTimeParseException | IllegalArgumentException unreadable) {
      // The reader is told what was expected instead.
      return Optional.empty();
    }
  }
}
