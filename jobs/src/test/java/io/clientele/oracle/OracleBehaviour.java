package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.BehaviourSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.PurchaseCount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The behaviour flags, fitted on the features of one day. */
final class OracleBehaviour {
  private static final int LISTED = 200;

  private final FamiliesSettings families;
  private final BehaviourSettings settings;
  private final List<BigDecimal> revenues = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private long abandoned;
  private long decided;
  private long discounted;
  private long orders;
  private final Optional<BigDecimal> high;
  private final Optional<Double> low;

  OracleBehaviour(List<OracleCells> fitOn, FamiliesSettings families) {
    this.families = families;
    this.settings = families.behaviour();
    for (OracleCells row : fitOn) {
      if (ofYear(row) > 0) {
        row.amount(CustomerFeatures.NET_REVENUE_365D).ifPresent(revenues::add);
      }
      if (ever(row) > 1 && row.get(CustomerFeatures.AVERAGE_ORDER_VALUE) instanceof Double value) {
        values.add(value);
      }
      long carts =
          row.count(CustomerFeatures.ABANDONED_CARTS_90D)
              + row.count(CustomerFeatures.CONVERTED_CARTS_90D);
      abandoned += ofTwenty(row.count(CustomerFeatures.ABANDONED_CARTS_90D), carts);
      decided += ofTwenty(carts, carts);
      long bought = row.count(CustomerFeatures.ORDERS);
      discounted += ofTwenty(row.count(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS), bought);
      orders += ofTwenty(bought, bought);
    }
    revenues.sort(null);
    values.sort(null);
    high = highCut();
    low = lowCut();
  }

  /** Millionths of what a customer counts, with at most twenty in all. */
  private static long ofTwenty(long part, long whole) {
    return whole == 0
        ? 0
        : BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(1_000_000 * Math.min(whole, 20)))
            .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
            .longValueExact();
  }

  private long ever(OracleCells row) {
    return OracleLoyalty.occasions(row, families.count());
  }

  private long ofYear(OracleCells row) {
    return row.count(
        families.count() == PurchaseCount.ORDERS
            ? CustomerFeatures.ORDERS_365D
            : CustomerFeatures.PURCHASE_DAYS_365D);
  }

  /** The flags and the primary behaviour, given the customer's stage. */
  OracleCells label(OracleCells row, String stage) {
    OracleCells cells = new OracleCells();
    boolean money = row.get(CustomerFeatures.NET_REVENUE) != null;
    boolean carts = row.get(CustomerFeatures.CARTS_90D) != null;
    boolean discounts = row.get(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS) != null;
    cells.put(CustomerSegments.HIGH_SPENDER, money ? (Object) spendsMuch(row) : null);
    cells.put(
        CustomerSegments.LOW_SPENDER,
        money ? (Object) (spendsLittle(row) && !spendsMuch(row)) : null);
    cells.put(CustomerSegments.CART_ABANDONER, carts ? (Object) abandons(row) : null);
    cells.put(
        CustomerSegments.ABANDONED_CART_OPEN,
        carts ? (Object) (isSilent(row) && row.flag("is_last_cart_abandoned")) : null);
    cells.put(CustomerSegments.COUPON_LOVER, discounts ? (Object) lovesCoupons(row) : null);
    cells.put(CustomerSegments.ONE_TIME, ever(row) == 1);
    boolean isInactive =
        settings
            .inactiveAfterDays()
            .map(days -> row.count(CustomerFeatures.RECENCY_DAYS) > days)
            .orElse(stage.equals("Lost"));
    cells.put(CustomerSegments.INACTIVE, isInactive);
    return cells.put(
        CustomerSegments.PRIMARY_BEHAVIOUR, primary(cells, ever(row) > 0).orElse(null));
  }

  private static Optional<String> primary(OracleCells flags, boolean isBuyer) {
    return List.of(
            "cart_abandoner", "high_spender", "inactive", "coupon_lover", "low_spender", "one_time")
        .stream()
        .filter(flags::flag)
        .findFirst()
        .or(() -> isBuyer ? Optional.of("regular") : Optional.empty());
  }

  /** The cut, unless there is none or more than half would meet it. */
  private Optional<BigDecimal> highCut() {
    if (revenues.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal cut = OracleLoyalty.quantileOfSorted(revenues, settings.highSpender().quantile());
    long meeting = revenues.stream().filter(one -> one.compareTo(cut) >= 0).count();
    return 2 * meeting > revenues.size() ? Optional.empty() : Optional.of(cut);
  }

  private Optional<Double> lowCut() {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    double cut = OracleLoyalty.quantileOfSorted(values, settings.lowSpender().quantile());
    long meeting = values.stream().filter(one -> one <= cut).count();
    return 2 * meeting > values.size() ? Optional.empty() : Optional.of(cut);
  }

  private boolean spendsMuch(OracleCells row) {
    return high.isPresent()
        && ofYear(row) >= settings.highSpender().minPurchases()
        && row.amount(CustomerFeatures.NET_REVENUE_365D).orElseThrow().compareTo(high.get()) >= 0;
  }

  private boolean spendsLittle(OracleCells row) {
    return low.isPresent()
        && ofYear(row) >= settings.lowSpender().minPurchases()
        && row.get(CustomerFeatures.AVERAGE_ORDER_VALUE) instanceof Double value
        && value <= low.get();
  }

  private boolean isSilent(OracleCells row) {
    return Boolean.FALSE.equals(row.get(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART));
  }

  private boolean abandons(OracleCells row) {
    long own = row.count(CustomerFeatures.ABANDONED_CARTS_90D);
    long carts = own + row.count(CustomerFeatures.CONVERTED_CARTS_90D);
    // own / carts >= abandoned / decided, in whole numbers
    return own >= settings.cartAbandoner().minAbandoned()
        && own * decided >= abandoned * carts
        && decided > 0
        && isSilent(row);
  }

  private boolean lovesCoupons(OracleCells row) {
    long n = row.count(CustomerFeatures.ORDERS);
    long k = row.count(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS);
    BehaviourSettings.CouponLover rule = settings.couponLover();
    return orders > 0
        && ever(row) >= rule.minPurchases()
        && (double) k / n >= rule.minShare()
        && tail(k, n).doubleValue() <= rule.maxChance();
  }

  /** The probability of k or more of n, term by term; the shops of the tests stay in the list. */
  private BigDecimal tail(long k, long n) {
    if (n > LISTED) {
      throw new IllegalArgumentException("More purchases than are listed: " + n);
    }
    BigDecimal p = BigDecimal.valueOf((double) discounted / orders);
    BigDecimal q = BigDecimal.ONE.subtract(p);
    BigDecimal tail = BigDecimal.ZERO;
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i <= n; i++) {
      if (i >= k) {
        BigDecimal one =
            p.pow(i, MathContext.DECIMAL128).multiply(q.pow((int) n - i, MathContext.DECIMAL128));
        tail = tail.add(one.multiply(new BigDecimal(ways)), MathContext.DECIMAL128);
      }
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return tail;
  }
}
