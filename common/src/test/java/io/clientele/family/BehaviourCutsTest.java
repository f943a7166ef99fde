package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.family.BehaviourModel.Share;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cuts and rates where many are alike, or one is unlike all others. */
class BehaviourCutsTest {

  @Test
  void aCutThatMoreThanHalfShareIsNoDistinction() {
    List<Shopper> shop = alike(10);
    FittedFamily fitted = family().fit(Shopper.rows(shop), DATE);

    assertThat(fitted.assign(Shopper.rows(shop)).filter("high_spender or low_spender").count())
        .isZero();
    assertThat(fitted.notes())
        .containsExactly(
            "More than half of the year's buyers have a net revenue of 60 or more in 365 days,"
                + " which tells nobody apart: nobody is high_spender.",
            "More than half of the repeat customers have an average order value of 20 or less,"
                + " which tells nobody apart: nobody is low_spender.");
    assertThat(fitted.explain(Person.of(fitted.assign(Shopper.rows(List.of(shop.get(0)))))))
        .contains(
            "high_spender no: net revenue of 365 days is 60, the cut is 60, which more than half"
                + " meet: it tells nobody apart.");
  }

  @Test
  void aCutThatHalfShareStays() {
    List<Shopper> shop = alike(9);
    FittedFamily fitted = family().fit(Shopper.rows(shop), DATE);

    assertThat(fitted.assign(Shopper.rows(shop)).filter("high_spender").count()).isEqualTo(9);
    assertThat(fitted.notes()).isEmpty();
  }

  /** Nineteen buyers: some pay 20 three times, nobody pays less, or more in all. */
  private static List<Shopper> alike(int alike) {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      shop.add(
          buyer("b" + i, 3, 9, 5)
              .withRevenue(i < alike ? "60.00" : 30 + i + ".00")
              .with("average_order_value", i < alike ? 20.0 : 20.0 + i));
    }
    return shop;
  }

  /** Twenty people with two orders each, and one with three thousand, who counts as twenty. */
  @Test
  void nobodyMovesTheRatesOfTheOthers() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      shop.add(
          buyer("b" + i, 2, 9, 5)
              .with("clearly_discounted_orders", 0L)
              .with("abandoned_carts_90d", 0L)
              .with("converted_carts_90d", 1L));
    }
    shop.add(
        buyer("till", 3000, 1, 0)
            .with("clearly_discounted_orders", 2999L)
            .with("abandoned_carts_90d", 1999L)
            .with("converted_carts_90d", 1001L));

    BehaviourModel model =
        ModelJson.read(family().fit(Shopper.rows(shop), DATE).model(), BehaviourModel.class);

    assertThat(model.discount()).isEqualTo(new Share(19.993333 / 60, 19.993333, 60));
    assertThat(model.abandonment()).isEqualTo(new Share(13.326667 / 40, 13.326667, 40));
  }

  private static Behaviour family() {
    return new Behaviour(Shopper.settings("families.behaviour.inactive.after-days=180").families());
  }
}
