package io.clientele.oracle;

import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The events source by the rules.
 *
 * @param accepted the events of customers
 * @param rejected reasons of the rejected rows
 * @param guests accepted events without a customer
 * @param filtered rows the filter left out
 */
record OracleEvents(List<Event> accepted, List<String> rejected, long guests, long filtered) {

  private static final Set<String> TYPES = Set.of("view", "cart", "checkout", "purchase");

  /** An accepted event. */
  record Event(
      String customerId, Optional<String> session, Instant at, LocalDate day, String type) {

    boolean touchesCart() {
      return type.equals("cart") || type.equals("checkout");
    }
  }

  static OracleEvents none() {
    return new OracleEvents(List.of(), List.of(), 0, 0);
  }

  static OracleEvents of(
      List<OracleRow> source, SourceSettings settings, QualitySettings quality, ZoneId zone) {
    Instant earliest = quality.earliest().atStartOfDay(zone).toInstant();
    List<Event> accepted = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    long guests = 0;
    long filtered = 0;
    for (OracleRow raw : source) {
      OracleRow row = OracleLineRules.withoutNobody(raw.only(settings.columns().keySet()), quality);
      Optional<Instant> at = row.instant("occurred_at", zone);
      String type = row.text("event_type").orElse("").toLowerCase(Locale.ROOT);
      Optional<String> customer = row.text("customer_id");
      if (!raw.kept()) {
        filtered++;
      } else if (OracleLineRules.isScientific(row, "customer_id")) {
        rejected.add("id in scientific notation");
      } else if (at.isEmpty()) {
        rejected.add("no time");
      } else if (at.get().isBefore(earliest)) {
        rejected.add("impossible date");
      } else if (!TYPES.contains(type)) {
        rejected.add("unknown event type");
      } else if (customer.isEmpty()) {
        guests++;
      } else {
        LocalDate day = at.get().atZone(zone).toLocalDate();
        accepted.add(new Event(customer.get(), row.text("session_id"), at.get(), day, type));
      }
    }
    return new OracleEvents(accepted, rejected, guests, filtered);
  }
}
