package io.clientele.oracle;

import io.clientele.oracle.OracleLine.RowClass;
import io.clientele.schema.Customers;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an ingest should leave behind.
 *
 * @param shop the shop
 */
record OracleTables(OracleShop shop) {

  List<OracleCells> orders() {
    boolean money = shop.money().known();
    List<OracleCells> rows = new ArrayList<>();
    for (OracleOrder order : shop.orders()) {
      OracleOrder.Sums sums = order.sums();
      long thousandths = sums.items().movePointRight(3).longValueExact();
      OracleCells row = new OracleCells();
      row.put(Orders.ORDER_ID, order.id());
      row.put(Orders.CUSTOMER_ID, order.customerId().orElse(null));
      row.put(Orders.ORDERED_AT, order.at()).put(Orders.ORDER_DATE, order.day());
      row.put(Orders.ORDER_CLASS, order.orderClass()).put(Orders.LINES, sums.lines());
      row.put(Orders.ITEM_THOUSANDTHS, shop.maps("quantity") ? (Object) thousandths : null);
      row.put(Orders.GROSS_UNITS, money ? (Object) sums.gross() : null);
      row.put(Orders.RETURNED_UNITS, money ? (Object) sums.returned() : null);
      row.put(Orders.OTHER_UNITS, money ? (Object) sums.other() : null);
      row.put(
          Orders.DISCOUNT_UNITS,
          shop.settings().sources().knowsDiscounts() ? (Object) sums.discount() : null);
      row.put(Orders.HAS_COUPON, shop.maps("coupon_code") ? (Object) sums.coupon() : null);
      boolean prices = shop.money().knowsUnitPrices();
      row.put(Orders.UNIT_PRICE_UNITS, prices ? (Object) sums.unitPrices() : null);
      row.put(Orders.PRICED_LINES, prices ? (Object) sums.pricedLines() : null);
      row.put(Orders.IS_DATED_ONLY, order.isDatedOnly(shop.zone()));
      // Nobody is joined in the oracle's shops.
      row.put(Orders.SOURCE_CUSTOMER_ID, null);
      row.put(Orders.PERSON_KEYS, null);
      rows.add(row);
    }
    return rows;
  }

  List<OracleCells> customers() {
    List<OracleCells> rows = new ArrayList<>();
    shop.customers()
        .rows()
        .forEach(
            (id, source) -> {
              OracleCells row = new OracleCells();
              row.put(Customers.CUSTOMER_ID, id);
              row.put(Customers.REGISTERED_AT, shop.customers().registered().get(id));
              rows.add(row.put(Customers.COUNTRY, source.raw("country").orElse(null)));
            });
    return rows;
  }

  /** Rejected rows by source, reason and order id, counted. */
  Map<String, Long> rejected() {
    Map<String, Long> counts = new TreeMap<>();
    for (OracleLine line : shop.lines()) {
      line.reason()
          .ifPresent(
              reason -> {
                String order = line.row().text("order_id").orElse("null");
                counts.merge("orders, " + reason + ", " + order, 1L, Long::sum);
              });
    }
    shop.customers()
        .rejected()
        .forEach(reason -> counts.merge("customers, " + reason + ", null", 1L, Long::sum));
    shop.events()
        .rejected()
        .forEach(reason -> counts.merge("events, " + reason + ", null", 1L, Long::sum));
    return counts;
  }

  /** The same, of the table. */
  static Map<String, Long> rejected(List<OracleCells> table) {
    Map<String, Long> counts = new TreeMap<>();
    for (OracleCells row : table) {
      String key =
          String.join(
              ", ",
              row.text(RejectedRows.SOURCE),
              row.text(RejectedRows.REASON),
              row.text(RejectedRows.ORDER_ID));
      counts.merge(key, 1L, Long::sum);
    }
    return counts;
  }

  /** Rows and amounts of order lines by class, and of the rejected ones by reason. */
  Map<String, String> reconciliation() {
    Map<String, Long> rows = new TreeMap<>();
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (RowClass rowClass : RowClass.values()) {
      rows.put(rowClass.name().toLowerCase(Locale.ROOT), 0L);
    }
    for (OracleLine line : shop.lines()) {
      BigDecimal amount = shop.money().exactOrZero(line.row());
      String name = line.rowClass().name().toLowerCase(Locale.ROOT);
      rows.merge(name, 1L, Long::sum);
      amounts.merge(name, amount, BigDecimal::add);
      line.reason().ifPresent(reason -> rows.merge("reason " + reason, 1L, Long::sum));
      line.reason().ifPresent(reason -> amounts.merge("reason " + reason, amount, BigDecimal::add));
    }
    Map<String, String> told = new TreeMap<>();
    rows.forEach(
        (name, count) -> told.put(name, told(count, amounts.getOrDefault(name, BigDecimal.ZERO))));
    return told;
  }

  private String told(long rows, BigDecimal amount) {
    return rows + " rows" + (shop.money().known() ? ", " + plain(amount) : "");
  }

  static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /** What rounding took: the stored money of the lines that stay less their exact money. */
  BigDecimal rounding() {
    BigDecimal rounding = BigDecimal.ZERO;
    for (OracleLine line : shop.lines()) {
      if (line.stays()) {
        BigDecimal stored = shop.money().amount(shop.money().units(line.row()));
        rounding = rounding.add(stored).subtract(shop.money().rated(line.row()));
      }
    }
    return rounding;
  }
}
