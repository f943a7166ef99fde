package io.clientele.settings;

import io.clientele.schema.TableSchema;
import java.util.Map;

/**
 * The upkeep of the warehouse by the command maintain.
 *
 * @param vacuumHours hours that files which nobody reads any more stay
 * @param compaction when small files are written together
 * @param retention how long dates stay, by name of the table; tables not named keep all
 */
public record MaintenanceSettings(
    int vacuumHours, CompactionSettings compaction, Map<String, RetentionSettings> retention) {

  /**
   * Hours that Delta itself holds to be safe: what runs longer may still read or write the files.
   */
  public static final int SAFE_VACUUM_HOURS = 168;

  /** Keeps its own copy of the map. */
  public MaintenanceSettings {
    retention = Map.copyOf(retention);
  }

  /** Returns upkeep that drops nothing, with the limits of the documented defaults. */
  public static MaintenanceSettings keepingAll() {
    return new MaintenanceSettings(SAFE_VACUUM_HOURS, new CompactionSettings(8, 16), Map.of());
  }

  /** Returns how long the dates of a table stay. */
  public RetentionSettings retention(TableSchema table) {
    return retention.getOrDefault(table.name(), RetentionSettings.forEver());
  }
}
