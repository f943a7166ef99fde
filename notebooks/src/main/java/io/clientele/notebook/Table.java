package io.clientele.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * Rows to look at.
 *
 * @param columns what the columns are called
 * @param numeric whether each holds numbers, which stand to the right
 * @param rows the values, as text
 */
public record Table(List<String> columns, List<Boolean> numeric, List<List<String>> rows) {
  /** More rows than anybody reads; the rest is left out, and the table says so. */
  private static final int LIMIT = 40;

  private static final String MORE = "…";

  /** Keeps its own copies. */
  public Table {
    columns = List.copyOf(columns);
    numeric = List.copyOf(numeric);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Takes in the first rows of a dataset. */
  static Table of(Dataset<Row> dataset) {
    StructField[] fields = dataset.schema().fields();
    List<List<String>> rows = new ArrayList<>();
    for (Row row : dataset.takeAsList(LIMIT + 1)) {
      rows.add(
          IntStream.range(0, fields.length)
              .mapToObj(
                  index ->
                      rows.size() < LIMIT
                          ? Values.text(fields[index].name(), row.get(index))
                          : MORE)
              .toList());
    }
    return new Table(
        Arrays.stream(fields).map(field -> Values.heading(field.name())).toList(),
        Arrays.stream(fields).map(field -> field.dataType() instanceof NumericType).toList(),
        rows);
  }

  /** Returns it as HTML. */
  String html() {
    StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
    for (int index = 0; index < columns.size(); index++) {
      html.append(cell("th", columns.get(index), index));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int index = 0; index < row.size(); index++) {
        html.append(cell("td", row.get(index), index));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  /** Returns it as text, for whatever shows no HTML. */
  String text() {
    StringBuilder text = new StringBuilder(String.join(" | ", columns)).append('\n');
    rows.forEach(row -> text.append(String.join(" | ", row)).append('\n'));
    return text.toString();
  }

  private String cell(String tag, String value, int column) {
    String side = numeric.get(column) ? "right" : "left";
    return "<%s style=\"text-align: %s\">%s</%s>".formatted(tag, side, escaped(value), tag);
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
