package io.clientele.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table as aligned text: the first column to the left, the others to the right.
 *
 * @param heads one a column
 * @param rows cells, as many as heads; a row of one cell alone is a heading within the table
 */
record TextTable(List<String> heads, List<List<String>> rows) {
  private static final String GAP = "  ";

  /** Keeps its own copies. */
  TextTable {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns the lines, the heads underlined. */
  List<String> lines(Glyphs glyphs) {
    List<Integer> widths = IntStream.range(0, heads.size()).mapToObj(this::width).toList();
    int whole =
        widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (heads.size() - 1);
    List<String> lines = new ArrayList<>();
    lines.add(line(heads, widths));
    lines.add(glyphs.rule(whole));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(heads.get(column).length()),
            rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length()))
        .max()
        .orElse(0);
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String space = " ".repeat(widths.get(column) - cell.length());
      line.append(column == 0 ? cell + space : GAP + space + cell);
    }
    return line.toString().stripTrailing();
  }
}
