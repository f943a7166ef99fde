package io.clientele.table;

import static io.clientele.table.Sales.DATED;
import static io.clientele.table.Sales.FIRST;
import static io.clientele.table.Sales.SECOND;
import static io.clientele.table.Sales.WHOLE;
import static io.clientele.table.Sales.contents;
import static io.clientele.table.Sales.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.WarehouseFormat;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a database set, tables are found by name, comments and new dates included. */
@ParameterizedClass
@EnumSource(WarehouseFormat.class)
class CatalogTest {
  private final SparkSession spark = LocalSpark.session();
  private final String database = "tests_" + UUID.randomUUID().toString().replace("-", "");
  @Parameter private WarehouseFormat format = WarehouseFormat.DELTA;
  @TempDir private Path folder = Path.of("");

  @AfterEach
  void drop() {
    spark.sql("DROP DATABASE IF EXISTS `%s` CASCADE".formatted(database));
  }

  @Test
  void tablesAreRegisteredWithTheirComments() {
    Tables tables = open(folder.toString());
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.append(WHOLE, rows(FIRST, "hats 3.00"));

    assertThat(contents(spark.table(name("sales")))).containsExactly("anna 2025-03-30 1.00");
    assertThat(contents(spark.table(name("stock")))).containsExactly("hats 2025-03-30 3.00");
    assertThat(described("sales"))
        .containsEntry("id", "Who's who: the customer's id")
        .containsEntry("sale_date", "Day of the sale")
        .containsEntry("revenue", "Paid; null where unknown");
    assertThat(
            spark
                .sql("DESCRIBE TABLE EXTENDED " + name("sales"))
                .filter("col_name = 'Comment'")
                .head()
                .getString(1))
        .isEqualTo("One row per customer and day; it's small");
  }

  @Test
  void aDateWrittenLaterIsSeenThere() {
    Tables tables = open(folder.toString());
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    assertThat(contents(spark.table(name("sales")))).hasSize(1);
    tables.replaceDate(DATED, SECOND, rows(SECOND, "bert 2.00"));
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 9.00"));

    assertThat(contents(spark.table(name("sales"))))
        .containsExactly("anna 2025-03-30 9.00", "bert 2025-03-31 2.00");
    assertThat(spark.sql("SHOW PARTITIONS " + name("sales")).collectAsList())
        .extracting(row -> String.valueOf(row.get(0)).replaceFirst("sale_date=", ""))
        .containsExactlyInAnyOrder("2025-03-30", "2025-03-31");
  }

  @Test
  void aDateDroppedIsNotSeenThereAnyMore() {
    Tables tables = open(folder.toString());
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "bert 2.00"));
    tables.upkeep(DATED).drop(List.of(FIRST));

    assertThat(contents(spark.table(name("sales")))).containsExactly("bert 2025-03-31 2.00");
    assertThat(spark.sql("SHOW PARTITIONS " + name("sales")).collectAsList()).hasSize(1);
  }

  @Test
  void aDatabaseSetLaterFindsTheOldDatesToo() {
    Sales.open(folder, format).replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    open(folder.toString()).replaceDate(DATED, SECOND, rows(SECOND, "bert 2.00"));

    assertThat(contents(spark.table(name("sales"))))
        .containsExactly("anna 2025-03-30 1.00", "bert 2025-03-31 2.00");
  }

  @Test
  void aRelativeWarehouseIsFoundWhereTheProgramStarted() {
    Tables tables = open("target/" + database);
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));

    assertThat(contents(spark.table(name("sales")))).containsExactly("anna 2025-03-30 1.00");
    assertThat(Path.of("target", database, "sales")).isDirectory();
  }

  private Tables open(String path) {
    return Sales.open(path, format, Optional.of(database));
  }

  private String name(String table) {
    return "`%s`.`%s`".formatted(database, table);
  }

  private Map<String, String> described(String table) {
    Map<String, String> comments = new LinkedHashMap<>();
    for (Row row : spark.sql("DESCRIBE TABLE " + name(table)).collectAsList()) {
      if (!row.isNullAt(2) && !row.getString(0).startsWith("#")) {
        comments.put(row.getString(0), row.getString(2));
      }
    }
    return comments;
  }
}
