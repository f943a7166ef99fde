package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A warehouse whose process dies after some writes, the log of runs aside. */
record DyingTables(Tables tables, AtomicInteger left, RuntimeException kill)
    implements TablesAround {
  @Override
  public long rewriteDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    write();
    return tables.rewriteDate(table, date, rows);
  }

  @Override
  public long replaceAll(TableSchema table, Dataset<Row> rows) {
    write();
    return tables.replaceAll(table, rows);
  }

  @Override
  public void append(TableSchema table, Dataset<Row> rows) {
    // A process that is killed leaves no row.
  }

  private void write() {
    if (left.getAndDecrement() == 0) {
      throw kill;
    }
  }
}
