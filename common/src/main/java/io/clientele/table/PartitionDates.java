package io.clientele.table;

import io.clientele.schema.TableSchema;

/** The dates of a table that is partitioned by one. */
final class PartitionDates {

  private PartitionDates() {}

  /** Refuses a table that is kept whole: to ask for its dates is a mistake of the caller. */
  static void require(TableSchema table) {
    if (table.partition().isEmpty()) {
      throw keptWhole(table);
    }
  }

  /** Returns the column the table is partitioned by. */
  static String column(TableSchema table) {
    return table.partition().orElseThrow(() -> keptWhole(table));
  }

  private static IllegalArgumentException keptWhole(TableSchema table) {
    return new IllegalArgumentException(table.name() + " is kept whole");
  }
}
