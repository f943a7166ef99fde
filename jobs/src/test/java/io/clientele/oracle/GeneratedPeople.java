package io.clientele.oracle;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Seeded registrations and visits to go with the generated orders. */
final class GeneratedPeople {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final List<String> TIERS = List.of("gold", "silver", " gold ", " ");

  private final Random random;
  private final List<OracleRow> rows = new ArrayList<>();

  private GeneratedPeople(long seed) {
    this.random = new Random(seed);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** Most buyers and some who never bought, a few of them twice, later or without a date. */
  static List<OracleRow> customers(long seed) {
    GeneratedPeople people = new GeneratedPeople(seed);
    for (int number = 0; number < GeneratedOrders.CUSTOMERS + 60; number++) {
      people.customer(GeneratedOrders.customerId(number));
    }
    people.rows.add(OracleRow.of("customer_id", " ", "registered_at", "2023-01-01"));
    people.rows.add(OracleRow.of("registered_at", "2023-01-02"));
    people.rows.add(OracleRow.of("customer_id", "future", "registered_at", "2031-01-01"));
    people.rows.add(
        OracleRow.of("customer_id", "last-moment", "registered_at", "2024-10-27 23:59:59.999999"));
    people.rows.add(OracleRow.of("customer_id", "next-day", "registered_at", "2024-10-28"));
    return people.rows;
  }

  private void customer(String id) {
    if (chance(12)) {
      return;
    }
    OracleRow row = OracleRow.of("customer_id", chance(5) ? id + " " : id);
    if (chance(90)) {
      row = row.with("registered_at", time().substring(0, chance(20) ? 10 : 19));
    } else if (chance(40)) {
      row = row.with("registered_at", pick("", "long ago"));
    }
    row = chance(70) ? row.with("country", pick("GB", "FR", "IE")) : row;
    row = row.with("tier", TIERS.get(Math.floorMod(id.hashCode(), TIERS.size())));
    rows.add(chance(3) ? row.leftOut() : row);
    if (chance(5)) {
      rows.add(row.with("registered_at", time()));
    }
    if (chance(2)) {
      rows.add(row);
    }
  }

  private String time() {
    LocalDateTime at = GeneratedOrders.FIRST_DAY.atStartOfDay().plusDays(random.nextInt(960));
    return String.format(
        Locale.ROOT,
        "%s %02d:%02d:%02d",
        at.toLocalDate(),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60));
  }

  /** Visits around orders and at other times. */
  static List<OracleRow> events(long seed, List<OracleRow> orders) {
    GeneratedPeople people = new GeneratedPeople(seed);
    for (OracleRow line : orders) {
      Optional<Instant> at = line.instant("ordered_at", ZONE);
      if (at.isPresent() && people.chance(25)) {
        people.visit(line.text("customer_id").orElse(""), people.shifted(at.get()));
      }
    }
    for (int visit = 0; visit < 500; visit++) {
      String id = GeneratedOrders.customerId(people.random.nextInt(420));
      people.visit(
          id, LocalDateTime.parse(people.time().replace(' ', 'T')).atZone(ZONE).toInstant());
    }
    return people.rows;
  }

  private Instant shifted(Instant order) {
    long seconds = ChronoUnit.DAYS.getDuration().toSeconds();
    return switch (random.nextInt(6)) {
      case 0 -> order.minusSeconds(seconds);
      case 1 -> order.minusSeconds(seconds).minus(1, ChronoUnit.MICROS);
      case 2 -> order;
      case 3 -> order.plus(1, ChronoUnit.MICROS);
      default -> order.minusSeconds(random.nextInt(200_000));
    };
  }

  private void visit(String customer, Instant start) {
    String session = "s" + rows.size();
    Instant at = start;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String type = pick("view", "cart", " CART ", "checkout", "purchase", "cart");
      type = chance(3) ? pick("scroll", "", "add") : type;
      OracleRow row = OracleRow.of("customer_id", customer, "event_type", type);
      row = chance(80) ? row.with("session_id", session) : row.with("session_id", " ");
      row = chance(98) ? row.with("occurred_at", local(at)) : row.with("occurred_at", "?");
      rows.add(chance(2) ? row.leftOut() : row);
      at = at.minusSeconds(random.nextInt(8_000));
    }
  }

  private static String local(Instant at) {
    return at.atZone(ZONE).toLocalDateTime().toString().replace('T', ' ');
  }
}
