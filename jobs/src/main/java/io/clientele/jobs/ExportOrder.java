package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.table.PlainFormat;
import java.util.List;
import java.util.Optional;

/**
 * What to export.
 *
 * @param tables the tables asked for by name; empty: all results that the warehouse has
 * @param dates which dates of tables that have any
 * @param format how the files look
 * @param folder where they go, on any storage that Spark writes to
 */
public record ExportOrder(
    Optional<List<TableSchema>> tables, ExportedDates dates, PlainFormat format, String folder) {

  /** Keeps its own copy. */
  public ExportOrder {
    tables = tables.map(List::copyOf);
  }
}
