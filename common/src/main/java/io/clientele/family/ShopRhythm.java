package io.clientele.family;

import io.clientele.settings.LifecycleSettings;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The limits of the lifecycle stages for a customer whose gaps are the shop's: what {@link
 * StageLimits} gives a customer, in plain numbers. With method {@code model} the limits are those
 * of rhythm, which gives Just Ordered alone.
 *
 * @param method the method
 * @param gaps gaps between purchase days that the shop's were measured on
 * @param typicalDays geometric mean of all gaps in days; empty without gaps
 * @param justOrdered longest recency of Just Ordered, in days
 * @param active longest recency of Active, in days
 * @param slippingAway longest recency of Slipping Away, in days
 */
public record ShopRhythm(
    String method,
    long gaps,
    OptionalDouble typicalDays,
    long justOrdered,
    long active,
    long slippingAway) {

  static ShopRhythm of(
      Lifecycle.Parameters parameters, LifecycleSettings settings, long purchaseDays) {
    ShopGaps shop = parameters.shop();
    OptionalDouble typical =
        shop.gaps() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(shop.logMean()));
    String method = parameters.method().name().toLowerCase(Locale.ROOT);
    long[] limits =
        switch (parameters.method()) {
          case RHYTHM, MODEL ->
              byRhythm(
                  parameters, settings, typical.orElse(settings.justOrderedDays()), purchaseDays);
          case SHOP ->
              rising(
                  settings.justOrderedDays(),
                  Math.ceil(shop.meanDays() + shop.stddevDays()),
                  Math.ceil(shop.meanDays() + 2 * shop.stddevDays()));
          case FIXED ->
              rising(
                  settings.fixed().justOrdered(),
                  settings.fixed().active(),
                  settings.fixed().slippingAway());
        };
    return new ShopRhythm(method, shop.gaps(), typical, limits[0], limits[1], limits[2]);
  }

  private static long[] byRhythm(
      Lifecycle.Parameters parameters, LifecycleSettings settings, double gap, long purchaseDays) {
    double stretch = Math.min(Math.sqrt((double) purchaseDays), settings.maxPatience());
    double wait = gap * StrictMath.pow(stretch, parameters.patience());
    double spread = parameters.spread();
    return rising(
        Math.ceil(Math.min(settings.justOrderedDays(), gap)),
        Math.ceil(spread * wait),
        Math.ceil(spread * spread * wait));
  }

  private static long[] rising(double justOrdered, double active, double slippingAway) {
    double second = Math.max(justOrdered, active);
    return new long[] {(long) justOrdered, (long) second, (long) Math.max(second, slippingAway)};
  }
}
