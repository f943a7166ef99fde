package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What becomes of a table that is kept whole.
 *
 * @param table the table
 * @param rows the rows that come
 * @param gone the rows that go; empty where all do
 */
record TableChange(TableSchema table, Dataset<Row> rows, Optional<Gone> gone) {

  /**
   * Rows that go.
   *
   * @param columns what names them
   * @param keys the values, each once
   */
  record Gone(List<String> columns, Dataset<Row> keys) {}

  static TableChange whole(TableSchema table, Dataset<Row> rows) {
    return new TableChange(table, rows, Optional.empty());
  }

  static TableChange part(TableSchema table, Dataset<Row> rows, Gone gone) {
    return new TableChange(table, rows, Optional.of(gone));
  }

  /** Writes it; returns how many rows came. */
  long write(Tables tables, String version) {
    return gone.isPresent()
        ? tables.replaceKeys(table, gone.get().columns(), gone.get().keys(), rows, version)
        : tables.replaceAll(table, rows);
  }

  /** Returns the table as it will be. */
  Dataset<Row> after(Tables tables) {
    return gone.isPresent()
        ? tables
            .read(table)
            .join(
                gone.get().keys(),
                scala.jdk.javaapi.CollectionConverters.asScala(gone.get().columns()).toSeq(),
                "left_anti")
            .unionByName(rows)
        : rows;
  }
}
