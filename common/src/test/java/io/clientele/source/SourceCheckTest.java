package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.InputSettings;
import io.clientele.settings.Problem;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceCheckTest {
  @TempDir private Path folder;

  private final SourceCheck check = new SourceCheck(LocalSpark.session());

  @BeforeEach
  void writeLines() {
    LocalSpark.session()
        .range(1)
        .selectExpr(
            "cast(id as string) as CustomerID",
            "current_timestamp() as bought_at",
            "array(1, 2) as tags",
            "named_struct('code', 'x') as coupon",
            "id as number")
        .write()
        .parquet(folder.resolve("lines").toString());
  }

  @Test
  void aMappingThatFitsHasNoFindings() {
    SourceFindings findings =
        findings(
            Map.of(
                "order_id", "number",
                "customer_id", "customerid",
                "ordered_at", "bought_at",
                "amount", "aggregate(tags, 0, (total, tag) -> total + tag)",
                "quantity", "'3'",
                "coupon_code", "coupon.code",
                "is_return", "number < 0"),
            "number >= 0");

    assertThat(findings).isEqualTo(new SourceFindings(java.util.List.of(), java.util.List.of()));
    findings.raise();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          customer_id | CustomerId2                 | reads CustomerId2, which the source does not have | nearest: CustomerID
          coupon_code | coupon.cod                  | reads coupon.cod, which the source does not have | nearest: coupon.code
          amount      | number + tags               | does not fit the source: Cannot resolve "(number + tags)" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("BIGINT" and "ARRAY<INT>"). | mend the expression; the source has struct<CustomerID:string,bought_at:timestamp,tags:array<int>,coupon:struct<code:string>,number:bigint>
          amount      | no_such(number)             | does not fit the source: Cannot resolve routine `no_such` on search path [`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]. | mend the expression; the source has struct<CustomerID:string,bought_at:timestamp,tags:array<int>,coupon:struct<code:string>,number:bigint>
          amount      | tags                        | gives array<int> | needs a number or a text that holds one
          ordered_at  | number                      | gives bigint     | needs a timestamp, a date or a text that holds one
          is_return   | number                      | gives bigint     | needs a boolean
          order_id    | coupon                      | gives struct<code:string> | needs a text, number, date, timestamp or boolean
          category    | null                        | gives void       | needs a text, number, date, timestamp or boolean
          amount      | sum(number)                 | looks at more than one row | leave out aggregates, windows, generators and subqueries; a query may have them
          amount      | sum(number) over ()         | looks at more than one row | leave out aggregates, windows, generators and subqueries; a query may have them
          category    | explode(tags)               | looks at more than one row | leave out aggregates, windows, generators and subqueries; a query may have them
          amount      | (select 1)                  | looks at more than one row | leave out aggregates, windows, generators and subqueries; a query may have them
          amount      | rand()                      | depends on the clock or on chance | compute it from the source's columns alone, so that a day can be computed again
          ordered_at  | current_timestamp()         | depends on the clock or on chance | compute it from the source's columns alone, so that a day can be computed again
          ordered_at  | now()                       | depends on the clock or on chance | compute it from the source's columns alone, so that a day can be computed again
          ordered_at  | current_date                | depends on the clock or on chance | compute it from the source's columns alone, so that a day can be computed again
          """)
  void whatDoesNotFitIsAProblem(String column, String sql, String what, String cure) {
    assertThat(findings(Map.of(column, sql), "true").problems())
        .containsExactly(new Problem("source.orders.columns." + column, "shop.conf:9", what, cure));
  }

  @Test
  void everythingIsToldAtOnceAndAMissingSourceOnlyAfterIt() {
    SourceSettings orders =
        orders(Map.of("order_id", "numbr || custmer", "amount", "tags"), "number");
    SourceSettings events =
        new SourceSettings(
            "events",
            Map.of("events", input("gone")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of());
    SourceFindings findings =
        check.findings(new SourcesSettings(orders, Optional.empty(), Optional.of(events)));

    assertThat(findings.problems())
        .extracting(Problem::key, Problem::what)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "source.orders.columns.order_id", "reads custmer, which the source does not have"),
            org.assertj.core.groups.Tuple.tuple(
                "source.orders.columns.order_id", "reads numbr, which the source does not have"),
            org.assertj.core.groups.Tuple.tuple("source.orders.columns.amount", "gives array<int>"),
            org.assertj.core.groups.Tuple.tuple("source.orders.filter", "gives bigint"));
    assertThatThrownBy(findings::raise)
        .hasMessageStartingWith("4 problems in the configuration")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.USAGE);
    SourceFindings missing =
        check.findings(
            new SourcesSettings(
                orders(Map.of("order_id", "number"), "true"),
                Optional.empty(),
                Optional.of(events)));
    assertThatThrownBy(missing::raise)
        .hasMessageStartingWith(folder.resolve("gone") + " does not exist")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void readingRowsOfAMappingThatDoesNotFitTellsTheSame() {
    assertThatThrownBy(
            () ->
                new SourceReader(LocalSpark.session())
                    .rows(orders(Map.of("customer_id", "CustmerID"), "true")))
        .hasMessage(
            """
            1 problem in the configuration

            source.orders.columns.customer_id: reads CustmerID, which the source does not have
              where: shop.conf:9
              mend:  nearest: CustomerID""");
  }

  @Test
  void aQueryThatDoesNotFitItsInputsIsAProblem() {
    SourceSettings orders =
        new SourceSettings(
            "orders",
            Map.of("lines", input("lines")),
            Optional.of("select nmber from lines"),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of("query", "shop.conf:3"));

    assertThat(
            check
                .findings(new SourcesSettings(orders, Optional.empty(), Optional.empty()))
                .problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("source.orders.query");
              assertThat(problem.where()).isEqualTo("shop.conf:3");
              assertThat(problem.what())
                  .startsWith("does not fit its inputs: A column, variable, or function parameter")
                  .contains("`nmber`", "`number`");
            });
  }

  private SourceFindings findings(Map<String, String> columns, String filter) {
    return check.findings(
        new SourcesSettings(orders(columns, filter), Optional.empty(), Optional.empty()));
  }

  private SourceSettings orders(Map<String, String> columns, String filter) {
    Map<String, String> wheres = new LinkedHashMap<>();
    columns.keySet().forEach(column -> wheres.put(column, "shop.conf:9"));
    wheres.put("filter", "shop.conf:10");
    return new SourceSettings(
        "orders",
        Map.of("orders", input("lines")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(filter),
        columns,
        wheres);
  }

  private InputSettings input(String name) {
    return new InputSettings(
        "parquet",
        Optional.of(folder.resolve(name).toString()),
        Optional.empty(),
        Map.of(),
        "shop.conf:2");
  }
}
