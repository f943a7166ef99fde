package io.clientele.oracle;

import java.util.ArrayList;
import java.util.List;

/** Order lines and visits that each test one edge of the contract, around 27 October 2024. */
final class NastyCases {
  private NastyCases() {}

  static List<OracleRow> orders() {
    List<OracleRow> rows = new ArrayList<>(times());
    rows.addAll(classes());
    rows.addAll(amounts());
    return rows;
  }

  private static List<OracleRow> times() {
    List<OracleRow> rows = new ArrayList<>();
    rows.add(line("n24", "latecomer", "2026-01-01 00:00:00"));
    // The first day that an order may be of.
    rows.add(line("n40", "ancient", "1990-01-01 00:00:00"));
    rows.add(line("n41", "prehistoric", "1989-12-31 23:59:59.999999"));
    // The last microsecond of the day whose clocks go back, and the first of the next.
    rows.add(line("n1", "edge", "2024-10-27 23:59:59.999999"));
    rows.add(line("n2", "edge", "2024-10-28 00:00:00"));
    rows.add(line("n3", "tomorrow", "2024-10-28 00:00:00"));
    // Hours that do not exist, or twice, and a leap day.
    rows.add(line("n4", "dst", "2023-03-26 01:30:00"));
    rows.add(line("n5", "dst", "2023-10-29 01:30:00"));
    rows.add(line("n6", "dst", "2024-03-31 00:59:59.999999"));
    rows.add(line("n7", "dst", "2024-03-31 02:00:00"));
    rows.add(line("n8", "leap", "2024-02-28 12:00:00"));
    rows.add(line("n9", "leap", "2024-02-29 12:00:00"));
    rows.add(line("n10", "leap", "2024-03-01 12:00:00"));
    return rows;
  }

  private static List<OracleRow> classes() {
    List<OracleRow> rows = new ArrayList<>();
    // A return alone, a bigger return than the purchase, returns marked by hand.
    rows.add(line("n11", "returner", "2024-10-01 10:00:00").with("quantity", "-3"));
    rows.add(line("n12", "regretful", "2024-10-02 10:00:00"));
    rows.add(line("n12", "regretful", "2024-10-02 10:00:00").with("quantity", "-9"));
    // Back on later days, twice on one of them, and before it was bought; nothing bought at all.
    rows.add(line("n42", "returner", "2024-10-01 10:00:00"));
    rows.add(line("n42", "returner", "2024-10-03 10:00:00").with("quantity", "-0.5"));
    rows.add(line("n42", "returner", "2024-10-03 09:00:00").with("quantity", "-0.25"));
    rows.add(line("n42", "returner", "2024-10-05 09:00:00").with("quantity", "-0.125"));
    rows.add(line("n42", "returner", "2024-09-30 09:00:00").with("quantity", "-0.0625"));
    rows.add(line("n43", "returner", "2024-10-03 10:00:00").with("quantity", "-1"));
    rows.add(line("n43", "returner", "2024-10-04 10:00:00").with("quantity", "-1"));
    rows.add(line("n43", "returner", "2024-10-05 10:00:00").with("quantity", "0"));
    // A refund on a day that goods came back on, and one before the order; a flag and a refund.
    rows.add(
        line("n44", "refunded", "2024-10-01 10:00:00")
            .with("order_refund", "3")
            .with("refunded_at", "2024-10-03 08:00:00"));
    rows.add(line("n44", "refunded", "2024-10-03 10:00:00").with("quantity", "-0.25"));
    rows.add(
        line("n45", "refunded", "2024-10-02 10:00:00")
            .with("order_refund", "3")
            .with("refunded_at", "2024-10-01"));
    rows.add(
        line("n46", "refunded", "2024-10-02 10:00:00")
            .with("is_returned", "true")
            .with("order_discount", "0.3333")
            .with("refunded_at", "2024-10-09"));
    rows.add(line("n46", "refunded", "2024-10-02 11:00:00").with("quantity", "3"));
    // Only the order's first line says it is cancelled, of another coupon, in another currency.
    rows.add(line("n47", "split", "2024-10-02 10:00:00").with("status", "void"));
    rows.add(line("n47", "split", "2024-10-02 10:00:00").with("coupon_code", "TEN"));
    rows.add(line("n48", "split", "2024-10-02 10:00:00").with("currency", "eur"));
    rows.add(line("n48", "split", "2024-10-02 10:00:00"));
    rows.add(line("n49", "split", "2024-10-02 10:00:00").with("currency", "CHF"));
    rows.add(line("n49", "split", "2024-10-02 10:00:00"));
    rows.add(line("n50", "split", "2024-10-02 10:00:00").with("currency", "EUR"));
    rows.add(line("n50", "split", "2024-10-02 10:00:00").with("currency", "USD"));
    rows.add(line("n50", "split", "2024-10-02 10:00:00"));
    rows.add(line("n13", "marked", "2024-10-03 10:00:00").with("is_return", "true"));
    // Cancelled, adjustment, one order under two customers, null beside one id.
    rows.add(line("n14", "canceller", "2024-10-04 10:00:00").with("status", "CANCELLED "));
    rows.add(line("n15", "adjusted", "2024-10-05 10:00:00").with("quantity", "0"));
    rows.add(line("n16", "left", "2024-10-06 10:00:00"));
    rows.add(line("n16", "right", "2024-10-06 10:00:00"));
    rows.add(line("n17", "found", "2024-10-07 10:00:00"));
    rows.add(line("n17", " ", "2024-10-07 09:00:00"));
    // The id stands on a line that is refused for another reason.
    rows.add(line("n18", "poor", "2024-10-08 10:00:00").with("quantity", "?").with("amount", "?"));
    rows.add(line("n18", "", "2024-10-08 11:00:00"));
    rows.add(line("n19", "nothing", "2024-10-08 10:00:00").with("currency", "CHF"));
    return rows;
  }

  private static List<OracleRow> amounts() {
    List<OracleRow> rows = new ArrayList<>();
    // Several orders on a day; halves that round away from zero on both sides.
    rows.add(line("n20", "busy", "2024-10-09 10:00:00").with("unit_price", "0.00005"));
    rows.add(line("n21", "busy", "2024-10-09 10:00:00").with("unit_price", "0.00015"));
    rows.add(
        line("n21", "busy", "2024-10-09 10:00:00")
            .with("unit_price", "0.00025")
            .with("quantity", "-1"));
    rows.add(
        line("n22", "busy", "2024-10-10").with("unit_price", "99.999999").with("currency", "EUR"));
    // The earlier of two duplicates is in a currency without a rate.
    rows.add(line("n23", "twice", "2024-10-11 10:00:00").with("line_id", "1"));
    rows.add(
        line("n23", "twice", "2024-10-11 09:00:00").with("line_id", "1").with("currency", "CHF"));
    // 28.517849999987096 in pounds: rounded twice it would be a unit more.
    rows.add(
        line("n25", "halves", "2024-10-12 10:00:00")
            .with("quantity", "3.403")
            .with("unit_price", "9.821896")
            .with("currency", "EUR"));
    rows.addAll(beyondRange());
    // A discount of exactly 5% of the list value, and a hair less; of everything; of nothing.
    rows.add(discounted("n26", "bargain", "0.5", "9.5"));
    rows.add(discounted("n27", "bargain", "0.4999", "9.5"));
    rows.add(discounted("n28", "bargain", "3", "0"));
    rows.add(discounted("n29", "bargain", "0", "0"));
    rows.add(discounted("n30", "bargain", "-1", "0"));
    // Somebody who buys with coupons, too often for chance.
    for (int day = 10; day < 16; day++) {
      rows.add(
          line("n4" + day, "couponer", "2024-10-" + day + " 10:00:00").with("coupon_code", "TEN"));
    }
    return rows;
  }

  /** Thirteen digits before the point: as stated, once rounded, at the rate; and a discount. */
  private static List<OracleRow> beyondRange() {
    return List.of(
        priced("n31", "100.001", "9999999999.999999"),
        priced("n31", "-100.001", "9999999999.999999"),
        priced("n32", "333.333", "3000003000.003000"),
        priced("n33", "100", "5000000000").with("currency", "XAU"),
        priced("n34", "1", "0.01").with("discount", "500000000000").with("currency", "XAU"));
  }

  private static OracleRow priced(String order, String quantity, String price) {
    return line(order, "tycoon", "2024-10-12 10:00:00")
        .with("quantity", quantity)
        .with("unit_price", price)
        .with("amount", "10000000000000");
  }

  private static OracleRow discounted(
      String order, String customer, String discount, String price) {
    return line(order, customer, "2024-10-13 10:00:00")
        .with("discount", discount)
        .with("unit_price", price)
        .with("amount", price);
  }

  static List<OracleRow> events() {
    List<OracleRow> rows = new ArrayList<>();
    // Exactly 24 hours over the night that has 25, and a microsecond more.
    rows.add(visit("edge", "2024-10-26 23:59:59.999999", "e1"));
    rows.add(visit("visitor", "2024-10-26 23:59:59.999999", "e2"));
    rows.add(visit("visitor", "2024-10-27 00:00:00", "e3"));
    rows.add(visit("visitor", "2024-10-27 00:59:59.999999", "e4"));
    rows.add(visit("across", "2024-10-25 23:50:00", "e5"));
    rows.add(visit("across", "2024-10-26 00:10:00", "e5"));
    rows.add(visit("across", "2024-10-25 23:50:00", " "));
    rows.add(visit("across", "2024-10-26 00:10:00", " "));
    rows.add(visit("busy", "2024-10-09 00:00:00", "e6"));
    rows.add(visit("busy", "2024-10-08 23:00:00", "e6"));
    rows.add(visit("busy", "2024-10-11 00:00:00", "e7"));
    rows.add(visit("busy", "2024-10-09 13:00:00", "e8"));
    rows.add(visit("onlooker", "2024-10-20 12:00:00", "e9").with("event_type", "view"));
    rows.add(visit("coming", "2024-10-28 00:00:00", "e10"));
    rows.add(visit("window", "2024-07-30 00:00:00", "e11"));
    rows.add(visit("window", "2024-07-29 23:59:59", "e12"));
    return rows;
  }

  private static OracleRow line(String order, String customer, String at) {
    return OracleRow.of(
        "order_id",
        order,
        "customer_id",
        customer,
        "ordered_at",
        at,
        "quantity",
        "1",
        "unit_price",
        "10.00",
        "amount",
        "10.00",
        "product_id",
        "p1",
        "category",
        "k1");
  }

  private static OracleRow visit(String customer, String at, String session) {
    return OracleRow.of(
        "customer_id", customer, "occurred_at", at, "event_type", "cart", "session_id", session);
  }
}
