package io.clientele.schema;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the warehouse.
 *
 * @param name its name, also its folder
 * @param comment its grain and purpose
 * @param key the columns that identify a row
 * @param partition the date column it is partitioned by; empty for tables kept whole
 * @param columns its columns in order
 */
public record TableSchema(
    String name,
    String comment,
    List<String> key,
    Optional<String> partition,
    List<TableColumn> columns) {

  /** Keeps its own copy of the lists. */
  public TableSchema {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** Returns whether a column has that name. */
  public boolean has(String column) {
    return columns.stream().map(TableColumn::name).anyMatch(column::equals);
  }

  /** Returns the Spark schema, comments included. */
  public StructType structType(Money money) {
    return new StructType(
        columns.stream().map(column -> column.field(money)).toArray(StructField[]::new));
  }

  /**
   * Returns the rows with exactly this table's columns, in order, cast to their types and carrying
   * their comments; an input column of another name is dropped.
   */
  public Dataset<Row> conform(Dataset<Row> rows, Money money) {
    return rows.select(
        columns.stream()
            .map(
                column ->
                    col(column.name())
                        .cast(column.type().at(money))
                        .as(column.name(), column.metadata()))
            .toArray(Column[]::new));
  }
}
