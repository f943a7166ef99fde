package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import org.apache.spark.sql.Column;

/**
 * Rows of text files that do not fit their file. The source reader knows nothing of them but how
 * they are written: every logical column is null, so that they belong to no order and nobody.
 */
public final class BrokenRow {

  private BrokenRow() {}

  /** Holds for a broken row of the source reader's. */
  static Column isBroken() {
    return col("broken").isNotNull();
  }

  /** Returns what a rejected row is kept as: its columns as JSON, a broken one as it is written. */
  public static Column text() {
    return coalesce(col("broken"), to_json(col("source_row")));
  }
}
