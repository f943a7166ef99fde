package io.clientele.table;

import static io.clientele.table.Sales.DATED;
import static io.clientele.table.Sales.FIRST;
import static io.clientele.table.Sales.SECOND;
import static io.clientele.table.Sales.WHOLE;
import static io.clientele.table.Sales.contents;
import static io.clientele.table.Sales.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.Money;
import io.clientele.schema.TableColumn;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What both formats promise. */
@ParameterizedClass
@EnumSource(WarehouseFormat.class)
class TablesTest {
  private final WarehouseFormat format;
  private final Path folder;
  private final Tables tables;

  TablesTest(WarehouseFormat format, @TempDir Path folder) {
    this.format = format;
    this.folder = folder;
    this.tables = Sales.open(folder, format);
  }

  @Test
  void whatWasNeverWrittenIsEmptyWithItsColumns() {
    assertThat(tables.read(DATED).schema()).isEqualTo(DATED.structType(Sales.MONEY));
    assertThat(contents(tables, DATED)).isEmpty();
    assertThat(tables.dates(DATED)).isEmpty();
    assertThat(tables.version(DATED)).isEmpty();
    assertThat(contents(tables, WHOLE)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDateIsReplacedAndTheOthersStay() {
    tables.replaceDate(DATED, SECOND, rows(SECOND, "anna 1.00", "bert 2.50"));
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 3.00"));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "cleo 4.25"));

    assertThat(contents(tables, DATED))
        .containsExactly("anna 2025-03-30 3.00", "cleo 2025-03-31 4.25");
    assertThat(tables.dates(DATED)).containsExactly(FIRST, SECOND);
  }

  @Test
  void aSecondWriteOfTheSameRowsChangesNothingButTheVersion() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00", "bert 2.50").repartition(2));
    tables.replaceDate(DATED, FIRST, rows(FIRST, "bert 2.50", "anna 1.00"));

    assertThat(contents(tables, DATED))
        .containsExactly("anna 2025-03-30 1.00", "bert 2025-03-30 2.50");
    assertThat(tables.version(DATED))
        .matches(format == WarehouseFormat.DELTA ? "delta 1" : "written 20[^ ]+Z");
  }

  @Test
  void noRowsLeaveTheDateEmpty() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "bert 1.00"));
    tables.replaceDate(DATED, FIRST, rows(FIRST));

    assertThat(contents(tables, DATED)).containsExactly("bert 2025-03-31 1.00");
  }

  @Test
  void aTableWhoseFirstWriteHasNoRowsCanBeRead() {
    tables.replaceDate(DATED, FIRST, rows(FIRST));
    tables.replaceAll(WHOLE, rows(FIRST));

    assertThat(contents(tables, DATED)).isEmpty();
    assertThat(contents(tables, WHOLE)).isEmpty();
    assertThat(tables.version(WHOLE)).isNotEmpty();
  }

  @Test
  void aTableKeptWholeIsReplacedAndAppendedTo() {
    tables.append(WHOLE, rows(FIRST, "hats 1.00"));
    tables.append(WHOLE, rows(SECOND, "caps 2.00"));
    assertThat(contents(tables, WHOLE))
        .containsExactly("caps 2025-03-31 2.00", "hats 2025-03-30 1.00");

    tables.replaceAll(WHOLE, rows(SECOND, "pins 3.00"));
    assertThat(contents(tables, WHOLE)).containsExactly("pins 2025-03-31 3.00");
  }

  @Test
  void rowsOfSomeKeysGoAndOthersCome() {
    tables.replaceAll(WHOLE, rows(FIRST, "hats 1.00", "caps 2.00"));

    assertThat(replaced(rows(FIRST, "hats 1.00"), rows(SECOND, "pins 3.00", "rods 4.00")))
        .isEqualTo(2);
    assertThat(contents(tables, WHOLE))
        .containsExactly("caps 2025-03-30 2.00", "pins 2025-03-31 3.00", "rods 2025-03-31 4.00");
    assertThat(replaced(rows(FIRST), rows(SECOND, "hats 5.00"))).isEqualTo(1);
    assertThat(replaced(rows(FIRST), rows(FIRST))).isZero();
    assertThat(contents(tables, WHOLE))
        .containsExactly(
            "caps 2025-03-30 2.00",
            "hats 2025-03-31 5.00",
            "pins 2025-03-31 3.00",
            "rods 2025-03-31 4.00");
  }

  private long replaced(Dataset<Row> gone, Dataset<Row> rows) {
    List<String> key = List.of("id");
    return tables.replaceKeys(WHOLE, key, gone.select("id"), rows, tables.version(WHOLE));
  }

  @Test
  void columnsKeepTheirTypesAndComments() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.replaceAll(WHOLE, rows(FIRST, "anna 1.00"));

    Map<String, StructField> expected = byName(DATED.structType(Sales.MONEY));
    assertThat(byName(tables.read(DATED).schema())).isEqualTo(expected);
    assertThat(byName(tables.read(WHOLE).schema())).isEqualTo(expected);
  }

  /** Others read the folder without our schema: the comments are in the files, or in the log. */
  @Test
  void whoReadsTheBareFolderSeesTheComments() {
    tables.replaceAll(WHOLE, rows(FIRST, "anna 1.00"));

    StructType bare =
        LocalSpark.session()
            .read()
            .format(format.name().toLowerCase(Locale.ROOT))
            .load(folder.resolve("stock").toString())
            .schema();
    assertThat(Arrays.stream(bare.fields()).map(field -> field.getComment().get()))
        .containsExactlyElementsOf(WHOLE.columns().stream().map(TableColumn::comment).toList());
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThere() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.replaceAll(WHOLE, rows(FIRST, "hats 1.00"));

    assertThatThrownBy(() -> tables.replaceDate(DATED, FIRST, Sales.failing(FIRST)))
        .hasStackTraceContaining("broken in the middle");
    assertThatThrownBy(() -> tables.replaceDate(DATED, SECOND, Sales.failing(SECOND)))
        .hasStackTraceContaining("broken in the middle");
    assertThatThrownBy(() -> tables.replaceAll(WHOLE, Sales.failing(FIRST)))
        .hasStackTraceContaining("broken in the middle");
    assertThatThrownBy(() -> tables.append(WHOLE, Sales.failing(FIRST)))
        .hasStackTraceContaining("broken in the middle");

    Tables next = Sales.open(folder, format);
    assertThat(contents(next, DATED)).containsExactly("anna 2025-03-30 1.00");
    assertThat(next.dates(DATED)).containsExactly(FIRST);
    assertThat(contents(next, WHOLE)).containsExactly("hats 2025-03-30 1.00");
    next.replaceDate(DATED, FIRST, rows(FIRST, "bert 2.00"));
    assertThat(contents(next, DATED)).containsExactly("bert 2025-03-30 2.00");
  }

  @Test
  void anotherMoneyScaleIsRefused() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.append(WHOLE, rows(FIRST, "hats 1.00"));
    Tables others =
        Storage.open(
            LocalSpark.session(),
            new WarehouseSettings(folder.toString(), format, Optional.empty()),
            new Money(4));

    assertRefused(() -> others.replaceDate(DATED, SECOND, rows(SECOND, "bert 1.0000")), "sales");
    assertRefused(() -> others.append(WHOLE, rows(FIRST, "caps 1.0000")), "stock");
    assertThat(contents(tables, DATED)).containsExactly("anna 2025-03-30 1.00");
    assertThat(contents(tables, WHOLE)).containsExactly("hats 2025-03-30 1.00");
  }

  @Test
  void datesOfATableKeptWholeAreAMistakeOfTheCaller() {
    assertThatThrownBy(() -> tables.dates(WHOLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stock is kept whole");
  }

  private void assertRefused(Runnable write, String table) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(
            ClienteleException.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            """
            The stored table has other columns than this version and configuration write: \
            revenue is DECIMAL(18,2) and should be DECIMAL(18,4)
              where: table %s
              mend:  restore shop.money-scale if it was changed, or set warehouse.path to a new \
            folder"""
                .formatted("file:" + folder.resolve(table)));
  }

  private static Map<String, StructField> byName(StructType schema) {
    return Arrays.stream(schema.fields()).collect(Collectors.toMap(StructField::name, it -> it));
  }
}
