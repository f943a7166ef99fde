package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.feature.Day;
import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Who bought again on which day, counted by hand. */
class RepeatDaysTest {
  private static final Day DAY = new Day(LocalDate.parse("2025-03-31"), ZoneId.of("Europe/London"));

  private static final Dataset<Row> ORDERS =
      LocalSpark.session()
          .sql(
              """
              select customer_id, order_class, to_date(at) as order_date, to_timestamp(at) as ordered_at
              from values
                ('anna', 'purchase', '2023-01-05 10:00:00'),
                ('anna', 'purchase', '2023-01-05 12:00:00'),
                ('anna', 'purchase', '2024-02-01 09:00:00'),
                ('anna', 'purchase', '2024-02-01 10:00:00'),
                ('anna', 'return',   '2024-03-01 10:00:00'),
                ('bert', 'return',   '2023-01-01 10:00:00'),
                ('bert', 'purchase', '2024-02-01 10:00:00'),
                ('bert', 'purchase', '2024-05-01 10:00:00'),
                ('bert', 'cancelled', '2024-06-01 10:00:00'),
                ('cleo', 'purchase', '2022-01-01 10:00:00'),
                ('cleo', 'purchase', '2024-02-01 10:00:00'),
                ('cleo', 'purchase', '2025-03-31 23:59:59'),
                ('cleo', 'purchase', '2025-04-01 00:00:00'),
                (cast(null as string), 'purchase', '2023-01-01 10:00:00'),
                (cast(null as string), 'purchase', '2023-01-02 10:00:00')
                as orders(customer_id, order_class, at)
              """);

  @Test
  void everyCustomerCountsOnceOnEachDayAfterTheFirst() {
    assertThat(Shopper.json(RepeatDays.of(ORDERS, DAY)))
        .isEqualTo(
            List.of(
                "{\"day\":\"2024-02-01\",\"customers\":2}",
                "{\"day\":\"2024-05-01\",\"customers\":1}",
                "{\"day\":\"2025-03-31\",\"customers\":1}"))
        .isEqualTo(Shopper.json(RepeatDays.of(ORDERS.repartition(5), DAY)));
  }
}
