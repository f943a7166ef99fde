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
    assertThat(first(shop(42).customers(1)))
        .isEqualTo(
            """
            {"customer_id":"C0000000","registered_at":"2023-01-09T17:56:13.000Z",\
            "email":"customer-0000000@example.org","country":"FR","consent":true}""");
    assertThat(first(shop(42).orderLines(1)))
        .isEqualTo(
            """
            {"order_id":"O0000000-001","line_id":1,"customer_id":"C0000000",\
            "ordered_at":"2023-01-09T18:55:40.000Z","product_id":"BOO-26",\
            "category":"Books","quantity":1,"unit_price":11.59,"discount":0.00,\
            "amount":11.59,"status":"completed","currency":"EUR"}""");
    assertThat(first(shop(42).events(1)))
        .isEqualTo(
            """
            {"customer_id":"C0000000","session_id":"f48ee2906ffedcca",\
            "occurred_at":"2023-01-09T18:28:17.000Z","event_type":"view",\
            "product_id":"BOO-26"}""");
    assertThat(first(shop(42).truth(1)))
        .isEqualTo(
            """
            {"customer_id":"C0000000","is_buyer":true,\
            "purchase_rate":1.735194344349881,"regularity":20.071795384280325,\
            "joined_at":"2023-01-09T18:55:40.000Z",\
            "left_at":"2023-01-09T18:55:40.000Z","has_left":true,\
            "spend_level":0.6343374604743071,"coupon_share":0.13575335135882938,\
            "is_coupon_lover":false,"return_share":0.025,\
            "is_cart_abandoner":false,"preferred_category":"Books"}""");
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
