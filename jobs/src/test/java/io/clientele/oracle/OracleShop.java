package io.clientele.oracle;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A shop after the row rules.
 *
 * @param settings its configuration
 * @param lines every order line with its verdict
 * @param orders its orders
 * @param customers its registered people
 * @param events what they did
 */
record OracleShop(
    Settings settings,
    List<OracleLine> lines,
    List<OracleOrder> orders,
    OracleCustomers customers,
    OracleEvents events) {

  /** The rows of the three sources. */
  record Raw(List<OracleRow> orders, List<OracleRow> customers, List<OracleRow> events) {}

  static OracleShop of(Raw raw, Settings settings) {
    ZoneId zone = settings.shop().timeZone();
    List<OracleLine> lines = new OracleLineRules(settings).judge(raw.orders());
    Optional<SourceSettings> people = settings.sources().customers();
    Optional<SourceSettings> visits = settings.sources().events();
    return new OracleShop(
        settings,
        lines,
        OracleOrder.all(lines, settings),
        people
            .map(source -> OracleCustomers.of(raw.customers(), source, settings.quality(), zone))
            .orElse(OracleCustomers.none()),
        visits
            .map(source -> OracleEvents.of(raw.events(), source, settings.quality(), zone))
            .orElse(OracleEvents.none()));
  }

  ZoneId zone() {
    return settings.shop().timeZone();
  }

  OracleMoney money() {
    return new OracleMoney(settings);
  }

  boolean maps(String orderColumn) {
    return settings.sources().orders().maps(orderColumn);
  }

  /** The orders of identified customers up to a day, each customer's by time. */
  Map<String, List<OracleOrder>> ordersByCustomer(LocalDate date) {
    Map<String, List<OracleOrder>> byCustomer = new TreeMap<>();
    for (OracleOrder order : orders) {
      if (order.customerId().isPresent() && !order.day().isAfter(date)) {
        String id = order.customerId().get();
        byCustomer.computeIfAbsent(id, unused -> new ArrayList<>()).add(order);
      }
    }
    return byCustomer;
  }

  /** The events of customers up to a day. */
  Map<String, List<OracleEvents.Event>> eventsByCustomer(LocalDate date) {
    Map<String, List<OracleEvents.Event>> byCustomer = new TreeMap<>();
    for (OracleEvents.Event event : events.accepted()) {
      if (!event.day().isAfter(date)) {
        byCustomer.computeIfAbsent(event.customerId(), unused -> new ArrayList<>()).add(event);
      }
    }
    return byCustomer;
  }

  /** The ids of the base at a day, in order. */
  SortedSet<String> base(LocalDate date) {
    TreeSet<String> ids = new TreeSet<>(ordersByCustomer(date).keySet());
    ids.addAll(eventsByCustomer(date).keySet());
    customers
        .registered()
        .forEach(
            (id, at) -> {
              if (!at.atZone(zone()).toLocalDate().isAfter(date)) {
                ids.add(id);
              }
            });
    return ids;
  }
}
