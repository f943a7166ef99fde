package io.clientele.table;

import io.clientele.settings.CompactionSettings;
import java.time.LocalDate;
import java.util.Collection;

/**
 * The upkeep of one table that exists: what it takes up, and what of it can go. What readers see of
 * dates that stay does not change. Another writer of the same rows is a {@code ClienteleException}
 * with exit code 5.
 */
public interface Upkeep {

  /** Returns the table's files. */
  Inventory inventory();

  /** Returns the small files that {@link #compact} would write together without these dates. */
  Size fragments(CompactionSettings limits, Collection<LocalDate> dropped);

  /** Returns the files that {@link #sweep} would remove now. */
  Size unread(int hours);

  /**
   * Takes dates away from readers, all or nothing of each.
   *
   * @return what is gone from the storage at once
   */
  Size drop(Collection<LocalDate> dates);

  /** Writes small files together where that pays. */
  void compact(CompactionSettings limits);

  /**
   * Removes files that nobody reads, older than these hours.
   *
   * @return what is gone from the storage
   */
  Size sweep(int hours);
}
