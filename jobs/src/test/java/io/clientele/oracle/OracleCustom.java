package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.CustomSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The custom segments of {@link FixtureCustom} that somebody is in. What is not known decides
 * nothing: then the segment does not hold, also where another one asks.
 */
final class OracleCustom {
  private final CustomSettings settings;
  private final OracleCustomers register;

  OracleCustom(CustomSettings settings, OracleCustomers register) {
    this.settings = settings;
    this.register = register;
  }

  /** Returns the names that hold, by code point; null where none is configured. */
  @Nullable List<String> label(OracleCells customer, OracleCells labels) {
    if (settings.segments().isEmpty()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (CustomSettings.Segment segment : settings.segments()) {
      if (holds(segment.name(), customer, labels)) {
        names.add(segment.name());
      }
    }
    names.sort(OracleCustom::byCodePoint);
    return names;
  }

  private boolean holds(String segment, OracleCells customer, OracleCells labels) {
    long orders = customer.count(CustomerFeatures.ORDERS);
    return switch (segment) {
      case "Repeat buyers" -> customer.count(CustomerFeatures.PURCHASE_DAYS) >= 2;
      case "Big baskets" ->
          customer.get(CustomerFeatures.AVERAGE_ORDER_VALUE) instanceof Double value && value > 50;
      case "Small baskets" -> !holds("Big baskets", customer, labels) && orders > 0;
      case "Quick" ->
          customer.get(CustomerFeatures.GAP_MEAN_DAYS) instanceof Double days && days < 60;
      case "Growing" -> isGrowing(customer);
      case "Fresh" ->
          customer
              .day(CustomerFeatures.LAST_ORDER_DATE)
              .filter(day -> day.isAfter(date(customer).minusDays(30)))
              .isPresent();
      case "Drifting" ->
          holds("Repeat buyers", customer, labels)
              && List.of("Slipping Away", "Lost").contains(labels.text("lifecycle"));
      case "spends, without coupons" ->
          labels.flag("high_spender") && Boolean.FALSE.equals(labels.get("coupon_lover"));
      case "Gone or cheap" ->
          labels.text("rfm_segment").equals("Gone")
              || labels.text("price_sensitivity").equals("Cheaper");
      case FixtureCustom.EMOJI -> labels.text("loyalty").equals("VIP");
      case FixtureCustom.LIGATURE -> orders == 1;
      case "Abroad" ->
          registered(customer, "country").filter(country -> !country.equals("GB")).isPresent();
      case "abroad and back" ->
          holds("Abroad", customer, labels) && holds("Repeat buyers", customer, labels);
      case "Gold" ->
          registered(customer, "tier").equals(Optional.of("gold"))
              && !labels.text("loyalty").equals("Prospect");
      default -> throw new IllegalArgumentException(segment);
    };
  }

  private static boolean isGrowing(OracleCells customer) {
    Optional<BigDecimal> now = customer.amount(CustomerFeatures.NET_REVENUE_90D);
    Optional<BigDecimal> before = customer.amount(CustomerFeatures.NET_REVENUE_PREV_90D);
    return now.isPresent() && before.isPresent() && now.get().compareTo(before.get()) > 0;
  }

  private static LocalDate date(OracleCells customer) {
    return customer.day(CustomerFeatures.SEGMENT_DATE).orElseThrow();
  }

  private Optional<String> registered(OracleCells customer, String column) {
    return Optional.ofNullable(register.rows().get(customer.text(CustomerFeatures.CUSTOMER_ID)))
        .flatMap(row -> row.text(column));
  }

  private static int byCodePoint(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] != b[i]) {
        return Integer.compare(a[i], b[i]);
      }
    }
    return Integer.compare(a.length, b.length);
  }
}
