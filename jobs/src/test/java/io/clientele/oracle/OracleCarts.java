package io.clientele.oracle;

import io.clientele.oracle.OracleEvents.Event;
import io.clientele.schema.CustomerFeatures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The carts of every customer at the end of a day. */
final class OracleCarts {
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final OracleShop shop;
  private final LocalDate date;
  private final ZoneId zone;
  private final Map<String, List<Event>> events;

  OracleCarts(OracleShop shop, LocalDate date) {
    this.shop = shop;
    this.date = date;
    this.zone = shop.zone();
    this.events = shop.eventsByCustomer(date);
  }

  OracleCells cells(String id, List<OracleOrder> purchases) {
    OracleCells row = nothing();
    if (shop.settings().sources().events().isEmpty()) {
      return row;
    }
    Optional<Instant> last = Optional.empty();
    Optional<Instant> lastAbandoned = Optional.empty();
    long recent = 0;
    long abandoned = 0;
    long converted = 0;
    for (List<Event> cart : carts(id)) {
      Instant first = cart.stream().map(Event::at).min(Instant::compareTo).orElseThrow();
      Instant end = cart.stream().map(Event::at).max(Instant::compareTo).orElseThrow();
      boolean bought = purchases.stream().anyMatch(purchase -> converts(purchase, first, end));
      boolean left = !bought && isOver(end);
      boolean isRecent = !first.atZone(zone).toLocalDate().isBefore(date.minusDays(89));
      last = later(last, end);
      lastAbandoned = left ? later(lastAbandoned, end) : lastAbandoned;
      recent += isRecent ? 1 : 0;
      converted += isRecent && bought ? 1 : 0;
      abandoned += isRecent && left ? 1 : 0;
    }
    row.put(CustomerFeatures.LAST_CART_AT, last.orElse(null));
    row.put(CustomerFeatures.CARTS_90D, recent);
    row.put(CustomerFeatures.ABANDONED_CARTS_90D, abandoned);
    row.put(CustomerFeatures.CONVERTED_CARTS_90D, converted);
    row.put(CustomerFeatures.LAST_ABANDONED_CART_AT, lastAbandoned.orElse(null));
    if (last.isPresent()) {
      row.put(CustomerFeatures.IS_LAST_CART_ABANDONED, last.equals(lastAbandoned));
    }
    lastAbandoned.ifPresent(
        at ->
            row.put(
                CustomerFeatures.ORDERED_SINCE_ABANDONED_CART,
                purchases.stream().anyMatch(purchase -> isAfter(purchase, at))));
    Double rate = OracleCells.ratio(abandoned, abandoned + converted);
    return row.put(CustomerFeatures.CART_ABANDONMENT_RATE, rate);
  }

  private static OracleCells nothing() {
    OracleCells row = new OracleCells();
    row.put(CustomerFeatures.LAST_CART_AT, null);
    row.put(CustomerFeatures.CARTS_90D, null);
    row.put(CustomerFeatures.ABANDONED_CARTS_90D, null);
    row.put(CustomerFeatures.CONVERTED_CARTS_90D, null);
    row.put(CustomerFeatures.CART_ABANDONMENT_RATE, null);
    row.put(CustomerFeatures.LAST_ABANDONED_CART_AT, null);
    row.put(CustomerFeatures.IS_LAST_CART_ABANDONED, null);
    row.put(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART, null);
    return row;
  }

  private static Optional<Instant> later(Optional<Instant> known, Instant at) {
    return Optional.of(known.filter(before -> before.isAfter(at)).orElse(at));
  }

  private boolean isOver(Instant end) {
    return end.plus(PATIENCE).isBefore(date.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private boolean isAfter(OracleOrder purchase, Instant at) {
    return purchase.isDatedOnly(zone)
        ? purchase.day().isAfter(at.atZone(zone).toLocalDate())
        : purchase.at().isAfter(at);
  }

  private List<List<Event>> carts(String id) {
    Map<String, List<Event>> carts = new TreeMap<>();
    for (Event event : events.getOrDefault(id, List.of())) {
      if (event.touchesCart()) {
        String key = event.session().map(name -> "session " + name).orElse("day " + event.day());
        carts.computeIfAbsent(key, unused -> new ArrayList<>()).add(event);
      }
    }
    return List.copyOf(carts.values());
  }

  private boolean converts(OracleOrder purchase, Instant first, Instant end) {
    if (purchase.isDatedOnly(zone)) {
      LocalDate from = first.atZone(zone).toLocalDate();
      LocalDate until = end.atZone(zone).toLocalDate().plusDays(1);
      return !purchase.day().isBefore(from) && !purchase.day().isAfter(until);
    }
    return !purchase.at().isBefore(first) && !purchase.at().isAfter(end.plus(PATIENCE));
  }
}
