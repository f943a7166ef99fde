package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tiers at their cuts. */
class LoyaltyTest {

  @Test
  void quantilesCutRepeatCustomersAndTiesStayTogether() {
    FittedFamily fitted = family().fit(Shopper.rows(forty()), DATE);

    assertThat(fitted.model())
        .isEqualTo(
            new FamilyModel(
                "loyalty",
                "quantile",
                DATE,
                """
                {"customers":40,"frequent":{"value":5.0,"ties":6,"at_or_above":12},\
                "vip":{"value":8.0,"ties":6,"at_or_above":6},\
                "vip_revenue":{"value":100.0,"ties":5,"at_or_above":5}}""",
                40));
    assertThat(
            tiers(
                fitted,
                prospect("0"),
                buyer("1", 1, 1, 5).withRevenue("900.00"),
                buyer("2", 2, 1, 5).withRevenue("900.00"),
                buyer("4", 4, 1, 5).withRevenue("900.00"),
                buyer("5", 5, 1, 5).withRevenue("0.00"),
                buyer("7", 7, 1, 5).withRevenue("900.00"),
                buyer("8 poor", 8, 1, 5).withRevenue("99.99"),
                buyer("8 rich", 8, 1, 5).withRevenue("100.00")))
        .containsExactly(
            "0: Prospect",
            "1: One Time Buyer",
            "2: Loyal Customer",
            "4: Loyal Customer",
            "5: Frequent Buyer",
            "7: Frequent Buyer",
            "8 poor: Frequent Buyer",
            "8 rich: VIP");
  }

  @ParameterizedTest
  @CsvSource({"29, false, VIP", "30, true, Frequent Buyer"})
  void fewRepeatCustomersAreCutByTheMinimumsAlone(int repeat, boolean hasRevenueCut, String four) {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p"), buyer("once", 1, 1, 5)));
    for (int i = 0; i < repeat; i++) {
      shop.add(buyer("r" + i, 2, 1, 5).withRevenue("50.00"));
    }
    FittedFamily fitted = family().fit(Shopper.rows(shop), DATE);

    String revenueCut = "{\"value\":50.0,\"ties\":30,\"at_or_above\":30}";
    assertThat(fitted.model().parameters())
        .isEqualTo(
            """
            {"customers":%d,"frequent":{"value":3.0,"ties":0,"at_or_above":0},\
            "vip":{"value":4.0,"ties":0,"at_or_above":0},"vip_revenue":%s}"""
                .formatted(repeat, hasRevenueCut ? revenueCut : "null"));
    assertThat(
            tiers(
                fitted,
                buyer("2", 2, 1, 5),
                buyer("3", 3, 1, 5),
                buyer("4", 4, 1, 5).withRevenue("1.00")))
        .containsExactly("2: Loyal Customer", "3: Frequent Buyer", "4: " + four);
  }

  @Test
  void deviationCutsAllBuyers() {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p")));
    for (int i = 0; i < 10; i++) {
      // Mean 2, standard deviation 2.
      shop.add(buyer("b" + i, i < 8 ? 1 : 6, 1, 5));
    }
    FittedFamily fitted = family("families.loyalty.method=deviation").fit(Shopper.rows(shop), DATE);

    assertThat(fitted.model().model()).isEqualTo("deviation");
    assertThat(fitted.model().parameters())
        .isEqualTo(
            """
            {"customers":10,"frequent":{"value":4.0,"ties":0,"at_or_above":2},\
            "vip":{"value":6.0,"ties":2,"at_or_above":2},"vip_revenue":null}""");
    assertThat(
            tiers(
                fitted,
                buyer("1", 1, 1, 5),
                buyer("3", 3, 1, 5),
                buyer("4", 4, 1, 5),
                buyer("5", 5, 1, 5),
                buyer("6", 6, 1, 5)))
        .containsExactly(
            "1: One Time Buyer",
            "3: Loyal Customer",
            "4: Frequent Buyer",
            "5: Frequent Buyer",
            "6: VIP");
  }

  /** The one with a thousand counts like the second largest, six. */
  @Test
  void deviationIsNotMovedByOne() {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p")));
    for (int i = 0; i < 10; i++) {
      shop.add(buyer("b" + i, i < 8 ? 1 : i == 8 ? 6 : 1000, 1, 5));
    }
    FittedFamily fitted = family("families.loyalty.method=deviation").fit(Shopper.rows(shop), DATE);

    assertThat(fitted.model().parameters())
        .isEqualTo(
            """
            {"customers":10,"frequent":{"value":4.0,"ties":0,"at_or_above":2},\
            "vip":{"value":6.0,"ties":1,"at_or_above":2},"vip_revenue":null}""");
  }

  @Test
  void aShopOfProspectsHasTheMinimumsForCuts() {
    FittedFamily fitted =
        family("families.loyalty.method=deviation").fit(Shopper.rows(List.of(prospect("p"))), DATE);

    assertThat(tiers(fitted, prospect("p"), buyer("3", 3, 1, 5), buyer("4", 4, 1, 5)))
        .containsExactly("3: Frequent Buyer", "4: VIP", "p: Prospect");
  }

  @Test
  void theYearLooksAtTheLast365DaysOnly() {
    FittedFamily fitted = family("families.loyalty.window=year").fit(Shopper.rows(forty()), DATE);

    assertThat(
            tiers(
                fitted,
                buyer("none", 9, 1, 400).with("purchase_days_365d", 0L),
                buyer("one", 9, 1, 5).with("purchase_days_365d", 1L),
                buyer("poor", 9, 1, 5)
                    .withRevenue("900.00")
                    .with("net_revenue_365d", new BigDecimal("99.99")),
                buyer("rich", 9, 1, 5).withRevenue("100.00"),
                buyer("two", 9, 1, 5).with("purchase_days_365d", 2L)))
        .containsExactly(
            "none: One Time Buyer",
            "one: One Time Buyer",
            "poor: Frequent Buyer",
            "rich: VIP",
            "two: Loyal Customer");
  }

  @Test
  void withoutAmountsPurchasesDecideAlone() {
    List<Shopper> shop = forty().stream().map(shopper -> shopper.without("net_revenue")).toList();
    FittedFamily fitted = family().fit(Shopper.rows(shop), DATE);

    assertThat(fitted.model().parameters()).endsWith("\"vip_revenue\":null}");
    assertThat(
            tiers(
                fitted,
                buyer("7", 7, 1, 5).without("net_revenue"),
                buyer("8", 8, 1, 5).without("net_revenue")))
        .containsExactly("7: Frequent Buyer", "8: VIP");
  }

  /** Of forty repeat customers 28 bought on 2 days, 6 on 5 and 6 on 8; five spent 100. */
  private static List<Shopper> forty() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int days = i < 28 ? 2 : i < 34 ? 5 : 8;
      shop.add(buyer("r" + i, days, 1, 5).withRevenue(i % 8 == 0 ? "100.00" : "10.00"));
    }
    shop.add(buyer("once", 1, 1, 5).withRevenue("100000.00"));
    shop.add(prospect("never"));
    return shop;
  }

  private static List<String> tiers(FittedFamily fitted, Shopper... shoppers) {
    return fitted
        .assign(Shopper.rows(List.of(shoppers)))
        .orderBy("customer_id")
        .selectExpr("concat(customer_id, ': ', loyalty)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Loyalty family(String... keys) {
    return new Loyalty(Shopper.settings(keys).families());
  }
}
