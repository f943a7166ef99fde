package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.settings.InputSettings;
import io.clientele.settings.Problem;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns whose names are several words, hold dots, or differ in case only. */
class ColumnNamesTest {
  private static final String CASE = "spark.sql.caseSensitive";

  @TempDir private Path folder;

  private final SparkSession spark = LocalSpark.session();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Order.ID                     | reads Order.ID, which the source does not have | write it in backticks: `Order.ID`
          order.id                     | reads order.id, which the source does not have | write it in backticks: `Order.ID`
          Order Date                   | reads Order, which the source does not have    | write it in backticks: `Order Date`
          trim(Order.ID)               | reads Order.ID, which the source does not have | write it in backticks: `Order.ID`
          `Order Dat`                  | reads Order Dat, which the source does not have | nearest: `Order Date`
          Totl                         | reads Totl, which the source does not have     | nearest: Total
          coupon.cod                   | reads coupon.cod, which the source does not have | nearest: coupon.code
          """)
  void namesThatNeedBackticksAreShownInThem(String sql, String what, String cure) {
    spark
        .sql(
            "select 1 as `Order.ID`, 2 as `Order Date`, 3 as Total, named_struct('code', 4) as"
                + " coupon")
        .write()
        .parquet(folder.resolve("lines").toString());

    assertThat(new SourceCheck(spark).findings(sources(Optional.empty(), sql, "lines")).problems())
        .containsExactly(new Problem("source.orders.columns.order_id", "shop.conf:9", what, cure));
  }

  @Test
  void aNameThatTwoColumnsOfAFileHaveIsToldWithTheChoice() {
    spark.conf().set(CASE, "true");
    try {
      spark
          .sql("select 1 as Amount, 2 as amount")
          .write()
          .parquet(folder.resolve("twins").toString());
      assertThat(
              new SourceReader(spark)
                  .rows(sources(Optional.empty(), "Amount + 10 * amount", "twins").orders())
                  .select("order_id")
                  .collectAsList()
                  .get(0)
                  .getInt(0))
          .isEqualTo(21);
    } finally {
      spark.conf().unset(CASE);
    }

    assertThat(
            catchThrowable(
                () ->
                    new SourceCheck(spark)
                        .findings(sources(Optional.empty(), "amount", "twins"))
                        .raise()))
        .hasMessage(
            """
            %s has two columns whose names differ in case only
              where: source.orders.path (shop.conf:2)
              mend:  rename one of them, or tell Spark that case matters, with \
            CLIENTELE_SPARK_OPTIONS="--conf spark.sql.caseSensitive=true" or spark-submit's --conf, \
            and write names as the source does"""
                .formatted(folder.resolve("twins")));
  }

  @Test
  void aNameThatTwoInputsHaveIsToldWithTheChoice() {
    spark.sql("select 1 as id, 2 as amount").write().parquet(folder.resolve("a").toString());

    assertThat(
            new SourceCheck(spark)
                .findings(
                    sources(
                        Optional.of("select amount, amount + 1 as amount from a"), "amount", "a"))
                .problems())
        .containsExactly(
            new Problem(
                "source.orders.columns.order_id",
                "shop.conf:9",
                "reads amount, and the source has amount and amount",
                "name both in the query, such as select one.amount, other.amount as other"));
  }

  private SourcesSettings sources(Optional<String> query, String sql, String input) {
    InputSettings place =
        new InputSettings(
            "parquet",
            Optional.of(folder.resolve(input).toString()),
            Optional.empty(),
            Map.of(),
            "shop.conf:2");
    SourceSettings orders =
        new SourceSettings(
            "orders",
            Map.of(query.isPresent() ? input : "orders", place),
            query,
            Optional.empty(),
            Optional.empty(),
            Map.of("order_id", sql),
            Map.of("order_id", "shop.conf:9"));
    return new SourcesSettings(orders, Optional.empty(), Optional.empty());
  }
}
