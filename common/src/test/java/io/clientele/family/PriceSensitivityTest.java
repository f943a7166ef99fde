package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The price level at its cuts. */
class PriceSensitivityTest {

  @Test
  void oneDeviationOfTheLogarithmIsAverage() {
    // Prices 5 and 20: in logarithms ln 10 and ln 2 either way.
    FittedFamily fitted =
        family().fit(Shopper.rows(List.of(priced("x", 5), priced("y", 20), prospect("z"))), DATE);

    assertThat(fitted.model())
        .isEqualTo(
            new FamilyModel(
                "price-sensitivity",
                "deviation",
                DATE,
                "{\"customers\":2,\"log_mean\":2.302585,\"log_stddev\":0.6931470000000001}",
                2));
    assertThat(
            labels(
                fitted,
                priced("a", 4.9999),
                priced("b", 5),
                priced("c", 10),
                priced("d", 20),
                priced("e", 20.0001),
                priced("f", 100).with("items", new BigDecimal("2.999")),
                priced("g", 100).with("items", new BigDecimal("3.000")),
                priced("h", 100).without("items").with("priced_lines", 2L),
                priced("i", 100).without("items").with("priced_lines", 3L),
                buyer("j", 3, 1, 5),
                prospect("k")))
        .containsExactly(
            "a: Cheaper",
            "b: Average",
            "c: Average",
            "d: Average",
            "e: Expensive",
            "f: Average",
            "g: Expensive",
            "h: Average",
            "i: Expensive",
            "j: null",
            "k: null");
  }

  @Test
  void whereAllPayTheSameEverybodyIsAverage() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      shop.add(priced("x" + i, 3.33));
    }
    FittedFamily fitted = family().fit(Shopper.rows(shop), DATE);

    assertThat(fitted.model().parameters())
        .isEqualTo("{\"customers\":7,\"log_mean\":1.202972,\"log_stddev\":0.0}");
    assertThat(labels(fitted, priced("a", 3.32), priced("b", 3.33), priced("c", 3.34)))
        .containsExactly("a: Cheaper", "b: Average", "c: Expensive");
  }

  @Test
  void withoutAPriceNobodyIsCheapOrExpensive() {
    FittedFamily fitted = family().fit(Shopper.rows(List.of(prospect("p"))), DATE);

    assertThat(fitted.model().parameters())
        .isEqualTo("{\"customers\":0,\"log_mean\":0.0,\"log_stddev\":0.0}");
    assertThat(labels(fitted, priced("a", 100))).containsExactly("a: Average");
  }

  private static Shopper priced(String id, double price) {
    return buyer(id, 3, 1, 5)
        .with("mean_unit_price", price)
        .with("items", new BigDecimal("3.000"))
        .with("priced_lines", 1L);
  }

  private static List<String> labels(FittedFamily fitted, Shopper... shoppers) {
    return fitted
        .assign(Shopper.rows(List.of(shoppers)))
        .orderBy("customer_id")
        .select("customer_id", "price_sensitivity")
        .collectAsList()
        .stream()
        .map(row -> row.get(0) + ": " + row.get(1))
        .toList();
  }

  private static PriceSensitivity family() {
    return new PriceSensitivity(Shopper.settings().families());
  }
}
