package io.clientele.notebook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.jfree.chart.axis.SymbolAxis;

/**
 * A side of a heat map.
 *
 * @param label what its categories are
 * @param categories the categories, in order
 */
public record Side(String label, List<String> categories) {

  /** Keeps its own copy. */
  public Side {
    categories = List.copyOf(categories);
  }

  /**
   * Returns the categories that a column of rows has: whole numbers ascending, and texts in the
   * order of this side, those it does not know before them.
   */
  List<String> of(List<Row> rows, int column) {
    Set<Integer> numbers = new TreeSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (Row row : rows) {
      if (row.get(column) instanceof Integer number) {
        numbers.add(number);
      } else {
        texts.add(String.valueOf(row.get(column)));
      }
    }
    List<String> ordered = new ArrayList<>(texts);
    ordered.removeAll(categories);
    ordered.addAll(categories.stream().filter(texts::contains).toList());
    numbers.forEach(number -> ordered.add(String.valueOf(number)));
    return ordered;
  }

  SymbolAxis drawn() {
    SymbolAxis axis = Style.quiet(new SymbolAxis(label, categories.toArray(String[]::new)));
    axis.setGridBandsVisible(false);
    axis.setRange(-0.5, Math.max(1, categories.size()) - 0.5);
    return axis;
  }
}
