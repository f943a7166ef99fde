package io.clientele.oracle;

import io.clientele.oracle.OracleLine.RowClass;
import io.clientele.settings.QualitySettings;
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
import java.util.stream.Stream;

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
    List<OracleRow> lines =
        rows.stream().map(row -> row.only(mapped)).map(this::withoutNobody).toList();
    Set<Integer> superseded = new OracleVersions(settings).superseded(lines);
    Map<String, Set<String>> customers = said("customer_id", lines, superseded);
    Map<Integer, String> reasons = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      int number = i;
      if (lines.get(i).kept() && !superseded.contains(i)) {
        early(lines.get(i), customers).ifPresent(reason -> reasons.put(number, reason));
      }
    }
    markDuplicates(lines, superseded, reasons);
    List<OracleRow> completed = completed(lines, superseded);
    List<OracleLine> judged = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      judged.add(
          superseded.contains(i)
              ? new OracleLine(
                  lines.get(i), RowClass.SUPERSEDED, Optional.empty(), Optional.empty())
              : verdict(completed.get(i), Optional.ofNullable(reasons.get(i)), customers));
    }
    return judged;
  }

  /** A customer whose id means nobody is none. */
  private OracleRow withoutNobody(OracleRow line) {
    return withoutNobody(line, settings.quality());
  }

  static OracleRow withoutNobody(OracleRow line, QualitySettings quality) {
    boolean isNobody =
        line.text("customer_id")
            .filter(id -> quality.noCustomer().contains(id.toLowerCase(Locale.ROOT)))
            .isPresent();
    return isNobody ? line.without("customer_id") : line;
  }

  /** What is the order's, where its other lines say one thing, written into the blank ones. */
  private List<OracleRow> completed(List<OracleRow> lines, Set<Integer> superseded) {
    List<OracleRow> completed = new ArrayList<>(lines);
    for (String column : List.of("status", "currency", "coupon_code")) {
      if (!settings.quality().orderLevel().contains(column)) {
        continue;
      }
      Map<String, Set<String>> said = said(column, lines, superseded);
      for (int i = 0; i < completed.size(); i++) {
        OracleRow line = completed.get(i);
        Set<String> words =
            line.text("order_id").map(id -> said.getOrDefault(id, Set.of())).orElse(Set.of());
        if (line.text(column).isEmpty() && words.size() == 1) {
          completed.set(i, line.with(column, words.iterator().next()));
        }
      }
    }
    return completed;
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

  /** The different words of a column that unfiltered lines state, by order. */
  private static Map<String, Set<String>> said(
      String column, List<OracleRow> lines, Set<Integer> superseded) {
    Map<String, Set<String>> said = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      OracleRow line = lines.get(i);
      Optional<String> order = line.text("order_id");
      if (line.kept() && order.isPresent() && !superseded.contains(i)) {
        Set<String> known = said.computeIfAbsent(order.get(), id -> new TreeSet<>());
        line.text(column).map(word -> alike(column, word)).ifPresent(known::add);
      }
    }
    return said;
  }

  private static String alike(String column, String word) {
    return switch (column) {
      case "status" -> word.toLowerCase(Locale.ROOT);
      case "currency" -> word.toUpperCase(Locale.ROOT);
      default -> word;
    };
  }

  private Optional<String> early(OracleRow line, Map<String, Set<String>> customers) {
    Optional<String> order = line.text("order_id");
    if (order.isEmpty()) {
      return Optional.of("no order id");
    }
    if (Stream.of("order_id", "customer_id").anyMatch(id -> isScientific(line, id))) {
      return Optional.of("id in scientific notation");
    }
    Optional<Instant> at = line.instant("ordered_at", zone);
    if (at.isEmpty()) {
      return Optional.of("no time");
    }
    if (at.get().isBefore(settings.quality().earliest().atStartOfDay(zone).toInstant())) {
      return Optional.of("impossible date");
    }
    if (money.known() && !money.isTaken(line)) {
      return Optional.of("no amount");
    }
    if (customers.getOrDefault(order.get(), Set.of()).size() > 1) {
      return Optional.of("order under two customers");
    }
    return Optional.empty();
  }

  static boolean isScientific(OracleRow line, String column) {
    return line.text(column)
        .filter(id -> id.matches("[0-9]([.,][0-9]+)?[eE][+][0-9]+"))
        .isPresent();
  }

  private void markDuplicates(
      List<OracleRow> lines, Set<Integer> superseded, Map<Integer, String> reasons) {
    Map<List<String>, Integer> first = new LinkedHashMap<>();
    Set<Integer> losers = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      OracleRow line = lines.get(i);
      if (!line.kept()
          || superseded.contains(i)
          || reasons.containsKey(i)
          || line.text("line_id").isEmpty()) {
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
