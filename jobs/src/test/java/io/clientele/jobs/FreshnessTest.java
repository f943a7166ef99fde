package io.clientele.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Orders;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessTest {
  private static final Freshness.Future NONE = new Freshness.Future(0, "");

  private static final StructType ORDERS =
      new StructType()
          .add(Orders.ORDER_CLASS, "string")
          .add("at", "string")
          .add(Orders.ORDER_DATE, "string");

  private final Run run;

  FreshnessTest(@TempDir Path folder) {
    this.run = new JobShop(folder).asOf("2025-03-31");
  }

  @Test
  void aNewPurchaseOfTheDateItselfIsTheNewestWhateverTheOthers() {
    Dataset<Row> coming =
        orders("purchase 2025-03-31 23:59:59", "purchase 2025-04-01 00:00:00", "return 2025-03-30");
    Dataset<Row> unread =
        coming.withColumn(Orders.ORDER_CLASS, raise_error(lit("was read")).cast("string"));

    assertThat(Freshness.of(run, Optional.of(coming), unread).newest())
        .hasValue(LocalDate.parse("2025-03-31"));
  }

  @Test
  void withoutOneAllOrdersAreLookedAt() {
    Dataset<Row> all =
        orders("purchase 2025-03-29", "return 2025-03-31", "purchase 2025-04-01 00:00:00");

    for (Optional<Dataset<Row>> coming :
        List.of(
            Optional.of(orders("purchase 2025-03-20")),
            Optional.of(orders("cancelled 2025-03-31", "purchase 2025-04-01 00:00:00")),
            Optional.<Dataset<Row>>empty())) {
      assertThat(Freshness.of(run, coming, all).newest()).hasValue(LocalDate.parse("2025-03-29"));
    }
    assertThat(Freshness.of(run, Optional.empty(), orders("return 2025-03-31")).newest()).isEmpty();
  }

  @Test
  void oneDayIsADay() {
    LocalDate date = LocalDate.parse("2025-03-31");

    assertThat(new Freshness(date, Optional.of(date.minusDays(1)), NONE).sentence())
        .isEqualTo("The newest purchase up to 2025-03-31 is 1 day old.");
    assertThat(new Freshness(date, Optional.of(date), NONE).sentence())
        .isEqualTo("The newest purchase up to 2025-03-31 is 0 days old.");
  }

  /** Returns orders, each written as its class and when it was placed. */
  private static Dataset<Row> orders(String... orders) {
    List<Row> rows =
        Arrays.stream(orders)
            .map(order -> order.split(" ", 2))
            .map(words -> RowFactory.create(words[0], words[1], words[1].substring(0, 10)))
            .toList();
    return LocalSpark.session()
        .createDataFrame(rows, ORDERS)
        .selectExpr(
            Orders.ORDER_CLASS,
            "cast(at as timestamp) as " + Orders.ORDERED_AT,
            "cast(%1$s as date) as %1$s".formatted(Orders.ORDER_DATE));
  }
}
