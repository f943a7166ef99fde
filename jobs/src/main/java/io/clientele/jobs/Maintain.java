package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.settings.MaintenanceSettings;
import io.clientele.table.Size;
import io.clientele.table.Upkeep;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the warehouse small: drops the dates that the configuration does not keep, writes small
 * files together and removes files that nobody reads. What readers see of other dates stays.
 *
 * <p>customer_segments comes first: with its rows a date stops being complete, so that no later run
 * looks at what is left of it.
 */
public final class Maintain implements Job {
  private final Consumer<Maintained> told;

  /** Tells of every table as it is done. */
  public Maintain(Consumer<Maintained> told) {
    this.told = told;
  }

  /** Returns what would be done to each table that is there; nothing is changed. */
  public static List<Foreseen> plan(Run run) {
    int hours = run.settings().maintenance().vacuumHours();
    Set<LocalDate> complete = CompleteDates.ever(run.tables());
    return Warehouse.tables(run).stream()
        .map(
            table ->
                new Foreseen(
                    TablePlan.of(run, table, complete), run.tables().upkeep(table).unread(hours)))
        .toList();
  }

  @Override
  public RunReport run(Run run) {
    RefusedFile.remove(run);
    Stages stages = new Stages(run);
    List<TableSchema> tables = Warehouse.tables(run);
    Set<LocalDate> complete = CompleteDates.ever(run.tables());
    for (TableSchema table : tables) {
      told.accept(
          stages.compute("maintaining " + table.name(), () -> maintained(run, table, complete)));
    }
    return stages.report();
  }

  private static Maintained maintained(Run run, TableSchema table, Set<LocalDate> complete) {
    MaintenanceSettings settings = run.settings().maintenance();
    TablePlan plan = TablePlan.of(run, table, complete);
    Upkeep upkeep = run.tables().upkeep(table);
    Size freed = plan.dropped().isEmpty() ? Size.NONE : upkeep.drop(plan.dropped());
    if (!plan.fragments().isNone()) {
      upkeep.compact(settings.compaction());
    }
    Size swept = upkeep.sweep(settings.vacuumHours());
    return new Maintained(plan, upkeep.inventory(), freed.plus(swept));
  }
}
