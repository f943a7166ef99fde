package io.clientele.cli;

import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.ExportOrder;
import io.clientele.jobs.Run;
import io.clientele.sample.SampleSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        asOf(),
        days(),
        typed.has(Option.REFIT) ? Run.Fitting.FORCED : Run.Fitting.WHEN_DUE,
        needed(
            Option.CUSTOMER,
            value(Option.CUSTOMER, text -> text, text -> !text.isBlank(), "a customer's id"),
            "ID, the customer to explain"),
        customers(),
        typed.has(Option.DRY_RUN) ? Options.Effect.SHOWN : Options.Effect.DONE,
        logging(),
        sample(),
        export(),
        command == Command.INIT ? new InitReader(typed, problems).read() : Optional.empty());
  }

  private Optional<LocalDate> asOf() {
    return command.isDated()
        ? needed(Option.AS_OF, date(Option.AS_OF), "DATE, the day to compute, as YYYY-MM-DD")
        : Optional.empty();
  }

  private Optional<ExportOrder> export() {
    if (command != Command.EXPORT) {
      return Optional.empty();
    }
    String meaning = "NAME[,NAME...] or all, what to export";
    needed(Option.TABLE, typed.all(Option.TABLE).stream().findFirst(), meaning);
    return Optional.of(
        new ExportReader(typed, problems)
            .read(
                date(Option.AS_OF),
                date(Option.FROM),
                date(Option.TO),
                choice(Option.FORMAT, ExportReader.formats()),
                needed(Option.OUT, folder(), "FOLDER, where the files go")));
  }

  private Optional<String> folder() {
    return value(Option.OUT, text -> text, text -> !text.isBlank(), "a folder");
  }

  private Optional<Path> customers() {
    return command == Command.FORGET
        ? needed(Option.CUSTOMERS, path(Option.CUSTOMERS), "FILE, their ids, one a line")
        : Optional.empty();
  }

  private Optional<BackfillDays> days() {
    if (command != Command.BACKFILL) {
      return Optional.empty();
    }
    Optional<LocalDate> from =
        needed(Option.FROM, date(Option.FROM), "DATE, the first day to compute, as YYYY-MM-DD");
    Optional<LocalDate> to =
        needed(Option.TO, date(Option.TO), "DATE, the last day to compute, as YYYY-MM-DD");
    Optional<BackfillDays.Every> every =
        value(
            Option.EVERY,
            word ->
                Arrays.stream(BackfillDays.Every.values())
                    .filter(known -> known.word().equals(word))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new),
            known -> true,
            "day, week or month");
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.get().isAfter(to.get())) {
      problems.add("--from %s is after --to %s".formatted(from.get(), to.get()));
      return Optional.empty();
    }
    return Optional.of(
        new BackfillDays(from.get(), to.get(), every.orElse(BackfillDays.Every.DAY)));
  }

  private SampleSettings sample() {
    SampleSettings usual = SampleSettings.defaults();
    if (command != Command.SAMPLE) {
      return usual;
    }
    Optional<Integer> customers =
        value(
            Option.CUSTOMERS,
            Integer::valueOf,
            number -> number >= 1 && number <= SampleSettings.MOST_CUSTOMERS,
            "a whole number from 1 to " + SampleSettings.MOST_CUSTOMERS);
    Optional<Long> seed = value(Option.SEED, Long::valueOf, number -> true, "a whole number");
    Optional<Double> dirt =
        value(
            Option.DIRT,
            Double::valueOf,
            share -> share >= 0 && share <= SampleSettings.MOST_DIRT,
            "a share from 0 to " + SampleSettings.MOST_DIRT + ", such as 0.01");
    Optional<String> out = folder();
    return new SampleSettings(
        customers.orElse(usual.customers()),
        seed.orElse(usual.seed()),
        date(Option.UNTIL).orElse(usual.until()),
        out.orElse(usual.directory()),
        choice(Option.FORMAT, List.of("delta", "parquet")).orElse(usual.format()),
        dirt.orElse(usual.dirt()));
  }

  private Logging logging() {
    Optional<Logging.Format> format =
        choice(Option.LOG, List.of("json", "text"))
            .map(word -> Logging.Format.valueOf(word.toUpperCase(Locale.ROOT)));
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
    // An option of one command, and a setting like any other.
    return Stream.concat(
            typed.all(Option.SET).stream(),
            horizon().stream().map(days -> "judge.horizon-days=" + days))
        .toList();
  }

  private Optional<Integer> horizon() {
    return value(
        Option.HORIZON, Integer::valueOf, days -> days >= 1, "a whole number of days, 1 or more");
  }

  private Optional<Path> path(Option option) {
    return value(option, Path::of, path -> !path.toString().isEmpty(), "a path");
  }

  private Optional<LocalDate> date(Option option) {
    return value(option, LocalDate::parse, date -> true, "a date as YYYY-MM-DD");
  }

  private Optional<String> choice(Option option, List<String> words) {
    return value(option, text -> text, words::contains, String.join(" or ", words));
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
