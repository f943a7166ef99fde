package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.AllTables;
import io.clientele.schema.Orders;
import io.clientele.schema.Runs;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.util.List;
import java.util.stream.Stream;

/** What a warehouse has. */
final class Warehouse {

  private Warehouse() {}

  /**
   * Returns the tables that are there.
   *
   * @throws ClienteleException (exit 3) where nothing is, so that a wrong place is not taken for a
   *     tidy one
   */
  static List<TableSchema> tables(Run run) {
    return tables(run.tables());
  }

  /**
   * Returns the tables that are there.
   *
   * @throws ClienteleException (exit 3) where nothing is
   */
  static List<TableSchema> tables(Tables warehouse) {
    List<TableSchema> tables =
        Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
            .filter(table -> !warehouse.version(table).isEmpty())
            .toList();
    // A command that failed here before has left its row in runs.
    if (tables.stream().allMatch(Runs.SCHEMA::equals)) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "There is nothing in this warehouse",
          "table " + warehouse.location(Orders.SCHEMA),
          "correct warehouse.path and warehouse.format, or run the command run first");
    }
    return tables;
  }
}
