package io.clientele.oracle;

import io.clientele.oracle.OracleLine.RowClass;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The row rules of the orders source. */
final class OracleLineRules {
  private final Settings settings;
  private final OracleMoney money;
  private final ZoneId zone;

  OracleLineRules(Settings settings) {
    this.settings = settings;
    this.money = new OracleMoney(settings);
    this.zone = settings.shop().timeZone();
  }

  List<OracleLine> judge(List<OracleRow> rows) {
    Set<String> mapped = settings.sources().orders().columns().keySet();
    List<OracleRow> lines = rows.stream().map(row -> row.only(mapped)).toList();
    Map<String, Set<String>> customers = customersByOrder(lines);
    Map<Integer, String> reasons = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      int number = i;
      if (lines.get(i).kept()) {
        early(lines.get(i), customers).ifPresent(reason -> reasons.put(number, reason));
      }
    }
    markDuplicates(lines, reasons);
    List<OracleLine> judged = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      judged.add(verdict(lines.get(i), Optional.ofNullable(reasons.get(i)), customers));
    }
    return judged;
  }

  OracleLine.Kind kind(OracleRow line) {
    String status = line.text("status").orElse("").toLowerCase(Locale.ROOT);
    if (settings.quality().cancelledStatuses().contains(status)) {
      return OracleLine.Kind.CANCELLED;
    }
    Optional<BigDecimal> quantity = money.quantity(line);
    boolean negative =
        line.flag("is_return").orElse(false)
            || money.exactOrZero(line).signum() < 0
            || quantity.map(BigDecimal::signum).orElse(0) < 0;
    if (negative) {
      return OracleLine.Kind.NEGATIVE;
    }
    boolean positive = !money.maps("quantity") || quantity.map(BigDecimal::signum).orElse(0) > 0;
    return positive ? OracleLine.Kind.POSITIVE : OracleLine.Kind.NEUTRAL;
  }

  private Map<String, Set<String>> customersByOrder(List<OracleRow> lines) {
    Map<String, Set<String>> customers = new HashMap<>();
    for (OracleRow line : lines) {
      Optional<String> order = line.text("order_id");
      if (line.kept() && order.isPresent()) {
        Set<String> known = customers.computeIfAbsent(order.get(), id -> new TreeSet<>());
        line.text("customer_id").ifPresent(known::add);
      }
    }
    return customers;
  }

  private Optional<String> early(OracleRow line, Map<String, Set<String>> customers) {
    Optional<String> order = line.text("order_id");
    if (order.isEmpty()) {
      return Optional.of("no order id");
    }
    if (line.instant("ordered_at", zone).isEmpty()) {
      return Optional.of("no time");
    }
    if (money.known() && !money.isTaken(line)) {
      return Optional.of("no amount");
    }
    if (customers.getOrDefault(order.get(), Set.of()).size() > 1) {
      return Optional.of("order under two customers");
    }
    return Optional.empty();
  }

  private void markDuplicates(List<OracleRow> lines, Map<Integer, String> reasons) {
    Map<List<String>, Integer> first = new LinkedHashMap<>();
    Set<Integer> losers = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      OracleRow line = lines.get(i);
      if (!line.kept() || reasons.containsKey(i) || line.text("line_id").isEmpty()) {
        continue;
      }
      List<String> key =
          List.of(line.text("order_id").orElseThrow(), line.text("line_id").orElseThrow());
      Integer before = first.putIfAbsent(key, i);
      if (before == null) {
        continue;
      }
      boolean earlier = compare(line, lines.get(before)) < 0;
      losers.add(earlier ? before : i);
      first.put(key, earlier ? i : before);
    }
    losers.forEach(loser -> reasons.put(loser, "duplicate line"));
  }

  private int compare(OracleRow left, OracleRow right) {
    Instant leftAt = left.instant("ordered_at", zone).orElseThrow();
    int order = leftAt.compareTo(right.instant("ordered_at", zone).orElseThrow());
    return order != 0
        ? order
        : compareCells(left, right, settings.sources().orders().columns().keySet());
  }

  /** Compares raw texts column by column, absent first. */
  static int compareCells(OracleRow left, OracleRow right, Set<String> columns) {
    for (String column : columns) {
      Optional<String> a = left.raw(column);
      Optional<String> b = right.raw(column);
      int order =
          a.isPresent() && b.isPresent()
              ? a.get().compareTo(b.get())
              : Boolean.compare(a.isPresent(), b.isPresent());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private OracleLine verdict(
      OracleRow line, Optional<String> early, Map<String, Set<String>> customers) {
    if (!line.kept()) {
      return new OracleLine(line, RowClass.FILTERED, Optional.empty(), Optional.empty());
    }
    Optional<String> reason =
        early.isEmpty() && money.rate(line).isEmpty() ? Optional.of("foreign currency") : early;
    if (reason.isPresent()) {
      return new OracleLine(line, RowClass.REJECTED, reason, Optional.empty());
    }
    Set<String> ids = customers.getOrDefault(line.text("order_id").orElseThrow(), Set.of());
    return new OracleLine(
        line,
        ids.isEmpty() ? RowClass.GUESTS : RowClass.ACCEPTED,
        Optional.empty(),
        ids.stream().findFirst());
  }
}
