package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;

/**
 * What export wrote.
 *
 * @param folder where it is
 * @param tables what there is of each table
 * @param notes what the reader should know
 */
public record Exported(String folder, List<Part> tables, List<String> notes) {

  /** Keeps its own copies. */
  public Exported {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /**
   * What was written of a table.
   *
   * @param table the table
   * @param dates the dates, ascending, a file each; none for a table that is kept whole
   * @param rows their rows
   */
  public record Part(TableSchema table, List<LocalDate> dates, long rows) {

    /** Keeps its own copy. */
    public Part {
      dates = List.copyOf(dates);
    }
  }
}
