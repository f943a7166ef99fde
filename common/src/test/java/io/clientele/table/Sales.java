package io.clientele.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.ColumnType;
import io.clientele.schema.Money;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Two small tables, one partitioned by date and one kept whole, and rows for them. */
final class Sales {
  static final Money MONEY = new Money(2);
  static final LocalDate FIRST = LocalDate.parse("2025-03-30");
  static final LocalDate SECOND = LocalDate.parse("2025-03-31");

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn("id", ColumnType.TEXT, "Who's who: the customer's id"),
          new TableColumn("sale_date", ColumnType.DAY, "Day of the sale"),
          new TableColumn("revenue", ColumnType.MONEY, "Paid; null where unknown"));

  /** One row per customer and day. */
  static final TableSchema DATED =
      new TableSchema(
          "sales",
          "One row per customer and day; it's small",
          List.of("id", "sale_date"),
          Optional.of("sale_date"),
          COLUMNS);

  /** The same columns without partitions. */
  static final TableSchema WHOLE =
      new TableSchema("stock", "One row per thing", List.of("id"), Optional.empty(), COLUMNS);

  private Sales() {}

  static Tables open(Path folder, WarehouseFormat format) {
    return open(folder.toString(), format, Optional.empty());
  }

  static Tables open(String path, WarehouseFormat format, Optional<String> database) {
    return Storage.open(LocalSpark.session(), new WarehouseSettings(path, format, database), MONEY);
  }

  /** Returns rows of a date, each written as {@code id revenue}. */
  static Dataset<Row> rows(LocalDate date, String... sales) {
    List<Row> rows =
        Arrays.stream(sales)
            .map(sale -> sale.split(" ", -1))
            .map(words -> RowFactory.create(words[1], date.toString(), words[0], "not a column"))
            .toList();
    StructType texts =
        new StructType()
            .add("revenue", "string")
            .add("sale_date", "string")
            .add("id", "string")
            .add("more", "string");
    return LocalSpark.session().createDataFrame(rows, texts);
  }

  /** Returns many rows of a date of which the last cannot be computed. */
  static Dataset<Row> failing(LocalDate date) {
    return LocalSpark.session()
        .range(0, 1000, 1, 2)
        .select(
            col("id").cast("string").as("id"),
            lit(date.toString()).as("sale_date"),
            when(col("id").equalTo(999), raise_error(lit("broken in the middle")))
                .otherwise(lit("1.00"))
                .as("revenue"));
  }

  /** Returns the rows as {@code id date revenue}, sorted. */
  static List<String> contents(Tables tables, TableSchema table) {
    return contents(tables.read(table));
  }

  static List<String> contents(Dataset<Row> rows) {
    return rows
        .select(concat_ws(" ", col("id"), col("sale_date"), col("revenue")))
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }
}
