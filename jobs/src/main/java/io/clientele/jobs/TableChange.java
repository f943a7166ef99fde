package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

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

  /**
   * Writes it.
   *
   * @param version the version of the table that the change was made for
   * @return how many rows came
   */
  long write(Tables tables, String version) {
    if (gone.isEmpty()) {
      return tables.replaceAll(table, rows);
    }
    // They may be made from the table that they are to change, and both ways to it are read twice.
    try (Kept coming = Kept.of(rows);
        Kept going = Kept.of(gone.get().keys())) {
      return tables.replaceKeys(table, gone.get().columns(), going.rows(), coming.rows(), version);
    }
  }

  /**
   * Rows that are at hand while they are needed.
   *
   * @param rows the rows
   * @param isOurs whether nobody else had them at hand: Spark would let go theirs as well
   */
  private record Kept(Dataset<Row> rows, boolean isOurs) implements AutoCloseable {

    static Kept of(Dataset<Row> rows) {
      boolean isOurs = rows.storageLevel().equals(StorageLevel.NONE());
      return new Kept(isOurs ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows, isOurs);
    }

    @Override
    public void close() {
      if (isOurs) {
        rows.unpersist();
      }
    }
  }

  /** Returns the table as it will be. */
  Dataset<Row> after(Tables tables) {
    return gone.isPresent()
        ? tables
            .read(table)
            .join(gone.get().keys(), gone.get().columns().toArray(String[]::new), "left_anti")
            .unionByName(rows)
        : rows;
  }
}
