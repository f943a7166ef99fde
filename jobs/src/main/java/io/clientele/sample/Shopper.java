package io.clientele.sample;

import io.clientele.sample.Assortment.Category;
import io.clientele.sample.Randomness.Purpose;

/**
 * A person and the truth about them; times are moments of the {@link ShopCalendar}.
 *
 * @param number from 0; customers come before guests
 * @param kind what the shop knows of them
 * @param joined first order, or for prospects the registration
 * @param left moment after which they neither visit nor buy; may lie beyond the shop's last day
 * @param habits how they shop
 */
record Shopper(long number, Kind kind, double joined, double left, Habits habits) {

  /** What the shop knows of a person. */
  enum Kind {
    /** Registered, and bought at least once. */
    BUYER,
    /** Registered, and never bought. */
    PROSPECT,
    /** Bought once without registering. */
    GUEST
  }

  /**
   * How a person shops.
   *
   * @param ordersPerYear mean rate while they are customers
   * @param regularity shape of the gamma distributed gaps: 1 is Poisson, 30 like clockwork
   * @param spendLevel 0 to 1, how dear the products they choose are
   * @param couponShare share of their orders with a coupon
   * @param returnShare share of their lines that come back
   * @param visitsPerYear mean rate of visits that lead to no order
   * @param cartShare share of those visits that leave a cart behind
   * @param favourite category they buy most
   */
  record Habits(
      double ordersPerYear,
      double regularity,
      double spendLevel,
      double couponShare,
      double returnShare,
      double visitsPerYear,
      double cartShare,
      Category favourite) {

    boolean areCouponLovers() {
      return couponShare >= 0.8;
    }

    boolean areCartAbandoners() {
      return cartShare >= 0.6;
    }
  }

  static Shopper of(Shop shop, long number) {
    Randomness random = shop.random(number, Purpose.TRAITS, 0);
    Habits habits = habits(random);
    if (shop.isGuest(number)) {
      double moment = Shop.momentOfArrival(random.share());
      return new Shopper(number, Kind.GUEST, moment, moment, habits);
    }
    // Customers are numbered in the order they came.
    double joined = Shop.momentOfArrival((number + random.share()) / shop.settings().customers());
    Kind kind = random.happens(0.1) ? Kind.PROSPECT : Kind.BUYER;
    double stay = random.happens(0.34) ? 0 : stay(random);
    return new Shopper(number, kind, joined, joined + stay, habits);
  }

  // Some are about to go from the start, others stay for good: the hazard itself varies.
  private static double stay(Randomness random) {
    double hazard = Math.max(0.01, random.gamma(1.2, 0.5));
    return random.exponential(1 / hazard);
  }

  private static Habits habits(Randomness random) {
    double rate = Math.max(0.05, random.gamma(0.9, 3.6));
    if (random.happens(0.02)) {
      rate *= 4;
    }
    double regularity = random.happens(0.4) ? 1 : StrictMath.pow(30, random.share());
    double spendLevel = 1 / (1 + StrictMath.exp(-0.9 * random.gaussian()));
    double tempted = random.share();
    double couponShare = random.happens(0.1) ? 0.85 + 0.15 * tempted : 0.25 * tempted * tempted;
    double returnShare = random.happens(0.1) ? 0.2 : 0.025;
    double visits = 2 + rate;
    double cartShare = 0.25 + 0.3 * random.share();
    if (random.happens(0.1)) {
      visits *= 2;
      cartShare = 0.75;
    }
    Category favourite = Assortment.category(random);
    return new Habits(
        rate, regularity, spendLevel, couponShare, returnShare, visits, cartShare, favourite);
  }

  /** Returns whether they had gone by the end of the shop's last day. */
  boolean hasLeft() {
    return left < ShopCalendar.YEARS;
  }
}
