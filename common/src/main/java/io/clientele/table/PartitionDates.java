package io.clientele.table;

import io.clientele.schema.TableSchema;

/** The dates of a table that is partitioned by one. */
final class PartitionDates {

  private PartitionDates() {}

  /** Returns the column the table is partitioned by. */
  static String column(TableSchema table) {
    return table
        .partition()
        .orElseThrow(() -> new IllegalArgumentException(table.name() + " is kept whole"));
  }
}
