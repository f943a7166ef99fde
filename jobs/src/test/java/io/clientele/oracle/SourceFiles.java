package io.clientele.oracle;

import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes source rows where the fixture's configuration looks for them. */
final class SourceFiles {
  private static final List<String> ORDERS =
      with(ShopFixture.ORDER_COLUMNS, "amount", "updated_at");

  private SourceFiles() {}

  /** Writes the three sources as Parquet of texts, in so many files. */
  static void write(OracleShop.Raw raw, Path folder, int partitions) {
    write(raw.orders(), ORDERS, folder.resolve("orders"), partitions);
    write(raw.customers(), ShopFixture.CUSTOMER_COLUMNS, folder.resolve("customers"), partitions);
    write(raw.events(), ShopFixture.EVENT_COLUMNS, folder.resolve("events"), partitions);
  }

  /** Writes the orders alone, each of the given exports into a file of its own. */
  static void writeOrders(List<List<OracleRow>> exports, Path folder) {
    exports.forEach(
        rows ->
            data(rows, ORDERS)
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(folder.resolve("orders").toString()));
  }

  private static List<String> with(List<String> columns, String... more) {
    List<String> all = new ArrayList<>(columns);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  private static void write(
      List<OracleRow> rows, List<String> columns, Path folder, int partitions) {
    data(rows, columns)
        .repartition(partitions)
        .write()
        .mode("overwrite")
        .parquet(folder.toString());
  }

  private static Dataset<Row> data(List<OracleRow> rows, List<String> columns) {
    List<StructField> fields = new ArrayList<>();
    columns.forEach(
        name -> fields.add(DataTypes.createStructField(name, DataTypes.StringType, true)));
    fields.add(DataTypes.createStructField("kept", DataTypes.BooleanType, true));
    List<Row> cells = new ArrayList<>();
    for (OracleRow row : rows) {
      List<Optional<?>> values = new ArrayList<>();
      columns.forEach(name -> values.add(row.raw(name)));
      // Null keeps a row out as much as false does.
      values.add(row.kept() ? Optional.of(true) : no(cells.size()));
      cells.add(RowFactory.create(values.stream().map(value -> value.orElse(null)).toArray()));
    }
    return LocalSpark.session()
        .createDataFrame(cells, new StructType(fields.toArray(StructField[]::new)));
  }

  private static Optional<Boolean> no(int number) {
    return number % 2 == 0 ? Optional.of(false) : Optional.empty();
  }
}
