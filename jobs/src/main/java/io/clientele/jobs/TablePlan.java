package io.clientele.jobs;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.settings.MaintenanceSettings;
import io.clientele.table.Inventory;
import io.clientele.table.Size;
import io.clientele.table.Upkeep;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * What maintain would do to one table.
 *
 * @param table the table
 * @param held the dates it has, ascending; none where it is kept whole
 * @param dropped those that go, ascending
 * @param before its files as they are
 * @param fragments small files that would be written together
 */
public record TablePlan(
    TableSchema table,
    List<LocalDate> held,
    List<LocalDate> dropped,
    Inventory before,
    Size fragments) {
  /** Tables of which a date is complete or not; of the others every date is. */
  private static final Set<TableSchema> COMPLETED =
      Set.of(
          CustomerSegments.SCHEMA,
          CustomerFeatures.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA);

  /** Keeps its own copies. */
  public TablePlan {
    held = List.copyOf(held);
    dropped = List.copyOf(dropped);
  }

  /** Looks at a table; nothing is changed. */
  static TablePlan of(Run run, TableSchema table, Set<LocalDate> complete) {
    MaintenanceSettings settings = run.settings().maintenance();
    List<LocalDate> held = table.partition().isPresent() ? run.tables().dates(table) : List.of();
    List<LocalDate> dropped =
        new Retention(settings.retention(table), run.asOf())
            .dropped(held, date -> complete.contains(date) || !COMPLETED.contains(table));
    Upkeep upkeep = run.tables().upkeep(table);
    return new TablePlan(
        table, held, dropped, upkeep.inventory(), upkeep.fragments(settings.compaction(), dropped));
  }

  /** Returns the files of the dates that go. */
  public Size gone() {
    return before.of(dropped);
  }
}
