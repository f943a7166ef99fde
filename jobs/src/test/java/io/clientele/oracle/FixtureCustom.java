package io.clientele.oracle;

import io.clientele.settings.CustomSettings;
import io.clientele.settings.CustomSettings.Segment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The custom segments of a test shop; what each of them holds is told in {@link OracleCustom}. */
final class FixtureCustom {
  /** Begins with a ligature and with an emoji: by code point the emoji comes last. */
  static final String LIGATURE = "\uFB01rst order";

  static final String EMOJI = "\uD83D\uDC51 of the shop";

  private static final List<Segment> OF_EVERY_SHOP =
      List.of(
          new Segment("Repeat buyers", "purchase_days >= 2"),
          new Segment("Big baskets", "average_order_value > 50"),
          new Segment("Small baskets", "not `Big baskets` and orders > 0"),
          new Segment("Quick", "not (gap_mean_days >= 60)"),
          new Segment("Growing", "net_revenue_90d > net_revenue_prev_90d"),
          new Segment("Fresh", "last_order_date > date_sub(segment_date, 30)"),
          new Segment("Drifting", "`Repeat buyers` and lifecycle in ('Slipping Away', 'Lost')"),
          new Segment("spends, without coupons", "high_spender and not coupon_lover"),
          new Segment("Gone or cheap", "rfm_segment = 'Gone' or price_sensitivity = 'Cheaper'"),
          new Segment(EMOJI, "loyalty = 'VIP'"),
          new Segment(LIGATURE, "ORDERS = 1"));

  private static final List<Segment> OF_THE_REGISTER =
      List.of(
          new Segment("Abroad", "country <> 'GB'"),
          new Segment("abroad and back", "Abroad and `Repeat buyers`"),
          new Segment("Gold", "attributes['tier'] = 'gold' and loyalty <> 'Prospect'"));

  private FixtureCustom() {}

  /** Returns the segments of a shop with a register. */
  static CustomSettings all() {
    return new CustomSettings(
        true,
        Stream.concat(OF_EVERY_SHOP.stream(), OF_THE_REGISTER.stream()).toList(),
        Set.of("attributes", "country"));
  }

  /** Returns those that a shop without one may have. */
  static CustomSettings withoutRegister() {
    return new CustomSettings(true, OF_EVERY_SHOP, Set.of());
  }
}
