package io.clientele.cli;

import io.clientele.jobs.ExportOrder;
import io.clientele.jobs.ExportedDates;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Nearest;
import io.clientele.table.PlainFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Understands what export was asked for; what it cannot understand it adds to the problems. */
final class ExportReader {
  private static final String ALL = "all";
  private static final Map<String, TableSchema> TABLES = new LinkedHashMap<>();

  static {
    Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
        .forEach(table -> TABLES.put(table.name(), table));
  }

  private final Typed typed;
  private final List<String> problems;

  ExportReader(Typed typed, List<String> problems) {
    this.typed = typed;
    this.problems = problems;
  }

  /** Returns the words for formats. */
  static List<String> formats() {
    return Stream.of(PlainFormat.values())
        .map(format -> format.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * Returns the order.
   *
   * @param asOf the one date that was asked for
   * @param from the first date
   * @param to the last date
   * @param format one of the words
   * @param folder where to
   */
  ExportOrder read(
      Optional<LocalDate> asOf,
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      Optional<String> format,
      Optional<String> folder) {
    if (typed.has(Option.AS_OF) && (typed.has(Option.FROM) || typed.has(Option.TO))) {
      problems.add("--as-of is one date, --from and --to are many: give either");
    }
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      problems.add("--from %s is after --to %s".formatted(from.get(), to.get()));
    }
    return new ExportOrder(
        tables(),
        new ExportedDates(
            asOf.or(() -> from),
            asOf.or(() -> to),
            typed.has(Option.UNFINISHED)
                ? ExportedDates.Unfinished.TAKEN
                : ExportedDates.Unfinished.LEFT_OUT),
        PlainFormat.valueOf(format.orElse("parquet").toUpperCase(Locale.ROOT)),
        folder.orElse(""));
  }

  private Optional<List<TableSchema>> tables() {
    List<String> names =
        typed.all(Option.TABLE).stream()
            .flatMap(text -> Stream.of(text.split(",", -1)))
            .map(String::trim)
            .distinct()
            .toList();
    if (names.equals(List.of(ALL))) {
      return Optional.empty();
    }
    List<TableSchema> tables = new ArrayList<>();
    for (String name : names) {
      Optional.ofNullable(TABLES.get(name)).ifPresentOrElse(tables::add, () -> unknown(name));
    }
    return Optional.of(tables);
  }

  private void unknown(String name) {
    String hint =
        Nearest.to(name, TABLES.keySet())
            .map(nearest -> "; did you mean " + nearest + "?")
            .orElse("; the tables are " + String.join(", ", TABLES.keySet()));
    problems.add(
        name.equals(ALL)
            ? "--table needs all or names, not both"
            : "--table knows no table '" + name + "'" + hint);
  }
}
