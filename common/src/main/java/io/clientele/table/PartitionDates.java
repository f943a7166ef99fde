package io.clientele.table;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The dates of a table that is partitioned by one. */
final class PartitionDates {

  private PartitionDates() {}

  /** Returns the column the table is partitioned by. */
  static String column(TableSchema table) {
    return table
        .partition()
        .orElseThrow(() -> new IllegalArgumentException(table.name() + " is kept whole"));
  }

  /** Returns the dates among the rows, ascending; answered from metadata where the format can. */
  static List<LocalDate> of(TableSchema table, Dataset<Row> rows) {
    String column = column(table);
    return rows.select(col(column).cast("string")).distinct().collectAsList().stream()
        .map(row -> LocalDate.parse(row.getString(0)))
        .sorted()
        .toList();
  }
}
