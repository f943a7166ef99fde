package io.clientele.table;

import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Registers tables in the session's catalog, so that BI tools find them and their comments.
 *
 * @param spark the session
 * @param database database to register in; empty: nothing is registered
 */
record Catalog(SparkSession spark, Optional<String> database) {

  /** Registers a Delta table, whose schema stands in its own log. */
  void registerDelta(TableSchema table, String location) {
    database.ifPresent(
        name -> {
          create(name);
          spark.sql(
              "CREATE TABLE IF NOT EXISTS %s USING delta LOCATION %s"
                  .formatted(identifier(name, table.name()), text(location)));
        });
  }

  /** Registers a Parquet table with its comments, and exactly the partitions it has by now. */
  void registerParquet(TableSchema table, Money money, String location) {
    database.ifPresent(
        name -> {
          create(name);
          String identifier = identifier(name, table.name());
          spark.sql(
              "CREATE TABLE IF NOT EXISTS %s (%s) USING parquet%s COMMENT %s LOCATION %s"
                  .formatted(
                      identifier,
                      table.structType(money).toDDL(),
                      table.partition().map(" PARTITIONED BY (%s)"::formatted).orElse(""),
                      text(table.comment()),
                      text(location)));
          if (table.partition().isPresent()) {
            spark.sql("MSCK REPAIR TABLE " + identifier + " SYNC PARTITIONS");
          }
          spark.catalog().refreshTable(identifier);
        });
  }

  private void create(String name) {
    spark.sql("CREATE DATABASE IF NOT EXISTS " + quoted(name));
  }

  private static String identifier(String database, String table) {
    return quoted(database) + "." + quoted(table);
  }

  private static String quoted(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  private static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
