package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Guards a stored table against being written with columns of another shape. */
final class StoredSchema {

  private StoredSchema() {}

  /**
   * Does nothing where the stored columns are those of the table.
   *
   * @throws ClienteleException (exit 2) naming every column that differs
   */
  static void check(TableSchema table, Money money, StructType stored, String location) {
    List<String> differences = new ArrayList<>();
    Set<String> storedNames = Set.of(stored.fieldNames());
    for (StructField field : table.structType(money).fields()) {
      if (!storedNames.contains(field.name())) {
        differences.add(field.name() + " is missing");
      } else if (!stored.apply(field.name()).dataType().equals(field.dataType())) {
        differences.add(
            field.name()
                + " is "
                + stored.apply(field.name()).dataType().sql()
                + " and should be "
                + field.dataType().sql());
      }
    }
    if (!differences.isEmpty()) {
      throw ClienteleException.of(
          ExitCode.USAGE,
          "The stored table has other columns than this version and configuration write: "
              + String.join(", ", differences),
          "table " + location,
          "restore shop.money-scale if it was changed, or set warehouse.path to a new folder");
    }
  }
}
