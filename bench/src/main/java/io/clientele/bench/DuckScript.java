package io.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs SQL files in DuckDB, one after the other in one connection: {@code DuckScript NAME=VALUE...
 * FILE...}. {@code ${NAME}} stands for the value; rows that a statement gives go to stdout, columns
 * separated by tabs.
 */
public final class DuckScript {

  private DuckScript() {}

  /** Runs the files. */
  public static void main(String[] arguments) throws SQLException, IOException {
    Map<String, String> values = new HashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      for (String argument : arguments) {
        int equals = argument.indexOf('=');
        if (equals > 0) {
          values.put(argument.substring(0, equals), argument.substring(equals + 1));
        } else {
          for (String sql : statements(Files.readString(Path.of(argument)), values)) {
            run(connection, sql);
          }
        }
      }
    }
  }

  /** Splits at semicolons that end a line; lines that are comments fall away. */
  private static List<String> statements(String script, Map<String, String> values) {
    String text =
        script
            .lines()
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n", "", "\n"));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return Arrays.stream(text.split(";\n", -1)).filter(sql -> !sql.isBlank()).toList();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return;
      }
      try (ResultSet rows = statement.getResultSet()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          System.out.println(
              IntStream.rangeClosed(1, columns)
                  .mapToObj(column -> text(rows, column))
                  .collect(Collectors.joining("\t")));
        }
      }
    }
  }

  private static String text(ResultSet rows, int column) {
    try {
      return String.valueOf(rows.getString(column));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
