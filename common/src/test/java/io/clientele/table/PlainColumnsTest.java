package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Money;
import io.clientele.schema.Orders;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How columns lie in the files, in both formats. */
class PlainColumnsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(WarehouseFormat.class)
  void columnsOfManyValuesHaveNoDictionaryAndTimesHaveLeastAndGreatestValues(WarehouseFormat format)
      throws IOException {
    Tables tables =
        Storage.open(
            LocalSpark.session(),
            new WarehouseSettings(folder.toString(), format, Optional.empty()),
            new Money(2));
    tables.replaceAll(Orders.SCHEMA, orders());

    Map<String, String> columns = columns();
    assertThat(columns)
        .containsEntry(Orders.ORDER_ID, "BINARY plain")
        .containsEntry(Orders.CUSTOMER_ID, "BINARY plain")
        .containsEntry(Orders.GROSS_UNITS, "INT64 plain")
        // Microseconds, not the 96 bits of old.
        .containsEntry(Orders.ORDERED_AT, "INT64 plain, least and greatest")
        .containsEntry(Orders.ORDER_CLASS, "BINARY dictionary")
        .containsEntry(Orders.LINES, "INT64 dictionary")
        .containsEntry(Orders.ORDER_DATE, "INT32 dictionary, least and greatest");
  }

  /** A thousand orders of a few classes, days and lines. */
  private static Dataset<Row> orders() {
    return LocalSpark.session()
        .range(0, 1000, 1, 1)
        .selectExpr(
            "concat('o', id) as order_id",
            "concat('c', id) as customer_id",
            "timestamp_seconds(1700000000 + id) as ordered_at",
            "date '2025-03-30' as order_date",
            "if(id % 9 = 0, 'return', 'purchase') as order_class",
            "id % 4 as lines",
            "id % 3 * 1000 as item_thousandths",
            "id * 101 as gross_units",
            "0L as returned_units",
            "0L as other_units",
            "id * 7 as discount_units",
            "id % 2 = 0 as has_coupon",
            "id * 11 as unit_price_units",
            "id % 4 as priced_lines",
            "false as is_dated_only",
            "cast(null as string) as source_customer_id",
            "cast(null as map<string, string>) as person_keys");
  }

  private Map<String, String> columns() throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(folder)) {
      file = files.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    Map<String, String> columns = new TreeMap<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)))) {
      for (ColumnChunkMetaData chunk : reader.getRowGroups().get(0).getColumns()) {
        boolean hasDictionary = chunk.getEncodings().stream().anyMatch(Encoding::usesDictionary);
        columns.put(
            chunk.getPath().toDotString(),
            chunk.getPrimitiveType().getPrimitiveTypeName()
                + (hasDictionary ? " dictionary" : " plain")
                + (chunk.getStatistics().hasNonNullValue() ? ", least and greatest" : ""));
      }
    }
    return columns;
  }
}
