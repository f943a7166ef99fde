package io.clientele.family;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Columns that are added together. One after another, each would be a plan of its own around the
 * hundred columns of a labelled customer, and planning is most of what a small shop costs.
 */
final class Added {

  private Added() {}

  /** Adds columns, in the order of their names; none of them reads another. */
  static Dataset<Row> to(Dataset<Row> rows, Map<String, Column> columns) {
    return rows.withColumns(new TreeMap<>(columns));
  }
}
