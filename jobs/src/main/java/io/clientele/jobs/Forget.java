package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.AllTables;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.Identities;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Forgets people: puts them on the list of those that no ingest takes in, takes their rows out of
 * every table, and removes all files that held them. Sums over many people stay as they are.
 *
 * <p>Killed and started again it goes on: the list comes first, and rejected rows that name nobody
 * go before anything that tells whose orders they are of.
 */
public final class Forget implements Job {
  private final Set<String> ids;
  private final Consumer<Forgotten> told;

  /** Forgets the customers of these ids, and tells what that comes to before it takes rows out. */
  public Forget(Set<String> ids, Consumer<Forgotten> told) {
    this.ids = Set.copyOf(ids);
    this.told = told;
  }

  /** Returns what would be done; nothing is changed. */
  public static Forgotten plan(Run run, Set<String> ids) {
    List<TableSchema> tables = ofPeople(run);
    PersonIds.Known known = new PersonIds(run).knownBy(ids);
    long listed = new SuppressionList(run).missing(ids).size();
    return forgotten(new PersonalRows(run, known.ids(), tables), tables, known, listed);
  }

  @Override
  public RunReport run(Run run) {
    List<TableSchema> tables = ofPeople(run);
    RefusedFile.remove(run);
    Stages stages = new Stages(run);
    SuppressionList list = new SuppressionList(run);
    // A person may have several ids and keys: by none of them may they come in again.
    PersonIds.Known known = new PersonIds(run).knownBy(ids);
    long asked = list.missing(ids).size();
    List<String> missing = list.missing(known.all());
    if (!missing.isEmpty()) {
      stages.write(ForgottenCustomers.SCHEMA, () -> list.add(missing));
    }
    PersonalRows people =
        stages.compute("looking for them", () -> new PersonalRows(run, known.ids(), tables));
    told.accept(forgotten(people, tables, known, asked));
    replace(run, stages, RejectedRows.SCHEMA, people.ofOrders(), () -> people.withoutTheirOrders());
    for (TableSchema table : tables) {
      replace(run, stages, table, people.naming(table), () -> people.without(table));
    }
    // No reader is left at a version whose files go.
    run.tables().republishAlone();
    for (TableSchema table : tables) {
      // Also where no row is theirs now: an ingest may have dropped them, and old files hold them.
      stages.compute(
          "removing files of " + table.name(), () -> run.tables().upkeep(table).sweep(0));
    }
    return stages.report();
  }

  private static List<TableSchema> ofPeople(Run run) {
    // Who else somebody is stands in identities: a forget that is started again needs it.
    return Warehouse.tables(run).stream()
        .filter(AllTables.ofPeople()::contains)
        .sorted(Comparator.comparing(table -> table.equals(Identities.SCHEMA)))
        .toList();
  }

  private static Forgotten forgotten(
      PersonalRows people, List<TableSchema> tables, PersonIds.Known asked, long listed) {
    return new Forgotten(
        new Forgotten.People(asked.names().size(), asked.among(people.known()), listed),
        tables.stream().map(table -> rows(table, people.going(table))).toList());
  }

  private static ForgottenRows rows(TableSchema table, Map<Optional<LocalDate>, Long> going) {
    return new ForgottenRows(
        table,
        going.values().stream().mapToLong(Long::longValue).sum(),
        going.keySet().stream().flatMap(Optional::stream).count());
  }

  /** Only dates that hold somebody are written again. */
  private static void replace(
      Run run,
      Stages stages,
      TableSchema table,
      Map<Optional<LocalDate>, Long> going,
      Supplier<Dataset<Row>> kept) {
    if (going.isEmpty()) {
      return;
    }
    stages.write(
        table,
        () ->
            going.keySet().stream()
                .sorted(Comparator.comparing(date -> date.orElse(LocalDate.MIN)))
                .mapToLong(date -> replace(run, table, date, kept.get()))
                .sum());
  }

  private static long replace(
      Run run, TableSchema table, Optional<LocalDate> date, Dataset<Row> kept) {
    if (date.isEmpty()) {
      return run.tables().replaceAll(table, kept);
    }
    Column ofDate = col(table.partition().orElseThrow()).equalTo(date.get());
    return run.tables().rewriteDate(table, date.get(), kept.filter(ofDate));
  }
}
