package io.clientele.table;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
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
   * Replaces exactly one date of a partitioned table by part of its own rows: the date stays as
   * whole as it was.
   *
   * @return rows written
   */
  long rewriteDate(TableSchema table, LocalDate date, Dataset<Row> rows);

  /**
   * Returns the same rows, dealt so that a table made of them is quick to change: where {@link
   * #replaceKeys} writes whole files anew, rows likely to be replaced come to lie in files of their
   * own.
   *
   * @param isLikelyReplaced of a row; null counts as false
   */
  Dataset<Row> apart(Dataset<Row> rows, Column isLikelyReplaced);

  /**
   * Replaces a table that is kept whole.
   *
   * @return rows written
   */
  long replaceAll(TableSchema table, Dataset<Row> rows);

  /**
   * Replaces rows of a table that is kept whole by others, in one step.
   *
   * @param table a table that stands
   * @param keys columns that name the rows to replace; null counts as a value
   * @param gone the keys of the rows that go, each once; where there are none, rows are only added
   * @param rows the rows that come
   * @param version the version that the rows were made for
   * @return rows that came
   * @throws io.clientele.failure.ClienteleException with exit code 5 where the table is no longer
   *     of that version
   */
  long replaceKeys(
      TableSchema table, List<String> keys, Dataset<Row> gone, Dataset<Row> rows, String version);

  /**
   * Returns whether the table holds the rows it held at a version that {@link #version} gave, for
   * all that was done to its files.
   */
  boolean holds(TableSchema table, String version);

  /** Adds rows to a table that is kept whole. */
  void append(TableSchema table, Dataset<Row> rows);

  /**
   * Tells readers that all tables of the date are new and belong together: the last step but for
   * the row in runs.
   */
  void complete(LocalDate date);

  /** Leads readers to the newest versions; the rows of complete dates are the same there. */
  void republish();

  /**
   * Leads readers to the newest versions and away from all others, before these go: a date that was
   * begun again and not finished is whole no more.
   */
  void republishAlone();

  /**
   * Returns the dates of which a table was replaced, or was about to be, and that were not
   * completed since: as they stand, their tables need not belong together.
   */
  Set<LocalDate> unfinished();

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
