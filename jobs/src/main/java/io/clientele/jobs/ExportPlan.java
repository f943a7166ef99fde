package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.AllTables;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an export copies.
 *
 * @param dates of each table its dates, ascending; none for a table that is kept whole
 * @param notes what is left out, and why
 */
record ExportPlan(Map<TableSchema, List<LocalDate>> dates, List<String> notes) {
  private static final int SHOWN = 5;

  /** Their dates belong together, and are complete together. */
  private static final Set<TableSchema> TOGETHER =
      Stream.concat(AllTables.dated().stream(), AllTables.insights().stream())
          .collect(Collectors.toSet());

  /**
   * Decides.
   *
   * @throws ClienteleException (exit 3) where a table asked for is not there, or has no such date
   */
  static ExportPlan of(Tables tables, ExportOrder order) {
    List<TableSchema> there = Warehouse.tables(tables);
    order.tables().ifPresent(named -> named.forEach(table -> require(tables, there, table)));
    NavigableSet<LocalDate> complete = new TreeSet<>(CompleteDates.of(tables).dates());
    Set<LocalDate> unfinished = tables.unfinished();
    List<String> notes = new ArrayList<>();
    if (order.dates().unfinished() == ExportedDates.Unfinished.LEFT_OUT) {
      order.dates().of(complete).stream()
          .filter(unfinished::contains)
          .map(date -> date + " is left out: it was begun again, and is not finished.")
          .forEach(notes::add);
      complete.removeAll(unfinished);
    }
    Map<TableSchema, List<LocalDate>> dates = new LinkedHashMap<>();
    for (TableSchema table : order.tables().orElseGet(() -> usual(there))) {
      NavigableSet<LocalDate> candidates = candidates(tables, table, order.dates(), complete);
      List<LocalDate> chosen = order.dates().of(candidates);
      if (table.partition().isEmpty() || !chosen.isEmpty()) {
        dates.put(table, chosen);
      } else if (order.tables().isPresent() || TOGETHER.contains(table)) {
        throw without(tables, table, order.dates(), candidates);
      } else {
        notes.add("%s has nothing%s.".formatted(table.name(), order.dates().words()));
      }
    }
    return new ExportPlan(dates, notes);
  }

  /** All results; but with that list and its salt anybody could ask who was forgotten. */
  private static List<TableSchema> usual(List<TableSchema> there) {
    return there.stream()
        .filter(AllTables.results()::contains)
        .filter(table -> !table.equals(ForgottenCustomers.SCHEMA))
        .toList();
  }

  private static NavigableSet<LocalDate> candidates(
      Tables tables, TableSchema table, ExportedDates dates, NavigableSet<LocalDate> complete) {
    if (table.partition().isEmpty()) {
      return new TreeSet<>();
    }
    boolean isTogether = TOGETHER.contains(table);
    NavigableSet<LocalDate> candidates = new TreeSet<>(isTogether ? complete : Set.of());
    if (!isTogether || dates.unfinished() == ExportedDates.Unfinished.TAKEN) {
      // A date of the others is written in one step.
      candidates.addAll(tables.dates(table));
    }
    return candidates;
  }

  private static void require(Tables tables, List<TableSchema> there, TableSchema table) {
    if (!there.contains(table)) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "The table " + table.name() + " was never written",
          "table " + tables.location(table),
          "run the command that writes it first, or name others: "
              + there.stream().map(TableSchema::name).collect(Collectors.joining(", ")));
    }
  }

  private static ClienteleException without(
      Tables tables, TableSchema table, ExportedDates dates, Collection<LocalDate> candidates) {
    String complete = TOGETHER.contains(table) ? "complete date" : "date";
    boolean isLeftOut = dates.unfinished() == ExportedDates.Unfinished.LEFT_OUT;
    List<LocalDate> others = new TreeSet<>(tables.dates(table)).descendingSet().stream().toList();
    return ClienteleException.of(
        ExitCode.INPUT,
        "There is no %s%s in %s".formatted(complete, dates.words(), table.name()),
        "table " + tables.location(table),
        candidates.isEmpty() && isLeftOut && !others.isEmpty()
            ? "run these dates again, or take them as they stand with --unfinished: " + list(others)
            : "name dates it has: "
                + list(new TreeSet<>(candidates).descendingSet().stream().toList()));
  }

  private static String list(List<LocalDate> newestFirst) {
    String shown =
        newestFirst.stream()
            .limit(SHOWN)
            .map(LocalDate::toString)
            .collect(Collectors.joining(", "));
    int more = newestFirst.size() - SHOWN;
    return newestFirst.isEmpty()
        ? "none"
        : more > 0 ? shown + " and %d older".formatted(more) : shown;
  }
}
