package io.clientele.oracle;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded order lines of several hundred customers over two and a half years, dirt included. */
final class GeneratedOrders {
  static final LocalDate FIRST_DAY = LocalDate.parse("2022-06-01");
  static final int CUSTOMERS = 360;

  private static final int DAYS = 950;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Random random;
  private final List<OracleRow> lines = new ArrayList<>();
  private int orders;

  private GeneratedOrders(long seed) {
    this.random = new Random(seed);
  }

  static List<OracleRow> of(long seed) {
    GeneratedOrders generated = new GeneratedOrders(seed);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      generated.customer(customer);
    }
    for (int guest = 0; guest < 60; guest++) {
      generated.order(
          generated.chance(50) ? " " : generated.chance(50) ? "0" : null,
          generated.random.nextInt(DAYS));
    }
    return generated.lines;
  }

  static String customerId(int number) {
    return String.format(Locale.ROOT, "c%04d", number);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private void customer(int number) {
    if (number % 10 == 9) {
      return;
    }
    int gap = 4 + random.nextInt(120);
    int day = random.nextInt(DAYS);
    int left = 1 + (int) Math.floor(-Math.log(1 - random.nextDouble()) * (number % 4 + 1));
    while (left-- > 0 && day < DAYS) {
      order(chance(4) ? " " + customerId(number) + "  " : customerId(number), day);
      day += chance(12) ? 0 : 1 + random.nextInt(gap);
    }
  }

  private void order(@Nullable String customer, int day) {
    LocalDate date = FIRST_DAY.plusDays(day);
    String id = "o" + orders++;
    LocalDateTime at = date.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60));
    String time = chance(12) ? date.toString() : SECONDS.format(at);
    int count = 1 + random.nextInt(4);
    String status = chance(3) ? pick("Cancelled", " void ", "CANCELLED") : pick("paid", "");
    boolean alone = chance(6);
    for (int number = 0; number < count; number++) {
      String own = chance(5) ? SECONDS.format(at.plusSeconds(random.nextInt(90_000))) : time;
      OracleRow line =
          OracleRow.of(
              "order_id",
              chance(3) ? " " + id : id,
              "customer_id",
              chance(4) ? null : customer,
              "ordered_at",
              own,
              "line_id",
              chance(80) ? "l" + number : null,
              "status",
              status);
      add(ofOrder(priced(goods(line), alone), date));
    }
  }

  /** What a line may say of its whole order, and when it was changed. */
  private OracleRow ofOrder(OracleRow line, LocalDate date) {
    OracleRow row = line;
    if (chance(3)) {
      row = row.with("order_discount", pick("3.3333", "0", "10", "-1", "5000", "none"));
    }
    if (chance(2)) {
      row = row.with("order_refund", pick("2.505", "0", "-3", "7000"));
    }
    if (chance(2)) {
      row = row.with("refunded_at", date.plusDays(random.nextInt(60) - 5L) + " 12:00:00");
    }
    if (chance(2)) {
      row = row.with("is_returned", pick("true", "false"));
    }
    if (chance(3)) {
      LocalDate late = date.plusDays(random.nextInt(9));
      row = row.with("ordered_at", late + " 09:30:00");
    }
    return chance(95) ? row.with("updated_at", date.plusDays(random.nextInt(2)).toString()) : row;
  }

  private OracleRow goods(OracleRow line) {
    OracleRow row = line;
    if (chance(95)) {
      int product = random.nextInt(60);
      row = row.with("product_id", "p" + product).with("category", "k" + product % 7);
    }
    if (chance(15)) {
      row = row.with("discount", pick("1.005", "0", "2.33335", "none", "0.5"));
    }
    if (chance(10)) {
      row = row.with("coupon_code", pick("SPRING", " ", "TEN"));
    }
    if (chance(15)) {
      row = row.with("currency", pick("GBP", " gbp", "EUR", "usd", "", "CHF"));
    }
    return row;
  }

  private OracleRow priced(OracleRow line, boolean returned) {
    String quantity = pick("1", "1", "2", "3", "5", "0.125", "2.5", "1.0005");
    String price = String.valueOf(random.nextInt(90_000) / 1000.0);
    price = chance(10) ? pick("0", "0.00005", "12.345678", "3.3335") : price;
    String sign = returned || chance(6) ? "-" : "";
    OracleRow row = line.with("quantity", chance(2) ? "0" : sign + quantity);
    row = row.with("unit_price", price).with("amount", sign + price);
    if (chance(3)) {
      row = row.with("is_return", pick("true", "false", "perhaps"));
    }
    return row;
  }

  private void add(OracleRow line) {
    OracleRow row = line;
    if (chance(2)) {
      row = row.with("quantity", pick("NaN", "Infinity", "", "abc", "1e30", "999999999999"));
    }
    if (chance(2)) {
      row = row.with("amount", pick("NaN", "-Infinity", " ", "abc", "1e30"));
    }
    if (chance(1)) {
      row = row.with("ordered_at", pick("", "yesterday", "2024-02-30", "2024-13-01 10:00:00"));
    }
    if (chance(1)) {
      row = row.with("order_id", pick("  ", "7.41099E+12"));
    }
    if (chance(1)) {
      row = row.with("customer_id", pick("guest", "GUEST", "0", "\u00a0Guest\ufeff"));
    }
    if (chance(1)) {
      row = row.with("ordered_at", pick("1970-01-01 00:00:00", "1989-12-31 23:59:59"));
    }
    if (chance(1)) {
      row = row.with("customer_id", customerId(random.nextInt(CUSTOMERS)));
    }
    lines.add(chance(2) ? row.leftOut() : row);
    if (chance(4)) {
      lines.add(chance(50) ? row : row.with("product_id", "p99"));
    }
  }
}
