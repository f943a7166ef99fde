package io.clientele.oracle;

import io.clientele.settings.Settings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows stand in a newer version as well.
 *
 * @param settings the shop's configuration
 */
record OracleVersions(Settings settings) {

  /** The places of superseded rows. */
  Set<Integer> superseded(List<OracleRow> lines) {
    if (!settings.sources().orders().maps("updated_at")) {
      return Set.of();
    }
    return settings.sources().hasVersionsOfLines() ? ofLines(lines) : ofOrders(lines);
  }

  private Instant updated(OracleRow line) {
    return line.instant("updated_at", zone()).orElse(Instant.MIN);
  }

  private ZoneId zone() {
    return settings.shop().timeZone();
  }

  private Set<Integer> ofOrders(List<OracleRow> lines) {
    Map<String, Instant> newest = new HashMap<>();
    for (OracleRow line : lines) {
      line.text("order_id")
          .ifPresent(id -> newest.merge(id, updated(line), (a, b) -> a.isAfter(b) ? a : b));
    }
    Set<Integer> superseded = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      OracleRow line = lines.get(i);
      Optional<String> id = line.text("order_id");
      if (id.isPresent() && updated(line).isBefore(newest.getOrDefault(id.get(), Instant.MIN))) {
        superseded.add(i);
      }
    }
    return superseded;
  }

  private Set<Integer> ofLines(List<OracleRow> lines) {
    Map<List<String>, List<Integer>> versions = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      OracleRow line = lines.get(i);
      if (line.text("order_id").isPresent() && line.text("line_id").isPresent()) {
        List<String> key =
            List.of(line.text("order_id").orElseThrow(), line.text("line_id").orElseThrow());
        versions.computeIfAbsent(key, unused -> new ArrayList<>()).add(i);
      }
    }
    Set<String> columns = settings.sources().orders().columns().keySet();
    Comparator<OracleRow> first =
        Comparator.comparing((OracleRow line) -> updated(line))
            .reversed()
            .thenComparing(line -> line.instant("ordered_at", zone()).orElse(Instant.MIN))
            .thenComparing((a, b) -> OracleLineRules.compareCells(a, b, columns));
    Set<Integer> superseded = new HashSet<>();
    for (List<Integer> places : versions.values()) {
      places.sort(Comparator.comparing(lines::get, first));
      superseded.addAll(places.subList(1, places.size()));
    }
    return superseded;
  }
}
