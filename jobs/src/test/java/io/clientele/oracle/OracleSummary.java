package io.clientele.oracle;

import static io.clientele.oracle.OracleCells.ratio;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.CustomSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The size and worth of each segment, from labelled customers and their features. */
final class OracleSummary {
  private static final List<String> FLAGS =
      List.of(
          CustomerSegments.NEW_CUSTOMERS,
          CustomerSegments.RECENT_BUYERS_30D,
          CustomerSegments.RECENT_BUYERS_90D,
          CustomerSegments.NON_BUYERS_30D,
          CustomerSegments.NON_BUYERS_90D,
          CustomerSegments.FREQUENT_BUYERS,
          CustomerSegments.LAPSED_CUSTOMERS);

  private static final List<String> BEHAVIOUR =
      List.of(
          CustomerSegments.HIGH_SPENDER,
          CustomerSegments.CART_ABANDONER,
          CustomerSegments.ABANDONED_CART_OPEN,
          CustomerSegments.COUPON_LOVER,
          CustomerSegments.LOW_SPENDER,
          CustomerSegments.ONE_TIME,
          CustomerSegments.INACTIVE);

  private final OracleShop shop;
  private final LocalDate date;
  private final List<OracleCells> segments;
  private final Map<String, OracleCells> features = new HashMap<>();

  OracleSummary(
      OracleShop shop, LocalDate date, List<OracleCells> segments, List<OracleCells> features) {
    this.shop = shop;
    this.date = date;
    this.segments = segments;
    features.forEach(row -> this.features.put(row.text(CustomerFeatures.CUSTOMER_ID), row));
  }

  /** Every segment with a customer in it, the whole base, and the guests. */
  List<OracleCells> rows() {
    List<OracleCells> rows = new ArrayList<>();
    rows.add(guests());
    if (segments.isEmpty()) {
      return rows;
    }
    rows.add(row("base", "all", segment -> true));
    for (String column :
        List.of("lifecycle", "loyalty", "cluster", "primary_behaviour", "price_sensitivity")) {
      rows.addAll(labels(column, column));
    }
    rows.addAll(labels("rfm", "rfm_segment"));
    rows.addAll(flags("ready_made", FLAGS));
    rows.addAll(flags("behaviour", BEHAVIOUR));
    rows.addAll(custom());
    return rows;
  }

  private List<OracleCells> labels(String family, String column) {
    return segments.stream()
        .map(segment -> segment.get(column))
        .filter(String.class::isInstance)
        .map(String::valueOf)
        .distinct()
        .map(label -> row(family, label, has(column, label)))
        .toList();
  }

  private List<OracleCells> flags(String family, List<String> flags) {
    return flags.stream()
        .filter(flag -> segments.stream().anyMatch(segment -> segment.flag(flag)))
        .map(flag -> row(family, flag, segment -> segment.flag(flag)))
        .toList();
  }

  private List<OracleCells> custom() {
    return shop.settings().families().custom().segments().stream()
        .map(CustomSettings.Segment::name)
        .flatMap(
            name ->
                Stream.of(
                        row("custom:" + name, "in", isIn(name)),
                        row("custom:" + name, "not in", isIn(name).negate()))
                    .filter(row -> row.count(SegmentSummary.CUSTOMERS) > 0))
        .toList();
  }

  private static Predicate<OracleCells> isIn(String segment) {
    return row ->
        row.get(CustomerSegments.CUSTOM_SEGMENTS) instanceof List<?> names
            && names.contains(segment);
  }

  private static Predicate<OracleCells> has(String family, String label) {
    return segment -> label.equals(segment.get(family));
  }

  private OracleCells row(String family, String name, Predicate<OracleCells> members) {
    List<OracleCells> inside = segments.stream().filter(members).toList();
    List<OracleCells> theirs = featuresOf(inside);
    long customers = inside.size();
    BigDecimal net = sum(theirs, CustomerFeatures.NET_REVENUE);
    List<OracleCells> settled =
        theirs.stream().filter(row -> row.count(CustomerFeatures.TENURE_DAYS) >= 90).toList();
    long tenure = count(settled, CustomerFeatures.TENURE_DAYS);
    OracleCells row = new OracleCells();
    row.put(SegmentSummary.SEGMENT_DATE, date);
    row.put(SegmentSummary.FAMILY, family).put(SegmentSummary.SEGMENT, name);
    row.put(SegmentSummary.CUSTOMERS, customers);
    row.put(SegmentSummary.CUSTOMER_SHARE, ratio(customers, segments.size()));
    row.put(SegmentSummary.ORDERS, count(theirs, CustomerFeatures.ORDERS));
    row.put(SegmentSummary.NET_REVENUE, net);
    BigDecimal all = sum(featuresOf(segments), CustomerFeatures.NET_REVENUE);
    row.put(SegmentSummary.REVENUE_SHARE, ratio(net, all));
    row.putAll(averages(theirs));
    row.put(
        SegmentSummary.ORDERS_PER_YEAR,
        ratio(365 * count(settled, CustomerFeatures.ORDERS), tenure));
    row.put(SegmentSummary.REVENUE_PER_CUSTOMER, ratio(net, customers));
    long lost = inside.stream().filter(has("lifecycle", "Lost")).count();
    row.put(SegmentSummary.LOST_SHARE, ratio(lost, customers));
    return row.put(SegmentSummary.RETURN_PROBABILITY_90D, returns(inside));
  }

  /** The mean over those who have one, each in whole billionths. */
  private static @Nullable Double returns(List<OracleCells> inside) {
    long billionths = 0;
    long predicted = 0;
    for (OracleCells row : inside) {
      if (row.get(CustomerSegments.RETURN_PROBABILITY_90D) instanceof Double returns) {
        billionths += Math.round(returns * 1e9);
        predicted++;
      }
    }
    return ratio(billionths, predicted * 1_000_000_000L);
  }

  private static OracleCells averages(List<OracleCells> theirs) {
    long orders = count(theirs, CustomerFeatures.ORDERS);
    BigDecimal gross = sum(theirs, CustomerFeatures.GROSS_REVENUE);
    return new OracleCells()
        .put(SegmentSummary.AVERAGE_ORDER_VALUE, ratio(gross, orders))
        .put(
            SegmentSummary.AVERAGE_BASKET_ITEMS,
            ratio(sum(theirs, CustomerFeatures.ITEMS), orders));
  }

  private List<OracleCells> featuresOf(List<OracleCells> members) {
    return members.stream()
        .map(row -> features.getOrDefault(row.text("customer_id"), new OracleCells()))
        .toList();
  }

  private static long count(List<OracleCells> rows, String column) {
    return rows.stream().mapToLong(row -> row.count(column)).sum();
  }

  private static @Nullable BigDecimal sum(List<OracleCells> rows, String column) {
    BigDecimal sum = null;
    for (OracleCells row : rows) {
      BigDecimal amount = row.amount(column).orElse(null);
      if (amount != null) {
        sum = sum == null ? amount : sum.add(amount);
      }
    }
    return sum;
  }

  private OracleCells guests() {
    long orders = 0;
    long gross = 0;
    long returned = 0;
    BigDecimal items = BigDecimal.ZERO;
    for (OracleOrder order : shop.orders()) {
      if (order.customerId().isEmpty() && !order.day().isAfter(date) && order.movesMoney()) {
        orders += order.isPurchase() ? 1 : 0;
        gross += order.sums().gross();
        returned += order.sums().returned();
        items = items.add(order.sums().items());
      }
    }
    boolean money = shop.money().known();
    OracleCells row = new OracleCells();
    SegmentSummary.SCHEMA.columns().forEach(column -> row.put(column.name(), null));
    row.put(SegmentSummary.SEGMENT_DATE, date).put(SegmentSummary.ORDERS, orders);
    row.put(SegmentSummary.FAMILY, "base").put(SegmentSummary.SEGMENT, "guests");
    BigDecimal net = shop.money().amount(gross - returned);
    row.put(SegmentSummary.NET_REVENUE, money ? net : null);
    Double value = ratio(shop.money().amount(gross), orders);
    row.put(SegmentSummary.AVERAGE_ORDER_VALUE, money ? value : null);
    Double basket = ratio(items, orders);
    return row.put(SegmentSummary.AVERAGE_BASKET_ITEMS, shop.maps("quantity") ? basket : null);
  }
}
