package io.clientele.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts of a shop of ten customers that has everything a report can tell of: full-facts.txt. */
final class FullFacts {
  static final LocalDate DATE = LocalDate.parse("2025-03-31");

  /** What nobody should be able to smuggle into a page. */
  static final String HOSTILE = "</script><img src=x onerror=\"document.title='taken'\">";

  private FullFacts() {}

  static Facts of(Locale language) {
    return ofHistory(500, language);
  }

  /** Facts of a shop that has sold for so many days. */
  static Facts ofHistory(long days, Locale language) {
    return new Facts(
        "Tom & Jerry's " + HOSTILE,
        DATE,
        new Figures(language, "EUR"),
        tables(),
        Optional.of(
            new Facts.Rhythm(
                "rhythm",
                DATE,
                1234,
                days,
                Optional.of(20.4),
                List.of(new Facts.Limit(1, 21, 26, 32), new Facts.Limit(9, 21, 77, 96)))),
        "1.2.3");
  }

  /** Facts without the columns whose names hold a word. */
  static Facts without(String word, Locale language) {
    Map<String, List<Fact>> tables = new HashMap<>();
    tables()
        .forEach(
            (name, facts) ->
                tables.put(name, facts.stream().map(fact -> without(word, fact)).toList()));
    Facts all = of(language);
    return new Facts(all.shop(), all.date(), all.figures(), tables, all.rhythm(), all.version());
  }

  private static Fact without(String word, Fact fact) {
    Map<String, @Nullable Object> cells = new HashMap<>(fact.cells());
    cells.keySet().removeIf(column -> column.contains(word));
    return new Fact(cells);
  }

  private static Map<String, List<Fact>> tables() {
    Map<String, List<Fact>> tables = new HashMap<>();
    text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" \\| "))
        .forEach(
            parts -> tables.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(fact(parts)));
    return tables;
  }

  private static Fact fact(String[] parts) {
    Map<String, @Nullable Object> cells = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('=');
      cells.put(
          parts[i].substring(0, end),
          value(parts[i].substring(end + 1).replace("{hostile}", HOSTILE)));
    }
    return new Fact(cells);
  }

  private static Object value(String text) {
    if (text.matches("\\d+")) {
      return Long.valueOf(text);
    }
    if (text.matches("\\d+\\.\\d+")) {
      return Double.valueOf(text);
    }
    return text.equals("true") ? (Object) true : text;
  }

  private static String text() {
    try (InputStream stream = FullFacts.class.getResourceAsStream("full-facts.txt")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
