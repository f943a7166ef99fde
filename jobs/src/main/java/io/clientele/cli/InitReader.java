package io.clientele.cli;

import io.clientele.guess.ReadyShop;
import io.clientele.guess.Request;
import io.clientele.settings.Nearest;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Understands what was typed after init. */
final class InitReader {
  private final Typed typed;
  private final List<String> problems;

  InitReader(Typed typed, List<String> problems) {
    this.typed = typed;
    this.problems = problems;
  }

  /** Returns the order; empty where something is wrong, which is added to the problems. */
  Optional<InitOrder> read() {
    Optional<String> file = typed.argument();
    if (file.isEmpty()) {
      problems.add("a file is missing: clientele init FILE, the shop's orders");
    }
    Optional<ReadyShop> shop = shop();
    Optional<ZoneId> zone = zone();
    Optional<String> currency = currency();
    return file.flatMap(
        path ->
            zone.map(
                known ->
                    new InitOrder(
                        new Request(path, shop, known, currency),
                        Path.of(first(Option.OUT).orElse(InitOrder.USUAL)),
                        typed.has(Option.FORCE)
                            ? InitOrder.Standing.REPLACED
                            : InitOrder.Standing.KEPT)));
  }

  private Optional<ReadyShop> shop() {
    Optional<String> word = first(Option.FROM);
    Optional<ReadyShop> shop = word.flatMap(ReadyShop::of);
    if (word.isPresent() && shop.isEmpty()) {
      problems.add(
          "--from needs one of %s, not '%s'"
              .formatted(String.join(", ", ReadyShop.words()), word.get()));
    }
    return shop;
  }

  private Optional<ZoneId> zone() {
    Optional<String> text = first(Option.TIME_ZONE);
    if (text.isEmpty()) {
      if (!problems.contains(Wording.withoutValue(Option.TIME_ZONE.flag()))) {
        problems.add(
            "--time-zone is missing: --time-zone ZONE, where the shop's days are counted, such as"
                + " Europe/Berlin");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(text.get()));
    } catch (DateTimeException unknown) {
      problems.add(
          "--time-zone needs a time zone, not '%s'%s"
              .formatted(
                  text.get(),
                  Nearest.to(text.get(), ZoneId.getAvailableZoneIds())
                      .map(nearest -> "; did you mean " + nearest + "?")
                      .orElse("")));
      return Optional.empty();
    }
  }

  private Optional<String> currency() {
    Optional<String> code = first(Option.CURRENCY).map(text -> text.toUpperCase(Locale.ROOT));
    boolean isKnown =
        code.isEmpty()
            || Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code.get()));
    if (!isKnown) {
      problems.add("--currency needs an ISO 4217 code such as EUR, not '" + code.get() + "'");
    }
    return code;
  }

  private Optional<String> first(Option option) {
    return typed.all(option).stream().findFirst();
  }
}
