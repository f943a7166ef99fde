package io.clientele.report;

import java.util.List;
import java.util.Map;

/**
 * A chart, and the table behind it for those who cannot or do not want to see it.
 *
 * @param id unique within the page
 * @param title what is shown, with the unit
 * @param kind how it is drawn, a function of report.js; empty text: the table alone
 * @param data what that function is given
 * @param table the same numbers as a table
 */
public record Chart(String id, String title, String kind, Map<String, Object> data, Grid table) {

  /** Keeps its own copy. */
  public Chart {
    data = Map.copyOf(data);
  }

  /** Returns a table without a chart. */
  static Chart ofTable(String id, String title, Grid table) {
    return new Chart(id, title, "", Map.of(), table);
  }

  /** Returns whether there is something to draw. */
  public boolean isDrawn() {
    return !kind.isEmpty();
  }

  /**
   * A table of texts; the first column names the row.
   *
   * @param heads the heads of the columns
   * @param rows the cells, a list for each row
   */
  public record Grid(List<String> heads, List<List<String>> rows) {

    /** Keeps its own copies. */
    public Grid {
      heads = List.copyOf(heads);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
