package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import io.clientele.table.Upkeep;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A warehouse around another, to change some of what it does. */
interface TablesAround extends Tables {

  /** Returns the other. */
  Tables tables();

  @Override
  default Dataset<Row> read(TableSchema table) {
    return tables().read(table);
  }

  @Override
  default List<LocalDate> dates(TableSchema table) {
    return tables().dates(table);
  }

  @Override
  default long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    return tables().replaceDate(table, date, rows);
  }

  @Override
  default long rewriteDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    return tables().rewriteDate(table, date, rows);
  }

  @Override
  default Dataset<Row> apart(Dataset<Row> rows, Column isLikelyReplaced) {
    return tables().apart(rows, isLikelyReplaced);
  }

  @Override
  default long replaceAll(TableSchema table, Dataset<Row> rows) {
    return tables().replaceAll(table, rows);
  }

  @Override
  default long replaceKeys(
      TableSchema table, List<String> keys, Dataset<Row> gone, Dataset<Row> rows, String version) {
    return tables().replaceKeys(table, keys, gone, rows, version);
  }

  @Override
  default boolean holds(TableSchema table, String version) {
    return tables().holds(table, version);
  }

  @Override
  default void append(TableSchema table, Dataset<Row> rows) {
    tables().append(table, rows);
  }

  @Override
  default void complete(LocalDate date) {
    tables().complete(date);
  }

  @Override
  default void republish() {
    tables().republish();
  }

  @Override
  default void republishAlone() {
    tables().republishAlone();
  }

  @Override
  default Set<LocalDate> unfinished() {
    return tables().unfinished();
  }

  @Override
  default String location(TableSchema table) {
    return tables().location(table);
  }

  @Override
  default String version(TableSchema table) {
    return tables().version(table);
  }

  @Override
  default Upkeep upkeep(TableSchema table) {
    return tables().upkeep(table);
  }
}
