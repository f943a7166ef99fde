package io.clientele.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what Clientele wrote as Parquet against what DuckDB wrote, row by row and column by column:
 * {@code Agreement WAREHOUSE DUCKDB_FOLDER SEGMENT_DATE}. Whole numbers, money, days and texts have
 * to be equal, real numbers to a part in 10^9. Exit code 1 where anything differs.
 */
public final class Agreement {
  private static final String NEAR =
      "abs(ours.%1$s - theirs.%1$s) <= 1e-9 * greatest(1, abs(theirs.%1$s))";

  private final Connection connection;
  private long differing;

  private Agreement(Connection connection) {
    this.connection = connection;
  }

  /** Compares, and prints a line for every column. */
  public static void main(String[] arguments) throws SQLException {
    String warehouse = arguments[0];
    String other = arguments[1];
    String date = "/segment_date=" + arguments[2] + "/*.parquet";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      Agreement agreement = new Agreement(connection);
      agreement.compare("orders", "order_id", warehouse + "/orders/*.parquet", other);
      for (String table : List.of("customer_features", "customer_segments")) {
        agreement.compare(table, "customer_id", warehouse + "/" + table + date, other);
      }
      if (agreement.differing > 0) {
        System.out.println("DIFFERENT: " + agreement.differing + " values");
        System.exit(1);
      }
    }
  }

  private void compare(String table, String key, String files, String other) throws SQLException {
    run("CREATE OR REPLACE TEMP VIEW ours AS FROM read_parquet('%s')".formatted(files));
    run(
        "CREATE OR REPLACE TEMP VIEW theirs AS FROM read_parquet('%s/%s.parquet')"
            .formatted(other, table));
    Map<String, String> theirs = columns("theirs");
    Set<String> missing = new TreeSet<>(theirs.keySet());
    missing.removeAll(columns("ours").keySet());
    if (!missing.isEmpty()) {
      throw new IllegalStateException(table + " of Clientele lacks " + missing);
    }
    List<String> selected = new ArrayList<>();
    List<String> names = new ArrayList<>();
    selected.add("count(ours.%s)".formatted(key));
    selected.add("count(theirs.%s)".formatted(key));
    selected.add("count_if(ours.%1$s IS NULL OR theirs.%1$s IS NULL)".formatted(key));
    names.add("rows");
    theirs.forEach(
        (name, type) -> {
          if (!name.equals(key)) {
            selected.addAll(compared(name, type));
            names.add(name);
          }
        });
    report(
        table,
        names,
        "SELECT %s FROM ours FULL JOIN theirs ON ours.%s = theirs.%s"
            .formatted(String.join(", ", selected), key, key));
  }

  private static List<String> compared(String name, String type) {
    String total =
        type.equals("VARCHAR") || type.equals("BOOLEAN") || type.startsWith("DATE")
            ? "bit_xor(hash(%s.%s))"
            : type.startsWith("TIMESTAMP")
                ? "sum(epoch_us(%s.%s))"
                : type.equals("DOUBLE") ? "round(sum(%s.%s), 6)" : "sum(%s.%s)";
    String equal = "ours.%1$s IS NOT DISTINCT FROM theirs.%1$s".formatted(name);
    if (type.equals("DOUBLE")) {
      equal = "coalesce(" + NEAR.formatted(name) + ", " + equal + ")";
    } else if (type.startsWith("TIMESTAMP")) {
      equal = "epoch_us(ours.%1$s) IS NOT DISTINCT FROM epoch_us(theirs.%1$s)".formatted(name);
    }
    return List.of(
        total.formatted("ours", name),
        total.formatted("theirs", name),
        "count_if(NOT (" + equal + "))");
  }

  private void report(String table, List<String> names, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      for (int i = 0; i < names.size(); i++) {
        long different = row.getLong(3 * i + 3);
        differing += different;
        System.out.printf(
            "%-18s %-26s %22s %22s %8d%n",
            table, names.get(i), row.getString(3 * i + 1), row.getString(3 * i + 2), different);
      }
    }
  }

  private Map<String, String> columns(String view) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + view)) {
      while (rows.next()) {
        columns.put(rows.getString(1), rows.getString(2));
      }
    }
    return columns;
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
