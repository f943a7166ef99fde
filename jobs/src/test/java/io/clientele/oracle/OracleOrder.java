package io.clientele.oracle;

import io.clientele.oracle.OracleLine.Kind;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An order. What the shop does not map stays 0 or false here.
 *
 * @param id its id
 * @param customerId its customer; empty for a guest
 * @param at its earliest line
 * @param day the day of that
 * @param orderClass purchase, return, cancelled or adjustment
 * @param sums what its lines add up to
 * @param goods its positive lines by product and category
 */
record OracleOrder(
    String id,
    Optional<String> customerId,
    Instant at,
    LocalDate day,
    String orderClass,
    Sums sums,
    List<Good> goods) {

  /** What the lines of an order add up to. */
  record Sums(
      long lines,
      BigDecimal items,
      long gross,
      long returned,
      long other,
      long discount,
      boolean coupon,
      long unitPrices,
      long pricedLines) {}

  /** A positive line. */
  record Good(Optional<String> product, Optional<String> category, long gross) {}

  boolean isPurchase() {
    return orderClass.equals("purchase");
  }

  boolean movesMoney() {
    return isPurchase() || orderClass.equals("return");
  }

  boolean isDatedOnly(ZoneId zone) {
    return at.atZone(zone).toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  /** Builds the orders from the lines that stay, by id. */
  static List<OracleOrder> all(List<OracleLine> lines, Settings settings) {
    Map<String, List<OracleLine>> byOrder = new TreeMap<>();
    for (OracleLine line : lines) {
      if (line.stays()) {
        String id = line.row().text("order_id").orElseThrow();
        byOrder.computeIfAbsent(id, unused -> new ArrayList<>()).add(line);
      }
    }
    List<OracleOrder> orders = new ArrayList<>();
    byOrder.forEach((id, own) -> orders.add(one(id, own, settings)));
    return orders;
  }

  private static OracleOrder one(String id, List<OracleLine> lines, Settings settings) {
    ZoneId zone = settings.shop().timeZone();
    Instant at = Instant.MAX;
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (OracleLine line : lines) {
      Instant lineAt = line.row().instant("ordered_at", zone).orElseThrow();
      at = lineAt.isBefore(at) ? lineAt : at;
      kinds.add(new OracleLineRules(settings).kind(line.row()));
    }
    return new OracleOrder(
        id,
        lines.get(0).customerId(),
        at,
        at.atZone(zone).toLocalDate(),
        orderClass(kinds),
        sums(lines, settings),
        goods(lines, settings));
  }

  private static String orderClass(Set<Kind> kinds) {
    if (kinds.contains(Kind.POSITIVE)) {
      return "purchase";
    }
    if (kinds.contains(Kind.NEGATIVE)) {
      return "return";
    }
    return kinds.contains(Kind.CANCELLED) ? "cancelled" : "adjustment";
  }

  private static Sums sums(List<OracleLine> lines, Settings settings) {
    OracleMoney money = new OracleMoney(settings);
    BigDecimal items = BigDecimal.ZERO;
    long gross = 0;
    long returned = 0;
    long other = 0;
    long discount = 0;
    boolean coupon = false;
    long unitPrices = 0;
    long pricedLines = 0;
    for (OracleLine line : lines) {
      long units = money.units(line.row());
      switch (new OracleLineRules(settings).kind(line.row())) {
        case POSITIVE -> {
          items = items.add(money.quantity(line.row()).orElse(BigDecimal.ZERO));
          gross += units;
          discount += money.discountUnits(line.row());
          coupon |= line.row().text("coupon_code").isPresent();
          unitPrices += Math.max(0, money.unitPriceUnits(line.row()));
          pricedLines += money.unitPriceUnits(line.row()) > 0 ? 1 : 0;
        }
        case NEGATIVE -> returned += Math.abs(units);
        default -> other += units;
      }
    }
    return new Sums(
        lines.size(), items, gross, returned, other, discount, coupon, unitPrices, pricedLines);
  }

  private static List<Good> goods(List<OracleLine> lines, Settings settings) {
    List<Good> goods = new ArrayList<>();
    for (OracleLine line : lines) {
      OracleRow row = line.row();
      if (new OracleLineRules(settings).kind(row) == Kind.POSITIVE) {
        long units = new OracleMoney(settings).units(row);
        goods.add(new Good(row.text("product_id"), row.text("category"), units));
      }
    }
    return goods;
  }
}
