package io.clientele.table;

import static io.clientele.table.Sales.DATED;
import static io.clientele.table.Sales.FIRST;
import static io.clientele.table.Sales.SECOND;
import static io.clientele.table.Sales.WHOLE;
import static io.clientele.table.Sales.contents;
import static io.clientele.table.Sales.rows;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.WarehouseFormat;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaFilesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aTableIsMadeAndFilledByOneCommit() throws IOException {
    assertThat(tables().replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00", "bert 2.00")))
        .isEqualTo(2);
    assertThat(tables().replaceAll(WHOLE, rows(FIRST))).isZero();

    assertThat(tables().version(DATED)).isEqualTo("delta 0");
    assertThat(tables().version(WHOLE)).isEqualTo("delta 0");
    assertThat(contents(tables(), WHOLE)).isEmpty();
    assertThat(logOf("sales", ".json")).hasSize(1);
    Row detail =
        LocalSpark.session()
            .sql("DESCRIBE DETAIL delta.`" + folder.resolve("sales") + "`")
            .select("description", "partitionColumns", "properties", "minReaderVersion")
            .head();
    assertThat(detail.getString(0)).isEqualTo(DATED.comment());
    assertThat(detail.getList(1)).containsExactly("sale_date");
    assertThat(detail.<String, String>getJavaMap(2))
        .containsEntry("delta.dataSkippingNumIndexedCols", "0")
        .containsEntry("delta.enableDeletionVectors", "false");
    assertThat(detail.getInt(3)).isEqualTo(1);
  }

  @Test
  void withoutChecksumsTheLogTellsTheSame() throws IOException {
    tables().replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables().replaceDate(DATED, SECOND, rows(SECOND, "bert 2.00"));
    Inventory listed = tables().upkeep(DATED).inventory();
    List<Path> checksums = logOf("sales", ".crc");
    assertThat(checksums).isNotEmpty();
    for (Path checksum : checksums) {
      Files.delete(checksum);
    }
    DeltaLog.clearCache();

    assertThat(contents(tables(), DATED))
        .containsExactly("anna 2025-03-30 1.00", "bert 2025-03-31 2.00");
    assertThat(tables().upkeep(DATED).inventory().visible())
        .containsExactlyInAnyOrderElementsOf(listed.visible());
    assertThat(tables().replaceDate(DATED, SECOND, rows(SECOND, "carl 3.00"))).isEqualTo(1);
    assertThat(contents(tables(), DATED))
        .containsExactly("anna 2025-03-30 1.00", "carl 2025-03-31 3.00");
  }

  @Test
  void aSparkThatCollectsNoStatisticsCountsAllTheSame() {
    String collects = "spark.databricks.delta.stats.collect";
    LocalSpark.session().conf().set(collects, "false");
    try {
      assertThat(tables().replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00", "bert 2.00")))
          .isEqualTo(2);
      assertThat(tables().replaceDate(DATED, SECOND, rows(SECOND))).isZero();
      tables().append(DATED, rows(SECOND, "carl 3.00"));
    } finally {
      LocalSpark.session().conf().unset(collects);
    }
    assertThat(contents(tables(), DATED))
        .containsExactly("anna 2025-03-30 1.00", "bert 2025-03-30 2.00", "carl 2025-03-31 3.00");
  }

  @Test
  void whatHasBeenReadStaysWhatItWas() {
    tables().replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    Dataset<Row> read = tables().read(DATED);

    tables().replaceDate(DATED, FIRST, rows(FIRST, "bert 2.00"));

    assertThat(contents(read)).containsExactly("anna 2025-03-30 1.00");
    assertThat(contents(tables(), DATED)).containsExactly("bert 2025-03-30 2.00");
  }

  @Test
  void onlyFilesThatHoldWhatGoesAreWrittenAnew() {
    Path odd = folder.resolve("a folder, with blanks & more");
    Tables tables = Sales.open(odd, WarehouseFormat.DELTA);
    tables.append(WHOLE, rows(FIRST, "hats 1.00", "caps 2.00"));
    List<String> first = filesOf(tables);
    tables.append(WHOLE, rows(SECOND, "pins 3.00", "rods 4.00"));

    tables.replaceKeys(
        WHOLE,
        List.of("id"),
        rows(SECOND, "pins 3.00", "nuts 9.00").select("id"),
        rows(SECOND, "pins 5.00"),
        tables.version(WHOLE));

    assertThat(contents(tables, WHOLE))
        .containsExactly(
            "caps 2025-03-30 2.00",
            "hats 2025-03-30 1.00",
            "pins 2025-03-31 5.00",
            "rods 2025-03-31 4.00");
    assertThat(filesOf(tables)).containsAll(first);
  }

  @Test
  void whatIsLikelyReplacedLiesInFilesOfItsOwn() {
    Dataset<Row> sales = unsized(rows(FIRST, "anna 1.00", "bert 2.00", "carl 3.00", " 4.00"));
    Column isLikely = col("id").isin("anna", "carl").or(when(col("id").equalTo(""), lit(null)));

    assertThat(tables().replaceAll(WHOLE, tables().apart(sales, isLikely))).isEqualTo(4);

    assertThat(
            tables()
                .read(WHOLE)
                .groupBy(input_file_name())
                .agg(array_join(sort_array(collect_list(col("id"))), "+"))
                .collectAsList())
        .extracting(row -> row.getString(1))
        .containsExactlyInAnyOrder("anna+carl", "+bert");
  }

  @Test
  void fewRowsAreNotDealt() {
    Dataset<Row> few = rows(FIRST, "anna 1.00", "bert 2.00");

    assertThat(tables().apart(few, col("id").equalTo("anna"))).isSameAs(few);
  }

  /** The same rows in one task, of which Spark does not know how many they are. */
  private static Dataset<Row> unsized(Dataset<Row> rows) {
    return LocalSpark.session().createDataFrame(rows.javaRDD().coalesce(1), rows.schema());
  }

  private static List<String> filesOf(Tables tables) {
    return Arrays.asList(tables.read(WHOLE).inputFiles());
  }

  /** Hadoop's own checksums of files are hidden. */
  private List<Path> logOf(String table, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(table).resolve("_delta_log"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9]+\\" + ending))
          .sorted()
          .toList();
    }
  }

  private Tables tables() {
    return Sales.open(folder, WarehouseFormat.DELTA);
  }
}
