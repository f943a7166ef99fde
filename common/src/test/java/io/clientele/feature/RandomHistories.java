package io.clientele.feature;

import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Customers with random pasts: orders near the edges of windows and of days, carts over several
 * days and around 24 hours before an order, registrations, and rows of days to come.
 */
final class RandomHistories {
  private static final List<Integer> EDGES = List.of(0, 30, 90, 180, 365);
  private static final List<String> CLASSES =
      List.of(
          Orders.PURCHASE,
          Orders.PURCHASE,
          Orders.PURCHASE,
          Orders.PURCHASE,
          Orders.RETURN,
          Orders.CANCELLED,
          Orders.ADJUSTMENT);

  private final Random random;
  private final ZoneId zone;
  private final LocalDate from;
  private final LocalDate to;
  private int made;

  RandomHistories(long seed, ZoneId zone, LocalDate from, LocalDate to) {
    this.random = new Random(seed);
    this.zone = zone;
    this.from = from;
    this.to = to;
  }

  /** A customer's rows, each a column's value by name. */
  record History(
      List<Map<String, @Nullable Object>> orders,
      List<Map<String, @Nullable Object>> products,
      List<Map<String, @Nullable Object>> sessions,
      List<Map<String, @Nullable Object>> customers) {

    static History empty() {
      return new History(
          new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    History copy() {
      return new History(
          new ArrayList<>(orders),
          new ArrayList<>(products),
          new ArrayList<>(sessions),
          new ArrayList<>(customers));
    }
  }

  /** Returns the rows of a table in the order of its columns. */
  static List<Row> rows(TableSchema table, List<Map<String, @Nullable Object>> rows) {
    return rows.stream()
        .map(
            row ->
                RowFactory.create(
                    table.columns().stream().map(TableColumn::name).map(row::get).toArray()))
        .toList();
  }

  /** Returns somebody's past; one of three has nothing near an edge but by accident. */
  History history(String customer) {
    History history = History.empty();
    boolean isQuiet = random.nextInt(3) == 0;
    for (int i = random.nextInt(5); i > 0; i--) {
      addOrder(history, customer, instant(isQuiet ? longAgo() : nearAnEdge()));
    }
    for (int i = random.nextInt(isQuiet ? 2 : 3); i > 0; i--) {
      addVisit(history, customer, isQuiet ? longAgo() : nearAnEdge());
    }
    if (random.nextInt(3) > 0) {
      register(history, customer, registration());
    }
    return history;
  }

  /** Returns the past as it turns out later: with rows corrected, late or gone. */
  History corrected(History history, String customer) {
    History other = history.copy();
    switch (random.nextInt(5)) {
      case 0 -> other.orders().forEach(order -> order.replace(Orders.GROSS_UNITS, 77_777L));
      case 1 -> addOrder(other, customer, instant(random.nextBoolean() ? longAgo() : from));
      case 2 -> addVisit(other, customer, random.nextBoolean() ? longAgo() : from);
      case 3 -> {
        other.customers().clear();
        register(other, customer, registration());
        other.sessions().clear();
      }
      default -> {
        other.orders().clear();
        other.products().clear();
        other.customers().clear();
      }
    }
    return other;
  }

  /** Returns the past with rows that came in after the first of the two days, and of later ones. */
  History continued(History history, String customer) {
    History longer = history.copy();
    long days = ChronoUnit.DAYS.between(from, to) + 2;
    LocalDate date = from.plusDays(1 + random.nextInt((int) days));
    switch (random.nextInt(3)) {
      case 0 -> addSession(longer, customer, begun(longer), date);
      case 1 -> register(longer, customer, instant(date));
      default -> addOrder(longer, customer, instant(date));
    }
    return longer;
  }

  /** A visit that may have begun days before. */
  private String begun(History history) {
    return history.sessions().stream()
        .map(row -> Objects.toString(row.get(Sessions.SESSION_ID), ""))
        .findFirst()
        .orElse("late");
  }

  private LocalDate longAgo() {
    return from.minusDays(random.nextInt(900));
  }

  /** A day that leaves a window between the two days, or almost. */
  private LocalDate nearAnEdge() {
    int step = (int) ChronoUnit.DAYS.between(from, to);
    return from.minusDays(EDGES.get(random.nextInt(EDGES.size())))
        .plusDays(random.nextInt(step + 5) - 2L);
  }

  private Instant start(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  /** A moment of the day, now and then its first or its last. */
  private Instant instant(LocalDate date) {
    long micros = ChronoUnit.MICROS.between(start(date), start(date.plusDays(1)));
    long after =
        switch (random.nextInt(5)) {
          case 0 -> 0;
          case 1 -> micros - 1;
          default -> (long) (random.nextDouble() * micros);
        };
    return start(date).plus(after, ChronoUnit.MICROS);
  }

  private void addOrder(History history, String customer, Instant at) {
    String id = "o" + made++;
    String kind = CLASSES.get(random.nextInt(CLASSES.size()));
    boolean isPurchase = kind.equals(Orders.PURCHASE);
    LocalDate date = at.atZone(zone).toLocalDate();
    Map<String, @Nullable Object> order = new HashMap<>();
    order.put(Orders.ORDER_ID, id);
    order.put(Orders.CUSTOMER_ID, customer);
    order.put(Orders.ORDERED_AT, at);
    order.put(Orders.ORDER_DATE, date);
    order.put(Orders.ORDER_CLASS, kind);
    order.put(Orders.LINES, 1L);
    order.put(Orders.ITEM_THOUSANDTHS, isPurchase ? 1_000L * (1 + random.nextInt(3)) : 0L);
    order.put(Orders.GROSS_UNITS, isPurchase ? (long) random.nextInt(20_000) : 0L);
    order.put(
        Orders.RETURNED_UNITS,
        kind.equals(Orders.RETURN) || random.nextInt(5) == 0 ? (long) random.nextInt(900) : 0L);
    order.put(Orders.OTHER_UNITS, 0L);
    order.put(Orders.DISCOUNT_UNITS, (long) (random.nextBoolean() ? 0 : random.nextInt(2_000)));
    order.put(Orders.HAS_COUPON, random.nextInt(4) == 0);
    order.put(Orders.UNIT_PRICE_UNITS, isPurchase ? (long) random.nextInt(5_000) : 0L);
    order.put(Orders.PRICED_LINES, isPurchase ? 1L : 0L);
    order.put(Orders.IS_DATED_ONLY, at.equals(start(date)));
    history.orders().add(order);
    for (int i = isPurchase ? random.nextInt(3) : 0; i > 0; i--) {
      Map<String, @Nullable Object> product = new HashMap<>();
      product.put(OrderProducts.ORDER_ID, id);
      product.put(OrderProducts.CUSTOMER_ID, customer);
      product.put(OrderProducts.ORDERED_AT, at);
      product.put(OrderProducts.PRODUCT_ID, "p" + random.nextInt(4));
      product.put(OrderProducts.CATEGORY, random.nextInt(5) == 0 ? null : "k" + random.nextInt(3));
      product.put(OrderProducts.GROSS_UNITS, (long) random.nextInt(9_000));
      history.products().add(product);
    }
  }

  /** A visit of one to three days, now and then with an order about 24 hours after its end. */
  private void addVisit(History history, String customer, LocalDate first) {
    String session = random.nextInt(4) == 0 ? "" : "s" + made++;
    Instant last = start(first);
    for (int day = random.nextInt(3); day >= 0; day--) {
      last = addSession(history, customer, session, first.plusDays(day));
    }
    if (random.nextInt(3) == 0) {
      Instant dayAfter =
          last.plus(24, ChronoUnit.HOURS).plus(random.nextInt(3) - 1L, ChronoUnit.MICROS);
      addOrder(
          history,
          customer,
          random.nextBoolean() ? dayAfter : start(dayAfter.atZone(zone).toLocalDate()));
    }
  }

  private Instant addSession(History history, String customer, String session, LocalDate date) {
    List<Instant> at = List.of(instant(date), instant(date), instant(date));
    List<Instant> sorted = at.stream().sorted().toList();
    boolean hasCart = random.nextInt(4) > 0;
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put(Sessions.CUSTOMER_ID, customer);
    row.put(Sessions.SESSION_ID, session.isEmpty() ? null : session);
    row.put(Sessions.EVENT_DATE, date);
    row.put(Sessions.FIRST_EVENT_AT, sorted.get(0));
    row.put(Sessions.FIRST_CART_AT, hasCart ? sorted.get(1) : null);
    row.put(Sessions.LAST_CART_AT, hasCart ? sorted.get(2) : null);
    row.put(Sessions.EVENTS, 3L);
    history.sessions().add(row);
    return sorted.get(2);
  }

  /** Registers somebody who is not yet registered. */
  private static void register(History history, String customer, @Nullable Instant at) {
    if (history.customers().isEmpty()) {
      Map<String, @Nullable Object> row = new HashMap<>();
      row.put(Customers.CUSTOMER_ID, customer);
      row.put(Customers.REGISTERED_AT, at);
      history.customers().add(row);
    }
  }

  private @Nullable Instant registration() {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> instant(longAgo());
      default -> instant(from.plusDays(random.nextInt(4)));
    };
  }
}
