package io.clientele.table;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The port to storage: jobs never see a path or a format.
 *
 * <p>Rows given to a write need every column of the table and may have more; they are cast and put
 * in order. A failed write leaves what was there readable. Another writer of the same table and
 * date is a {@code ClienteleException} with exit code 5.
 */
public interface Tables {

  /** Returns the table as it stands, lazily; without rows where it was never written. */
  Dataset<Row> read(TableSchema table);

  /** Returns the dates a partitioned table holds, ascending. */
  List<LocalDate> dates(TableSchema table);

  /**
   * Replaces exactly one date of a partitioned table; no rows leave the date empty.
   *
   * @return rows written
   */
  long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows);

  /**
   * Replaces a table that is kept whole.
   *
   * @return rows written
   */
  long replaceAll(TableSchema table, Dataset<Row> rows);

  /** Adds rows to a table that is kept whole. */
  void append(TableSchema table, Dataset<Row> rows);

  /** Returns where the table is, for people. */
  String location(TableSchema table);

  /** Returns what readers of this warehouse should know of its storage, in a sentence, if so. */
  default Optional<String> caution() {
    return Optional.empty();
  }

  /** Returns the version of the table that {@link #read} sees, as text; empty text before any. */
  String version(TableSchema table);

  /** Returns the upkeep of a table that was written before. */
  Upkeep upkeep(TableSchema table);
}
