package io.clientele.oracle;

import static io.clientele.oracle.OracleCells.ratio;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentOverlaps;
import io.clientele.schema.SegmentPlaybook;
import io.clientele.settings.PlaybookSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is in which segments at once, and what the playbook says of them, customer by customer.
 *
 * @param date the date
 * @param customers features and labels, one row a customer
 */
record OracleMix(LocalDate date, List<OracleCells> customers) {
  private static final List<String> READY_MADE =
      List.of(
          "new_customers",
          "recent_buyers_30d",
          "recent_buyers_90d",
          "non_buyers_30d",
          "non_buyers_90d",
          "frequent_buyers",
          "lapsed_customers");
  private static final List<String> BEHAVIOUR =
      List.of(
          "high_spender",
          "cart_abandoner",
          "abandoned_cart_open",
          "coupon_lover",
          "low_spender",
          "one_time",
          "inactive");

  List<OracleCells> overlaps() {
    List<OracleCells> rows = new ArrayList<>();
    for (String family : List.of("ready_made", "behaviour", "custom")) {
      Set<String> names = new TreeSet<>();
      customers.forEach(customer -> names.addAll(segments(customer, family)));
      for (String one : names) {
        for (String other : names) {
          long both = inside(family, one).stream().filter(row -> in(row, family, other)).count();
          if (!one.equals(other) && both > 0) {
            rows.add(
                new OracleCells()
                    .put(SegmentOverlaps.SEGMENT_DATE, date)
                    .put(SegmentOverlaps.FAMILY, family)
                    .put(SegmentOverlaps.SEGMENT, one)
                    .put(SegmentOverlaps.OTHER_SEGMENT, other)
                    .put(SegmentOverlaps.CUSTOMERS, both)
                    .put(SegmentOverlaps.SEGMENT_CUSTOMERS, (long) inside(family, one).size())
                    .put(SegmentOverlaps.OVERLAP_SHARE, ratio(both, inside(family, one).size())));
          }
        }
      }
    }
    return rows;
  }

  List<OracleCells> playbook(PlaybookSettings settings) {
    List<OracleCells> rows = new ArrayList<>();
    for (PlaybookSettings.Entry entry : settings.entries()) {
      List<OracleCells> inside = inside(entry.family(), entry.segment());
      BigDecimal net = net(inside);
      boolean isCustom = entry.family().equals("custom");
      if (!inside.isEmpty()) {
        rows.add(
            new OracleCells()
                .put(SegmentPlaybook.SEGMENT_DATE, date)
                .put(
                    SegmentPlaybook.FAMILY, isCustom ? "custom:" + entry.segment() : entry.family())
                .put(SegmentPlaybook.SEGMENT, isCustom ? "in" : entry.segment())
                .put(SegmentPlaybook.MEANING, entry.meaning().orElse(null))
                .put(SegmentPlaybook.ACTION, entry.action().orElse(null))
                .put(SegmentPlaybook.MOMENT, entry.moment().orElse(null))
                .put(SegmentPlaybook.CUSTOMERS, (long) inside.size())
                .put(SegmentPlaybook.CUSTOMER_SHARE, ratio(inside.size(), customers.size()))
                .put(SegmentPlaybook.NET_REVENUE, net)
                .put(SegmentPlaybook.REVENUE_SHARE, ratio(net, net(customers)))
                .put(SegmentPlaybook.REVENUE_PER_CUSTOMER, ratio(net, inside.size()))
                .put(SegmentPlaybook.DUE_7D, inside.stream().filter(this::isDue).count())
                .put(
                    SegmentPlaybook.LEAVING_7D,
                    inside.stream().filter(OracleMix::isLeaving).count()));
      }
    }
    return rows;
  }

  private boolean isDue(OracleCells customer) {
    return customer
        .day(CustomerSegments.NEXT_ORDER_DUE_DATE)
        .filter(due -> due.isAfter(date) && !due.isAfter(date.plusDays(7)))
        .isPresent();
  }

  private static boolean isLeaving(OracleCells customer) {
    return customer.get(CustomerSegments.DAYS_UNTIL_NEXT_STAGE) instanceof Number days
        && days.intValue() <= 7;
  }

  private List<OracleCells> inside(String family, String segment) {
    return customers.stream().filter(customer -> in(customer, family, segment)).toList();
  }

  private static boolean in(OracleCells customer, String family, String segment) {
    return segments(customer, family).contains(segment);
  }

  private static Collection<String> segments(OracleCells customer, String family) {
    return switch (family) {
      case "ready_made" -> READY_MADE.stream().filter(customer::flag).toList();
      case "behaviour" -> BEHAVIOUR.stream().filter(customer::flag).toList();
      case "custom" -> {
        List<String> names = new ArrayList<>();
        if (customer.get(CustomerSegments.CUSTOM_SEGMENTS) instanceof Collection<?> held) {
          held.forEach(name -> names.add(String.valueOf(name)));
        }
        yield names;
      }
      case "rfm" -> List.of(customer.text(CustomerSegments.RFM_SEGMENT));
      default -> List.of(customer.text(family));
    };
  }

  private static BigDecimal net(List<OracleCells> rows) {
    return rows.stream()
        .map(row -> row.amount(CustomerFeatures.NET_REVENUE).orElse(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
