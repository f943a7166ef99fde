package io.clientele.jobs;

import io.clientele.schema.ColumnType;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DuckDB over exported files: each folder is a view. */
final class DuckReader implements AutoCloseable {
  private final Connection connection;

  private DuckReader(Connection connection) {
    this.connection = connection;
  }

  /** Opens an export as Parquet, as docs/bi.md says. */
  static DuckReader parquet(Path export) throws SQLException {
    DuckReader reader = new DuckReader(DriverManager.getConnection("jdbc:duckdb:"));
    for (String table : tables(export)) {
      reader.execute(
          "create view %s as select * from read_parquet('%s/%s/*.parquet')"
              .formatted(table, export, table));
    }
    return reader;
  }

  /** Opens an export as CSV, with the types of the columns. */
  static DuckReader csv(Path export, List<TableSchema> tables) throws SQLException {
    DuckReader reader = new DuckReader(DriverManager.getConnection("jdbc:duckdb:"));
    for (TableSchema table : tables) {
      String types =
          table.columns().stream()
              .map(column -> "'%s': '%s'".formatted(column.name(), type(column)))
              .collect(Collectors.joining(", ", "{", "}"));
      reader.execute(
          "create view %s as select * from read_csv('%s/%s/*.csv', header = true, columns = %s,"
                  .formatted(table.name(), export, table.name(), types)
              + " delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false)");
    }
    return reader;
  }

  private static String type(TableColumn column) {
    return switch (column.type()) {
      case TEXT, TEXT_LIST, TEXT_MAP -> "VARCHAR";
      case DAY -> "DATE";
      case INSTANT -> "TIMESTAMPTZ";
      case WHOLE -> "INTEGER";
      case COUNT -> "BIGINT";
      case RATIO -> "DOUBLE";
      case FLAG -> "BOOLEAN";
      case MONEY -> "DECIMAL(18,2)";
      case RAW_AMOUNT -> "DECIMAL(38,12)";
      case QUANTITY -> "DECIMAL(18,3)";
      case LOG_SUM -> "DECIMAL(20,12)";
    };
  }

  private static List<String> tables(Path export) {
    try (Stream<Path> folders = Files.list(export)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the rows of a table as comparable text, sorted; lists and maps may be JSON. */
  List<String> rows(TableSchema table) throws SQLException {
    List<String> rows = new ArrayList<>();
    String names =
        table.columns().stream()
            .map(column -> "\"" + column.name() + "\"")
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select " + names + " from " + table.name())) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
          ColumnType type = table.columns().get(i).type();
          cells.add(ComparableCell.of(type, result.getObject(i + 1)));
        }
        rows.add(String.join(" | ", cells));
      }
    }
    return rows.stream().sorted().toList();
  }

  /** Returns the answer to a query: the names of its columns, then its rows in order. */
  List<List<String>> answer(String sql) throws SQLException {
    return answer(sql, ComparableCell::plain);
  }

  /** Returns the answer to a query as people read it. */
  List<List<String>> shown(String sql) throws SQLException {
    return answer(
        sql,
        value ->
            value instanceof BigDecimal exact
                ? exact.toPlainString()
                : ComparableCell.plain(value));
  }

  private List<List<String>> answer(String sql, Function<@Nullable Object, String> cell)
      throws SQLException {
    List<List<String>> answer = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        names.add(result.getMetaData().getColumnLabel(i));
      }
      answer.add(names);
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(cell.apply(result.getObject(i)));
        }
        answer.add(cells);
      }
    }
    return answer;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
