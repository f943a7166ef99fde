package io.clientele.table;

import io.clientele.schema.ColumnType;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The columns that are written to Parquet as they are, as nearly every row has a value of its own.
 * Parquet would look each value up in a dictionary, find it too large after a megabyte, and write
 * the values again without: a tenth of what an ingest takes.
 */
final class PlainColumns {
  private static final List<TableSchema> LARGE =
      List.of(
          Orders.SCHEMA,
          OrderProducts.SCHEMA,
          Sessions.SCHEMA,
          Customers.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA);

  private static final Set<ColumnType> MANY_VALUED =
      Set.of(ColumnType.INSTANT, ColumnType.MONEY, ColumnType.RATIO, ColumnType.LOG_SUM);

  private static final String MONEY_UNITS = "_units";

  private PlainColumns() {}

  /** Returns the settings of Hadoop that say so, as settings of a session. */
  static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (TableSchema table : LARGE) {
      table.columns().stream()
          .filter(column -> isManyValued(table, column))
          .forEach(
              column ->
                  settings.put("spark.hadoop.parquet.enable.dictionary#" + column.name(), "false"));
    }
    return settings;
  }

  private static boolean isManyValued(TableSchema table, TableColumn column) {
    return MANY_VALUED.contains(column.type())
        || column.name().endsWith(MONEY_UNITS)
        || column.name().equals(Customers.CUSTOMER_ID)
        || table.key().equals(List.of(column.name()));
  }
}
