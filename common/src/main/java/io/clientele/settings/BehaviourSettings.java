package io.clientele.settings;

import java.util.Optional;

/**
 * The behaviour flags.
 *
 * @param enabled whether their columns are filled
 * @param refit how often the cuts and rates are measured again
 * @param highSpender the flag high_spender
 * @param cartAbandoner the flag cart_abandoner
 * @param couponLover the flag coupon_lover
 * @param lowSpender the flag low_spender
 * @param inactiveAfterDays recency beyond which a buyer is inactive; empty: where lifecycle is Lost
 */
public record BehaviourSettings(
    boolean enabled,
    Refit refit,
    Spender highSpender,
    CartAbandoner cartAbandoner,
    CouponLover couponLover,
    Spender lowSpender,
    Optional<Integer> inactiveAfterDays) {

  /**
   * A flag for what a customer spends.
   *
   * @param quantile quantile of the cut, between 0 and 1
   * @param minPurchases purchase occasions needed in the last 365 days
   */
  public record Spender(double quantile, int minPurchases) {}

  /**
   * The flag cart_abandoner.
   *
   * @param minAbandoned abandoned carts needed in the last 90 days
   */
  public record CartAbandoner(int minAbandoned) {}

  /**
   * The flag coupon_lover.
   *
   * @param minPurchases purchase occasions needed
   * @param minShare share of clearly discounted purchases needed
   * @param maxChance greatest probability of so many at the shop's own discount rate
   */
  public record CouponLover(int minPurchases, double minShare, double maxChance) {}
}
