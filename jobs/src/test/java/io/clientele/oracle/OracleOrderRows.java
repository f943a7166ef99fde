package io.clientele.oracle;

import io.clientele.oracle.OracleLine.Kind;
import io.clientele.oracle.OracleOrder.Good;
import io.clientele.oracle.OracleOrder.Sums;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rows that the lines of one order come to: one, and one for each later day of a return. */
final class OracleOrderRows {
  private final Settings settings;
  private final OracleMoney money;
  private final OracleLineRules rules;
  private final List<OracleLine> lines;
  private final IdentityHashMap<OracleLine, Long> takenOff = new IdentityHashMap<>();

  OracleOrderRows(Settings settings, List<OracleLine> lines) {
    this.settings = settings;
    this.money = new OracleMoney(settings);
    this.rules = new OracleLineRules(settings);
    this.lines = lines;
  }

  private Instant at(OracleLine line) {
    return line.row().instant("ordered_at", settings.shop().timeZone()).orElseThrow();
  }

  private LocalDate day(Instant at) {
    return at.atZone(settings.shop().timeZone()).toLocalDate();
  }

  private Kind kind(OracleLine line) {
    return rules.kind(line.row());
  }

  List<OracleOrder> rows() {
    List<OracleLine> bought = lines.stream().filter(line -> kind(line) == Kind.POSITIVE).toList();
    takeOff(bought);
    Map<LocalDate, List<OracleLine>> byDay = new TreeMap<>();
    List<OracleLine> first = new ArrayList<>();
    Optional<LocalDate> boughtOn =
        bought.stream().map(line -> day(at(line))).min(Comparator.naturalOrder());
    for (OracleLine line : lines) {
      LocalDate day = day(at(line));
      boolean isLater = kind(line) == Kind.NEGATIVE && boughtOn.filter(day::isAfter).isPresent();
      if (boughtOn.isEmpty() || isLater) {
        byDay.computeIfAbsent(day, unused -> new ArrayList<>()).add(line);
      } else {
        first.add(line);
      }
    }
    List<OracleOrder> rows = new ArrayList<>();
    if (!first.isEmpty()) {
      rows.add(row(first));
    }
    byDay.values().forEach(own -> rows.add(row(own)));
    if (!bought.isEmpty()) {
      refund(rows, bought);
    }
    return rows;
  }

  /** Spreads the order's discount over what was bought. */
  private void takeOff(List<OracleLine> bought) {
    long gross = bought.stream().mapToLong(line -> money.units(line.row())).sum();
    long most =
        lines.stream()
            .mapToLong(line -> money.orderUnits(line.row(), "order_discount"))
            .max()
            .orElse(0);
    long discount = Math.min(Math.max(0, most), gross);
    if (discount <= 0) {
      return;
    }
    long left = discount;
    for (OracleLine line : bought) {
      long part =
          BigInteger.valueOf(discount)
              .multiply(BigInteger.valueOf(money.units(line.row())))
              .divide(BigInteger.valueOf(gross))
              .longValueExact();
      takenOff.put(line, part);
      left -= part;
    }
    takenOff.merge(largest(bought), left, Long::sum);
  }

  private OracleLine largest(List<OracleLine> bought) {
    Comparator<OracleLine> order =
        Comparator.comparing((OracleLine line) -> -money.units(line.row()))
            .thenComparing(line -> money.exactOrZero(line.row()))
            .thenComparing(line -> money.quantity(line.row()).orElse(BigDecimal.ZERO))
            .thenComparing(line -> money.discountUnits(line.row()))
            .thenComparing(line -> line.row().text("product_id").orElse(""))
            .thenComparing(line -> line.row().text("category").orElse(""))
            .thenComparing(line -> line.row().flag("is_returned").map(Object::toString).orElse(""));
    return bought.stream().min(order).orElseThrow();
  }

  private long paid(OracleLine line) {
    return money.units(line.row()) - takenOff.getOrDefault(line, 0L);
  }

  /** Adds money given back for the order or for what was bought in it. */
  private void refund(List<OracleOrder> rows, List<OracleLine> bought) {
    Optional<Instant> ofOrder =
        lines.stream().flatMap(line -> refunded(line).stream()).max(Comparator.naturalOrder());
    long refund =
        lines.stream()
            .mapToLong(line -> money.orderUnits(line.row(), "order_refund"))
            .max()
            .orElse(0);
    giveBack(rows, refund, ofOrder);
    for (OracleLine line : bought) {
      if (line.row().flag("is_returned").orElse(false)) {
        giveBack(rows, paid(line), refunded(line).or(() -> ofOrder));
      }
    }
  }

  private Optional<Instant> refunded(OracleLine line) {
    return line.row().instant("refunded_at", settings.shop().timeZone());
  }

  private void giveBack(List<OracleOrder> rows, long units, Optional<Instant> at) {
    if (units <= 0 || !money.known()) {
      return;
    }
    OracleOrder first = rows.get(0);
    boolean isLater = at.filter(instant -> day(instant).isAfter(first.day())).isPresent();
    LocalDate day = isLater ? day(at.orElseThrow()) : first.day();
    for (int i = 0; i < rows.size(); i++) {
      OracleOrder row = rows.get(i);
      if (row.day().equals(day)) {
        Instant instant =
            isLater && at.orElseThrow().isBefore(row.at()) ? at.orElseThrow() : row.at();
        rows.set(i, row.returning(instant, units));
        return;
      }
    }
    Sums nothing = new Sums(0, BigDecimal.ZERO, 0, units, 0, 0, false, 0, 0);
    rows.add(
        new OracleOrder(
            first.id(), first.customerId(), at.orElseThrow(), day, "return", nothing, List.of()));
  }

  private OracleOrder row(List<OracleLine> own) {
    Instant at = own.stream().map(this::at).min(Comparator.naturalOrder()).orElseThrow();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    own.forEach(line -> kinds.add(kind(line)));
    return new OracleOrder(
        own.get(0).row().text("order_id").orElseThrow(),
        own.get(0).customerId(),
        at,
        day(at),
        orderClass(kinds),
        sums(own),
        goods(own));
  }

  private static String orderClass(Set<Kind> kinds) {
    if (kinds.contains(Kind.POSITIVE)) {
      return "purchase";
    }
    if (kinds.contains(Kind.NEGATIVE)) {
      return "return";
    }
    return kinds.contains(Kind.CANCELLED) ? "cancelled" : "adjustment";
  }

  private Sums sums(List<OracleLine> own) {
    BigDecimal items = BigDecimal.ZERO;
    long gross = 0;
    long returned = 0;
    long other = 0;
    long discount = 0;
    boolean coupon = false;
    long unitPrices = 0;
    long pricedLines = 0;
    for (OracleLine line : own) {
      long units = money.units(line.row());
      switch (kind(line)) {
        case POSITIVE -> {
          items = items.add(money.quantity(line.row()).orElse(BigDecimal.ZERO));
          gross += paid(line);
          discount += money.discountUnits(line.row()) + takenOff.getOrDefault(line, 0L);
          coupon |= line.row().text("coupon_code").isPresent();
          unitPrices += Math.max(0, money.unitPriceUnits(line.row()));
          pricedLines += money.unitPriceUnits(line.row()) > 0 ? 1 : 0;
        }
        case NEGATIVE -> returned += Math.abs(units);
        default -> other += units;
      }
    }
    return new Sums(
        own.size(), items, gross, returned, other, discount, coupon, unitPrices, pricedLines);
  }

  private List<Good> goods(List<OracleLine> own) {
    List<Good> goods = new ArrayList<>();
    for (OracleLine line : own) {
      OracleRow row = line.row();
      if (kind(line) == Kind.POSITIVE) {
        goods.add(new Good(row.text("product_id"), row.text("category"), paid(line)));
      }
    }
    return goods;
  }
}
