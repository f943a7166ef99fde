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
 * What Parquet need not do for the columns of large tables.
 *
 * <p>Where nearly every row has a value of its own it would look each value up in a dictionary,
 * find it too large after a megabyte, and write the values again without: a tenth of what an ingest
 * takes.
 *
 * <p>Least and greatest values let a reader leave out the parts of a file that hold none of what it
 * asks for. Rows are dealt by a hash of their key, so that every part holds nearly everything, but
 * for what lies in time: days of orders are files of their own. Only of those columns they are
 * kept; to keep them of all was 4% of what features take.
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

  private static final Set<ColumnType> IN_TIME = Set.of(ColumnType.INSTANT, ColumnType.DAY);

  private static final String DICTIONARY = "spark.hadoop.parquet.enable.dictionary#";
  private static final String STATISTICS = "spark.hadoop.parquet.column.statistics.enabled#";
  private static final String MONEY_UNITS = "_units";

  private PlainColumns() {}

  /** Returns the settings of Hadoop that say so, as settings of a session. */
  static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    // How many bytes each page holds is for readers that plan by it; Spark and DuckDB do not.
    settings.put("spark.hadoop.parquet.size.statistics.enabled", "false");
    for (TableSchema table : LARGE) {
      for (TableColumn column : table.columns()) {
        if (isManyValued(table, column)) {
          settings.put(DICTIONARY + column.name(), "false");
        }
        if (!IN_TIME.contains(column.type())) {
          settings.put(STATISTICS + column.name(), "false");
        }
      }
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
