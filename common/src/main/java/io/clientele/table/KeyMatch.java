package io.clientele.table;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Equality of rows by columns of the same names, null being equal to null. */
final class KeyMatch {

  private KeyMatch() {}

  /** Returns the condition to join two datasets on. */
  static Column of(Dataset<Row> left, Dataset<Row> right, List<String> keys) {
    return keys.stream()
        .map(key -> left.col(key).eqNullSafe(right.col(key)))
        .reduce(Column::and)
        .orElse(functions.lit(true));
  }

  /** Returns the condition in SQL, for two aliases. */
  static String sql(String left, String right, List<String> keys) {
    return String.join(
        " AND ",
        keys.stream().map(key -> "%s.`%s` <=> %s.`%s`".formatted(left, key, right, key)).toList());
  }
}
