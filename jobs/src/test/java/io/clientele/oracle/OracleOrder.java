package io.clientele.oracle;

import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The same order with more money given back. */
  OracleOrder returning(Instant instant, long units) {
    Sums more =
        new Sums(
            sums.lines,
            sums.items,
            sums.gross,
            sums.returned + units,
            sums.other,
            sums.discount,
            sums.coupon,
            sums.unitPrices,
            sums.pricedLines);
    return new OracleOrder(id, customerId, instant, day, orderClass, more, goods);
  }

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

  /** Builds the rows of orders from the lines that stay, by id and day. */
  static List<OracleOrder> all(List<OracleLine> lines, Settings settings) {
    Map<String, List<OracleLine>> byOrder = new TreeMap<>();
    for (OracleLine line : lines) {
      if (line.stays()) {
        String id = line.row().text("order_id").orElseThrow();
        byOrder.computeIfAbsent(id, unused -> new ArrayList<>()).add(line);
      }
    }
    List<OracleOrder> orders = new ArrayList<>();
    byOrder.values().forEach(own -> orders.addAll(new OracleOrderRows(settings, own).rows()));
    return orders;
  }
}
