package io.clientele.oracle;

import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The customers source by the rules.
 *
 * @param rows the accepted rows by id
 * @param registered their instants of registration, where known
 * @param rejected reasons of the rejected rows
 * @param filtered rows the filter left out
 */
record OracleCustomers(
    Map<String, OracleRow> rows,
    Map<String, Instant> registered,
    List<String> rejected,
    long filtered) {

  static OracleCustomers none() {
    return new OracleCustomers(Map.of(), Map.of(), List.of(), 0);
  }

  static OracleCustomers of(
      List<OracleRow> source, SourceSettings settings, QualitySettings quality, ZoneId zone) {
    Set<String> mapped = settings.columns().keySet();
    List<OracleRow> kept = new ArrayList<>();
    for (OracleRow row : source) {
      if (row.kept()) {
        kept.add(OracleLineRules.withoutNobody(row.only(mapped), quality));
      }
    }
    kept.sort(order(mapped, zone));
    Map<String, OracleRow> rows = new TreeMap<>();
    Map<String, Instant> registered = new TreeMap<>();
    List<String> rejected = new ArrayList<>();
    for (OracleRow row : kept) {
      Optional<String> id = row.text("customer_id");
      if (OracleLineRules.isScientific(row, "customer_id")) {
        rejected.add("id in scientific notation");
      } else if (id.isEmpty()) {
        rejected.add("no customer id");
      } else if (rows.putIfAbsent(id.get(), row) != null) {
        rejected.add("duplicate customer");
      } else {
        row.instant("registered_at", zone).ifPresent(at -> registered.put(id.get(), at));
      }
    }
    return new OracleCustomers(rows, registered, rejected, source.size() - kept.size());
  }

  private static Comparator<OracleRow> order(Set<String> mapped, ZoneId zone) {
    Comparator<OracleRow> byTime =
        Comparator.comparing(row -> row.instant("registered_at", zone).orElse(Instant.MAX));
    return byTime.thenComparing((left, right) -> OracleLineRules.compareCells(left, right, mapped));
  }
}
