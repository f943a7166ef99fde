package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The flags at their cuts, most against a model written by hand. */
class BehaviourTest {
  /** A shop whose tenth spends 500 a year, whose lowest quarter 20 an order. */
  private static final String MODEL =
      """
      {"customers":100,"high_spender":{"value":500.0,"ties":1,"at_or_above":10},\
      "low_spender":{"value":20.0,"ties":1,"at_or_above":75},\
      "abandonment":{"value":0.5,"part":5,"whole":10},\
      "discount":{"value":0.3,"part":3,"whole":10},\
      "least_discounted":[2,2,3],"discount_steps":1.2,"shared":[]}""";

  @Test
  void moneyDecidesWhoSpendsMuchAndLittle() {
    assertThat(
            flags(
                DAYS,
                buyer("a cut reached", 2, 9, 5).withRevenue("500.00"),
                buyer("b cut missed", 2, 9, 5).withRevenue("499.99"),
                buyer("c once", 1, 9, 5).withRevenue("900.00"),
                buyer("d once in the year", 5, 200, 5)
                    .withRevenue("900.00")
                    .with("purchase_days_365d", 1L),
                buyer("e little at the cut", 3, 9, 5).with("average_order_value", 20.0),
                buyer("f little above it", 3, 9, 5).with("average_order_value", 20.01),
                buyer("g little but twice", 2, 9, 5).with("average_order_value", 1.0),
                buyer("h little orders, much", 30, 9, 5)
                    .withRevenue("500.00")
                    .with("average_order_value", 20.0),
                buyer("i no amounts", 3, 9, 5).without("net_revenue").without("net_revenue_365d"),
                prospect("j")))
        .containsExactly(
            "a cut reached: high_spender, primary high_spender",
            "b cut missed: primary regular",
            "c once: one_time, primary one_time",
            "d once in the year: primary regular",
            "e little at the cut: low_spender, primary low_spender",
            "f little above it: primary regular",
            "g little but twice: primary regular",
            "h little orders, much: high_spender, primary high_spender",
            "i no amounts: high_spender? low_spender? primary regular",
            "j: primary null");
  }

  @Test
  void cartsDecideWhoAbandonsThem() {
    assertThat(
            flags(
                DAYS,
                carts(buyer("a as bad as the shop", 2, 9, 5), 2, 0.5, true, false),
                carts(buyer("b better", 2, 9, 5), 2, 0.49, true, false),
                carts(buyer("c one cart", 2, 9, 5), 1, 1.0, true, false),
                carts(buyer("d bought since", 2, 9, 5), 3, 0.9, true, true),
                carts(buyer("e last one is not", 2, 9, 5), 3, 0.9, false, false),
                carts(prospect("f prospect"), 2, 1.0, true, false),
                prospect("g no cart").with("carts_90d", 0L).with("abandoned_carts_90d", 0L),
                prospect("h old carts")
                    .with("carts_90d", 0L)
                    .with("abandoned_carts_90d", 0L)
                    .with("is_last_cart_abandoned", true)
                    .with("ordered_since_abandoned_cart", false),
                prospect("i no events").without("carts_90d").without("abandoned_carts_90d")))
        .containsExactly(
            "a as bad as the shop: cart_abandoner abandoned_cart_open, primary cart_abandoner",
            "b better: abandoned_cart_open, primary regular",
            "c one cart: abandoned_cart_open, primary regular",
            "d bought since: primary regular",
            "e last one is not: cart_abandoner, primary cart_abandoner",
            "f prospect: cart_abandoner abandoned_cart_open, primary cart_abandoner",
            "g no cart: primary null",
            "h old carts: abandoned_cart_open, primary null",
            "i no events: cart_abandoner? abandoned_cart_open? primary null");
  }

  @Test
  void couponsMustBeMostAndMoreThanChance() {
    assertThat(
            flags(
                DAYS,
                discounts("a two of two", 2, 2),
                discounts("b one of one", 1, 1),
                discounts("c three of three", 3, 3),
                discounts("d two of three", 3, 2),
                // Beyond the list of three: ceil(.3 n + .5 + 1.2 sqrt(n)), here 4.68 and so 5.
                discounts("e four of five", 5, 4),
                discounts("f five of five", 5, 5),
                discounts("g sixteen of twenty", 20, 16),
                discounts("h fifteen of twenty", 20, 15),
                discounts("i three of three on a day", 3, 3).with("purchase_days", 1L),
                buyer("j unknown", 2, 9, 5).without("clearly_discounted_orders")))
        .containsExactly(
            "a two of two: coupon_lover, primary coupon_lover",
            "b one of one: one_time, primary one_time",
            "c three of three: coupon_lover, primary coupon_lover",
            "d two of three: primary regular",
            "e four of five: primary regular",
            "f five of five: coupon_lover, primary coupon_lover",
            "g sixteen of twenty: coupon_lover, primary coupon_lover",
            "h fifteen of twenty: primary regular",
            "i three of three on a day: one_time, primary one_time",
            "j unknown: coupon_lover? primary regular");
  }

  @Test
  void theInactiveAreLostOrSilentForSoManyDays() {
    Dataset<Row> two = Shopper.rows(List.of(buyer("a", 2, 9, 180), buyer("b", 2, 9, 181)));

    assertThat(flags(DAYS.assign(two)))
        .containsExactly("a: primary regular", "b: inactive, primary inactive");
    assertThat(flags(family().restore(model()).assign(two.withColumn("lifecycle", lit("Lost")))))
        .containsExactly("a: inactive, primary inactive", "b: inactive, primary inactive");
    assertThat(flags(family().restore(model()).assign(two.withColumn("lifecycle", lit("Active")))))
        .containsExactly("a: primary regular", "b: primary regular");
    assertThat(flags(family().restore(model()).assign(two)))
        .containsExactly("a: inactive? primary regular", "b: inactive? primary regular");
  }

  @Test
  void theFirstFlagByPriorityIsThePrimaryOne() {
    Shopper all =
        carts(discounts("a", 3, 3).with("recency_days", 999), 2, 1.0, true, false)
            .withRevenue("500.00")
            .with("average_order_value", 1.0);
    Shopper noCart = all.with("customer_id", "b").with("abandoned_carts_90d", 0L);
    Shopper noMoney = noCart.with("customer_id", "c").withRevenue("1.00");
    Shopper active = noMoney.with("customer_id", "d").with("recency_days", 5);
    Shopper noCoupon = active.with("customer_id", "e").with("clearly_discounted_orders", 0L);

    assertThat(
            flags(DAYS, all, noCart, noMoney, active, noCoupon).stream()
                .map(line -> line.replaceFirst(".*, primary ", "")))
        .containsExactly(
            "cart_abandoner", "high_spender", "inactive", "coupon_lover", "low_spender");
  }

  @Test
  void cutsAndRatesAreMeasuredOnTheShop() {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p")));
    for (int i = 1; i <= 20; i++) {
      // Only even ones bought this year, only those above ten more than once.
      shop.add(
          buyer("b" + i, i > 10 ? 2 : 1, 1, 5)
              .withRevenue(i + ".00")
              .with("purchase_days_365d", i % 2 == 0 ? 1L : 0L)
              .with("average_order_value", (double) i)
              .with("clearly_discounted_orders", i == 20 ? 2L : 0L)
              .with("abandoned_carts_90d", i == 1 ? 3L : 0L)
              .with("converted_carts_90d", i == 2 ? 1L : 0L));
    }
    FamilyModel model = family().fit(Shopper.rows(shop), DATE).model();

    assertThat(model.parameters())
        .startsWith(
            """
            {"customers":21,"high_spender":{"value":18.0,"ties":1,"at_or_above":2},\
            "low_spender":{"value":13.0,"ties":1,"at_or_above":8},\
            "abandonment":{"value":0.75,"part":3.0,"whole":4.0},\
            "discount":{"value":0.06666666666666667,"part":2.0,"whole":30.0},\
            "least_discounted":[2,2,2,2,2,""");
    assertThat(model.n()).isEqualTo(21);
  }

  @Test
  void aShopWithNothingToCompareWithFlagsNobody() {
    FittedFamily fitted = family().fit(Shopper.rows(List.of(prospect("p"))), DATE);

    assertThat(fitted.model().parameters())
        .isEqualTo(
            """
            {"customers":1,"high_spender":null,"low_spender":null,"abandonment":null,\
            "discount":null,"least_discounted":[],"discount_steps":0.0,"shared":[]}""");
    assertThat(
            flags(
                fitted,
                carts(discounts("a", 5, 5), 5, 1.0, true, false)
                    .with("average_order_value", 0.0)
                    .withRevenue("900.00")))
        .containsExactly("a: abandoned_cart_open inactive? primary regular");
  }

  private static final FittedFamily DAYS =
      family("families.behaviour.inactive.after-days=180").restore(model());

  private static FamilyModel model() {
    return new FamilyModel("behaviour", "rules", DATE, MODEL, 100);
  }

  private static Shopper discounts(String id, int orders, long discounted) {
    return buyer(id, orders, 9, 5).with("clearly_discounted_orders", discounted);
  }

  private static Shopper carts(
      Shopper shopper, long abandoned, double rate, Boolean isLast, Boolean ordered) {
    return shopper
        .with("carts_90d", abandoned + 1)
        .with("abandoned_carts_90d", abandoned)
        .with("cart_abandonment_rate", rate)
        .with("is_last_cart_abandoned", isLast)
        .with("ordered_since_abandoned_cart", ordered);
  }

  private static List<String> flags(FittedFamily fitted, Shopper... shoppers) {
    return flags(fitted.assign(Shopper.rows(Arrays.asList(shoppers))));
  }

  /** Flags that hold, flags that are null with a question mark, and the primary behaviour. */
  private static List<String> flags(Dataset<Row> assigned) {
    List<String> flags = family().labels().subList(1, family().labels().size());
    List<String> lines = new ArrayList<>();
    for (Row row : assigned.orderBy("customer_id").collectAsList()) {
      String held =
          flags.stream()
              .filter(flag -> Boolean.TRUE.equals(row.getAs(flag)))
              .collect(Collectors.joining(" "));
      String unknown =
          flags.stream()
              .filter(flag -> row.isNullAt(row.fieldIndex(flag)))
              .map(flag -> flag + "?")
              .collect(Collectors.joining(" "));
      String told = unknown.isEmpty() ? (held.isEmpty() ? "" : held + ",") : held + " " + unknown;
      lines.add(
          row.getAs("customer_id")
              + ": "
              + (told.strip() + " primary " + row.getAs("primary_behaviour")).strip());
    }
    return lines;
  }

  private static Behaviour family(String... keys) {
    return new Behaviour(Shopper.settings(keys).families());
  }
}
