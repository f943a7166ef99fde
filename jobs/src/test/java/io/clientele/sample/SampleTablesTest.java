package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTablesTest {

  static Stream<BiFunction<SampleTables, Integer, Dataset<Row>>> tables() {
    return Stream.of(
        SampleTables::orderLines,
        SampleTables::customers,
        SampleTables::events,
        SampleTables::truth);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void isTheSameShopWhateverThePartitioning(BiFunction<SampleTables, Integer, Dataset<Row>> table) {
    List<String> one = rows(table.apply(shop(42), 1));
    assertThat(one).hasSizeGreaterThanOrEqualTo(200);

    assertThat(rows(table.apply(shop(42), 2))).isEqualTo(one);
    assertThat(rows(table.apply(shop(42), 7))).isEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void isAnotherShopForAnotherSeed(BiFunction<SampleTables, Integer, Dataset<Row>> table) {
    assertThat(rows(table.apply(shop(43), 1))).isNotEqualTo(rows(table.apply(shop(42), 1)));
  }

  @Test
  void isTheSameShopOnEveryMachine() {
    assertThat(first(shop(42).customers(1))).isEqualTo("");
    assertThat(first(shop(42).orderLines(1))).isEqualTo("");
    assertThat(first(shop(42).events(1))).isEqualTo("");
  }

  private static SampleTables shop(long seed) {
    SampleSettings settings =
        new SampleSettings(200, seed, LocalDate.of(2025, 12, 31), "unused", "parquet", 0.1);
    return new SampleTables(LocalSpark.session(), settings);
  }

  private static List<String> rows(Dataset<Row> table) {
    return table.toJSON().collectAsList().stream().sorted().toList();
  }

  private static String first(Dataset<Row> table) {
    return table.toJSON().first();
  }
}
