package io.clientele.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/** What the cells of a CSV file hold. */
final class CsvColumns {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What makes a spreadsheet compute a cell instead of showing it. */
  private static final String FORMULA = "^[=+\\-@\\t\\r]";

  private CsvColumns() {}

  /** Returns the options of Spark's writer, with times as they are in a zone. */
  static Map<String, String> options(ZoneId zone) {
    return Map.of(
        "header", "true",
        "encoding", "UTF-8",
        // A quote within quotes is doubled.
        "escape", "\"",
        // Blanks at the ends belong to the text.
        "ignoreLeadingWhiteSpace", "false",
        "ignoreTrailingWhiteSpace", "false",
        "timeZone", zone.getId(),
        "dateFormat", "yyyy-MM-dd",
        "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");
  }

  /** Returns a table's columns as cells that text can hold. */
  static List<Column> of(TableSchema table, PlainFormat format) {
    List<Column> cells = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      // The first bytes of a file are those of the first name in its header.
      String mark = format == PlainFormat.SPREADSHEET && cells.isEmpty() ? BYTE_ORDER_MARK : "";
      cells.add(cell(column, format).as(mark + column.name()));
    }
    return cells;
  }

  private static Column cell(TableColumn column, PlainFormat format) {
    Column value = col(column.name());
    return switch (column.type()) {
      case TEXT -> format == PlainFormat.SPREADSHEET ? shown(value) : value;
      case TEXT_MAP, TEXT_LIST -> to_json(value);
      // As a number, 0 with twelve digits would be 0E-12.
      case MONEY, RAW_AMOUNT, QUANTITY, LOG_SUM -> value.cast("string");
      case DAY, INSTANT, WHOLE, COUNT, RATIO, FLAG -> value;
    };
  }

  private static Column shown(Column text) {
    return when(text.rlike(FORMULA), concat(lit("'"), text)).otherwise(text);
  }
}
