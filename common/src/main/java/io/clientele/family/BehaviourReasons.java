package io.clientele.family;

import io.clientele.family.Quantiles.Cut;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a customer has the behaviour flags they have, in sentences. */
final class BehaviourReasons {

  private BehaviourReasons() {}

  /** Returns the sentences: the primary behaviour, and each flag with what it was compared with. */
  static List<String> of(Person person, BehaviourModel model, LocalDate fitDate) {
    List<String> reasons = new ArrayList<>();
    reasons.add(primary(person, model, fitDate));
    reasons.add(
        flag(person, CustomerSegments.HIGH_SPENDER)
            + "net revenue of 365 days is %s, the cut is %s."
                .formatted(
                    person.text(CustomerFeatures.NET_REVENUE_365D), cut(model.highSpender())));
    reasons.addAll(carts(person, model));
    reasons.add(
        flag(person, CustomerSegments.COUPON_LOVER)
            + "%s of %s purchases clearly discounted, the shop's share is %s."
                .formatted(
                    person.text(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS),
                    person.text(CustomerFeatures.ORDERS),
                    share(model.discount())));
    reasons.add(
        flag(person, CustomerSegments.LOW_SPENDER)
            + "average order value is %s, the cut is %s; %s purchases in 365 days."
                .formatted(
                    person.text(CustomerFeatures.AVERAGE_ORDER_VALUE),
                    cut(model.lowSpender()),
                    person.text(CustomerFeatures.ORDERS_365D)));
    reasons.add(
        flag(person, CustomerSegments.ONE_TIME)
            + "%s ever.".formatted(person.many(CustomerFeatures.PURCHASE_DAYS, "purchase day")));
    reasons.add(
        flag(person, CustomerSegments.INACTIVE)
            + "lifecycle is %s, recency %s."
                .formatted(
                    person.text(CustomerSegments.LIFECYCLE),
                    person.many(CustomerFeatures.RECENCY_DAYS, "day")));
    return reasons;
  }

  private static String primary(Person person, BehaviourModel model, LocalDate fitDate) {
    return "Primary: %s; compared with the shop of %s, %d customers."
        .formatted(
            person.has(CustomerSegments.PRIMARY_BEHAVIOUR)
                ? person.text(CustomerSegments.PRIMARY_BEHAVIOUR)
                : "none",
            fitDate,
            model.customers());
  }

  private static List<String> carts(Person person, BehaviourModel model) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        flag(person, CustomerSegments.CART_ABANDONER)
            + "%s abandoned carts in 90 days at a rate of %s, the shop's rate is %s; ordered since: %s."
                .formatted(
                    person.text(CustomerFeatures.ABANDONED_CARTS_90D),
                    person.text(CustomerFeatures.CART_ABANDONMENT_RATE),
                    share(model.abandonment()),
                    person.text(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART)));
    reasons.add(
        flag(person, CustomerSegments.ABANDONED_CART_OPEN)
            + "the last cart is abandoned: %s."
                .formatted(person.text(CustomerFeatures.IS_LAST_CART_ABANDONED)));
    return reasons;
  }

  private static String flag(Person person, String column) {
    String held = person.has(column) ? (person.is(column) ? "yes" : "no") : "unknown";
    return "%s %s: ".formatted(column, held);
  }

  private static String cut(@Nullable Cut cut) {
    return cut == null ? "not known" : Person.number(cut.value());
  }

  private static String share(BehaviourModel.@Nullable Share share) {
    return share == null ? "not known" : Person.number(share.value());
  }
}
