package io.clientele.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Money;
import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What customers bring in a year at their own pace, and what of that is at risk or lost. */
class ValueRiskTest {
  private static final LocalDate DATE = LocalDate.parse("2025-12-31");
  private static final StructType CUSTOMERS =
      StructType.fromDDL(
          """
          loyalty STRING, lifecycle STRING, purchase_days BIGINT, gap_mean_days DOUBLE,
          net_revenue STRING, net_revenue_365d STRING, lost_since STRING,
          expected_value_365d DOUBLE""");

  /** Each as {@code tier/stage/days/mean gap/net/net of the year/lost since}; - for none. */
  private static List<String> rows(Stream<String> customers) {
    List<String> json = customers.map(ValueRiskTest::json).toList();
    Dataset<Row> given =
        LocalSpark.session()
            .read()
            .schema(CUSTOMERS)
            .json(LocalSpark.session().createDataset(json, Encoders.STRING()))
            .selectExpr(
                "loyalty",
                "lifecycle",
                "purchase_days",
                "gap_mean_days",
                "cast(net_revenue as decimal(18,2)) as net_revenue",
                "cast(net_revenue_365d as decimal(18,2)) as net_revenue_365d",
                "cast(lost_since as date) as lost_since",
                "expected_value_365d");
    return new ValueRisk(new Money(2), DATE)
            .of(given)
            .selectExpr(
                """
            concat_ws(' | ', loyalty, lifecycle, customers, repeat_customers, lost_365d,
              coalesce(cast(net_revenue_365d as string), '-'),
              coalesce(cast(revenue_pace as string), '-'),
              coalesce(cast(revenue_at_risk as string), '-'),
              coalesce(cast(revenue_lost as string), '-'),
              coalesce(cast(revenue_lost_365d as string), '-')) as row""")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
  }

  private static String json(String customer) {
    String[] words = customer.split("/", -1);
    String[] names = CUSTOMERS.fieldNames();
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < words.length; i++) {
      if (!words[i].equals("-")) {
        json.append(json.length() == 1 ? "" : ",")
            .append("\"%s\":".formatted(names[i]))
            .append(i == 2 || i == 3 ? words[i] : "\"" + words[i] + "\"");
      }
    }
    return json.append("}").toString();
  }

  @Test
  void paceIsRevenueOfAPurchaseDayTimesTheDaysOfAYear() {
    assertThat(
            rows(
                Stream.of(
                    // Every 100 days: 3.65 days a year of 25.00 each, though two years have passed.
                    "VIP/Slipping Away/10/100.0/250.00/0.00/-",
                    // Every 5 days, but four days in all: no more than they have brought.
                    "VIP/Slipping Away/4/5.0/60.00/60.00/-",
                    // Sent more back than they kept.
                    "VIP/Slipping Away/2/50.0/-30.00/-30.00/-",
                    // Bought on one day: no pace.
                    "VIP/Slipping Away/1/-/99.00/99.00/-",
                    // 73.0 days a year at most 3: 100 / 3 x 3.
                    "VIP/Active/3/5.0/100.00/100.00/-")))
        .containsExactly(
            "VIP | Active | 1 | 1 | 0 | 100.00 | 100.00 | 0.00 | 0.00 | 0.00",
            "VIP | Slipping Away | 4 | 3 | 0 | 129.00 | 151.25 | 151.25 | 0.00 | 0.00");
  }

  @Test
  void lostIsToldApartAndWithItWhatWasLostWithinAYear() {
    assertThat(
            rows(
                Stream.of(
                    "VIP/Lost/2/365.0/100.00/0.00/2025-01-01",
                    "VIP/Lost/2/365.0/40.00/0.00/2024-12-31",
                    "VIP/Lost/1/-/70.00/0.00/2025-12-31")))
        .as("2025-01-01 is the first of the last 365 days")
        .containsExactly("VIP | Lost | 3 | 2 | 1 | 0.00 | 70.00 | 0.00 | 70.00 | 50.00");
  }

  /** Bought yearly from 2018 for 50; half of them stopped after 2022. */
  @Test
  void yearlyBuyersWhoLeftAreLostAndNobodyIsAtRisk() {
    assertThat(
            rows(
                IntStream.range(0, 120)
                    .mapToObj(
                        i ->
                            i % 2 == 0
                                ? "VIP/Active/8/365.0/400.00/50.00/-"
                                : "VIP/Lost/5/365.0/250.00/0.00/2024-03-01")))
        .containsExactly(
            "VIP | Active | 60 | 60 | 0 | 3000.00 | 3000.00 | 0.00 | 0.00 | 0.00",
            "VIP | Lost | 60 | 60 | 0 | 0.00 | 3000.00 | 0.00 | 3000.00 | 0.00");
  }

  @Test
  void withoutAmountsCustomersAreCountedAllTheSame() {
    assertThat(rows(Stream.of("VIP/Lost/2/30.0/-/-/2025-12-01", "VIP/Lost/1/-/-/-/2025-12-01")))
        .containsExactly("VIP | Lost | 2 | 1 | 1 | - | - | - | - | -");
  }
}
