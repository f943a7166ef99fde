package io.clientele.oracle;

import static io.clientele.oracle.OracleCells.ratio;

import io.clientele.schema.CustomerFeatures;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The features of every customer of the base at the end of a day.
 *
 * @param shop the shop
 * @param date the day
 */
record OracleFeatures(OracleShop shop, LocalDate date) {

  /** One row per customer, by id. */
  List<OracleCells> rows() {
    Map<String, List<OracleOrder>> orders = shop.ordersByCustomer(date);
    OracleCarts carts = new OracleCarts(shop, date);
    List<OracleCells> rows = new ArrayList<>();
    for (String id : shop.base(date)) {
      List<OracleOrder> own = orders.getOrDefault(id, List.of());
      List<OracleOrder> purchases = own.stream().filter(OracleOrder::isPurchase).toList();
      TreeSet<LocalDate> days = new TreeSet<>(purchases.stream().map(OracleOrder::day).toList());
      OracleCells row = new OracleCells();
      row.put(CustomerFeatures.CUSTOMER_ID, id).put(CustomerFeatures.SEGMENT_DATE, date);
      row.put(CustomerFeatures.REGISTERED_AT, registered(id).orElse(null));
      row.putAll(identity(days)).putAll(volume(own, purchases)).putAll(windows(own, purchases));
      row.put(CustomerFeatures.PURCHASE_DAYS, (long) days.size());
      row.put(CustomerFeatures.PURCHASE_DAYS_365D, daysSince(days, 365));
      row.putAll(new OracleGaps(days).cells());
      row.putAll(new OracleGoods(shop).cells(purchases));
      row.putAll(discounts(purchases)).putAll(prices(purchases));
      row.putAll(carts.cells(id, purchases));
      rows.add(row);
    }
    return rows;
  }

  /** A registration after the day is not known yet. */
  private Optional<Instant> registered(String id) {
    return Optional.ofNullable(shop.customers().registered().get(id))
        .filter(at -> !at.atZone(shop.zone()).toLocalDate().isAfter(date));
  }

  private OracleCells identity(SortedSet<LocalDate> days) {
    OracleCells row = new OracleCells();
    Optional<LocalDate> first = days.isEmpty() ? Optional.empty() : Optional.of(days.first());
    Optional<LocalDate> last = days.isEmpty() ? Optional.empty() : Optional.of(days.last());
    row.put(CustomerFeatures.FIRST_ORDER_DATE, first.orElse(null));
    row.put(CustomerFeatures.LAST_ORDER_DATE, last.orElse(null));
    row.put(CustomerFeatures.TENURE_DAYS, first.map(this::daysBefore).orElse(null));
    row.put(CustomerFeatures.RECENCY_DAYS, last.map(this::daysBefore).orElse(null));
    return row;
  }

  private int daysBefore(LocalDate day) {
    return (int) ChronoUnit.DAYS.between(day, date);
  }

  private long daysSince(SortedSet<LocalDate> days, int window) {
    return days.stream().filter(day -> daysBefore(day) < window).count();
  }

  private OracleCells volume(List<OracleOrder> own, List<OracleOrder> purchases) {
    BigDecimal items = BigDecimal.ZERO;
    for (OracleOrder purchase : purchases) {
      items = items.add(purchase.sums().items());
    }
    BigDecimal bought = shop.maps("quantity") ? items : null;
    long count = purchases.size();
    BigDecimal gross = money(purchases, OracleFeatures::gross);
    BigDecimal returned = money(own, OracleFeatures::returned);
    OracleCells row = new OracleCells();
    row.put(CustomerFeatures.ORDERS, count);
    row.put(CustomerFeatures.ITEMS, bought);
    row.put(CustomerFeatures.GROSS_REVENUE, gross);
    row.put(
        CustomerFeatures.REPEAT_GROSS_REVENUE, money(repeats(purchases), OracleFeatures::gross));
    row.put(CustomerFeatures.RETURNED_AMOUNT, returned);
    row.put(CustomerFeatures.NET_REVENUE, net(own, order -> true));
    row.put(CustomerFeatures.AVERAGE_ORDER_VALUE, ratio(gross, count));
    row.put(CustomerFeatures.AVERAGE_BASKET_ITEMS, ratio(bought, count));
    row.put(CustomerFeatures.AVERAGE_ITEM_PRICE, ratio(gross, bought));
    row.put(CustomerFeatures.RETURN_RATE, ratio(returned, gross));
    return row;
  }

  private static long gross(OracleOrder order) {
    return order.sums().gross();
  }

  /** Purchases that are not of the first day with one. */
  private static List<OracleOrder> repeats(List<OracleOrder> purchases) {
    return purchases.stream()
        .filter(order -> purchases.stream().anyMatch(other -> other.day().isBefore(order.day())))
        .toList();
  }

  private static long returned(OracleOrder order) {
    return order.movesMoney() ? order.sums().returned() : 0;
  }

  private @Nullable BigDecimal money(List<OracleOrder> orders, ToLongFunction<OracleOrder> units) {
    if (!shop.money().known()) {
      return null;
    }
    return shop.money().amount(orders.stream().mapToLong(units).sum());
  }

  private @Nullable BigDecimal net(List<OracleOrder> own, Predicate<OracleOrder> window) {
    return money(
        own.stream().filter(window).toList(),
        order -> (order.isPurchase() ? order.sums().gross() : 0) - returned(order));
  }

  private Predicate<OracleOrder> agedBetween(int youngest, int oldest) {
    return order -> daysBefore(order.day()) >= youngest && daysBefore(order.day()) <= oldest;
  }

  private OracleCells windows(List<OracleOrder> own, List<OracleOrder> purchases) {
    OracleCells row = new OracleCells();
    for (int window : new int[] {30, 90, 365}) {
      Predicate<OracleOrder> recent = agedBetween(0, window - 1);
      row.put("orders_" + window + "d", purchases.stream().filter(recent).count());
      row.put("net_revenue_" + window + "d", net(own, recent));
    }
    Predicate<OracleOrder> before = agedBetween(90, 179);
    row.put(CustomerFeatures.ORDERS_PREV_90D, purchases.stream().filter(before).count());
    row.put(CustomerFeatures.NET_REVENUE_PREV_90D, net(own, before));
    return row;
  }

  private OracleCells discounts(List<OracleOrder> purchases) {
    boolean knowsDiscount = shop.maps("discount");
    boolean knowsCoupon = shop.maps("coupon_code");
    long units = 0;
    long discounted = 0;
    long coupons = 0;
    long gross = 0;
    long clear = 0;
    for (OracleOrder purchase : purchases) {
      clear += isClearlyDiscounted(purchase.sums()) ? 1 : 0;
      units += purchase.sums().discount();
      gross += purchase.sums().gross();
      discounted += purchase.sums().discount() > 0 || purchase.sums().coupon() ? 1 : 0;
      coupons += purchase.sums().coupon() ? 1 : 0;
    }
    BigDecimal amount = shop.money().amount(units);
    BigDecimal list = shop.money().amount(gross + units);
    Long known = knowsDiscount || knowsCoupon ? (Long) discounted : null;
    OracleCells row = new OracleCells();
    row.put(CustomerFeatures.DISCOUNT_AMOUNT, knowsDiscount ? amount : null);
    row.put(CustomerFeatures.DISCOUNTED_ORDERS, known);
    row.put(CustomerFeatures.DISCOUNTED_ORDER_SHARE, ratio(known, purchases.size()));
    boolean knowsShare = knowsDiscount && shop.money().known();
    row.put(CustomerFeatures.DISCOUNT_SHARE, knowsShare ? ratio(amount, list) : null);
    row.put(CustomerFeatures.COUPON_ORDERS, knowsCoupon ? (Object) coupons : null);
    boolean knowsClear = knowsCoupon || knowsShare;
    return row.put(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS, knowsClear ? (Object) clear : null);
  }

  /** A coupon, or at least a twentieth off what the goods cost before. */
  private boolean isClearlyDiscounted(OracleOrder.Sums sums) {
    BigDecimal discount = BigDecimal.valueOf(sums.discount());
    BigDecimal list = BigDecimal.valueOf(sums.gross()).add(discount);
    boolean deep =
        shop.money().known()
            && discount.signum() > 0
            && discount.multiply(BigDecimal.valueOf(20)).compareTo(list) >= 0;
    return deep || sums.coupon();
  }

  private OracleCells prices(List<OracleOrder> purchases) {
    long units = purchases.stream().mapToLong(order -> order.sums().unitPrices()).sum();
    long lines = purchases.stream().mapToLong(order -> order.sums().pricedLines()).sum();
    boolean known = shop.money().knowsUnitPrices();
    Double mean = ratio(shop.money().amount(units), lines);
    return new OracleCells()
        .put(CustomerFeatures.MEAN_UNIT_PRICE, known ? mean : null)
        .put(CustomerFeatures.PRICED_LINES, known ? (Object) lines : null);
  }
}
