package io.clientele.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Money;
import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shares of the best customers, by numbers that can be worked out by hand. */
class ConcentrationTest {
  private static final LocalDate DATE = LocalDate.parse("2025-03-31");

  private static Row customer(String id, long days, @Nullable String revenue) {
    return RowFactory.create(id, days, revenue == null ? null : new BigDecimal(revenue));
  }

  private static Dataset<Row> customers(List<Row> rows) {
    return LocalSpark.session()
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "customer_id STRING, purchase_days BIGINT, net_revenue DECIMAL(18,2)"));
  }

  private static List<String> texts(List<Row> rows, int partitions) {
    return new Concentration(new Money(2), DATE)
        .of(customers(rows).repartition(partitions)).collectAsList().stream()
            .map(row -> row.mkString(" "))
            .toList();
  }

  @Test
  void fourBuyersOfWhomOneBringsHalf() {
    List<Row> rows =
        List.of(
            customer("a", 1, "25.00"),
            customer("b", 3, "50.00"),
            customer("c", 1, "25.00"),
            customer("returned more than bought", 2, "-10.00"),
            customer("never bought", 0, "0.00"));

    // Ascending 0, 25, 25, 50: (-3 * 0 - 25 + 25 + 3 * 50) / (4 * 100).
    assertThat(texts(rows, 3))
        .containsExactly(
            "2025-03-31 25 1 50.00 0.5 0.25 0.5 0.375",
            "2025-03-31 50 1 25.00 0.25 0.5 0.75 0.375",
            "2025-03-31 75 1 25.00 0.25 0.75 1.0 0.375",
            "2025-03-31 100 1 0.00 0.0 1.0 1.0 0.375");
  }

  @Test
  void allAlikeShareEvenlyHoweverTheyAreDealtOut() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      rows.add(customer("c" + i, 1, "3.00"));
    }

    List<String> texts = texts(rows, 1);

    assertThat(texts).hasSize(100).isEqualTo(texts(rows, 5));
    assertThat(texts.get(0)).isEqualTo("2025-03-31 1 2 6.00 0.008 0.008 0.008 0.0");
    assertThat(texts.get(1)).isEqualTo("2025-03-31 2 3 9.00 0.012 0.02 0.02 0.0");
    assertThat(texts.get(99)).endsWith(" 1.0 1.0 0.0");
  }

  @Test
  void nobodyBoughtOrNothingWasPaid() {
    assertThat(texts(List.of(customer("never bought", 0, "0.00")), 1)).isEmpty();
    assertThat(texts(List.of(customer("no money in this shop", 2, null)), 1)).isEmpty();
    assertThat(texts(List.of(customer("a gift", 1, "0.00")), 1))
        .containsExactly("2025-03-31 100 1 0.00 null 1.0 null null");
  }
}
