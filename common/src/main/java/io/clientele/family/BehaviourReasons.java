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
            + "net revenue of 365 days is %s, the cut is %s%s."
                .formatted(
                    person.text(CustomerFeatures.NET_REVENUE_365D),
                    cut(model.highSpender()),
                    shared(model, CustomerSegments.HIGH_SPENDER)));
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
            + "average order value is %s, the cut is %s%s; %s purchases in 365 days."
                .formatted(
                    person.text(CustomerFeatures.AVERAGE_ORDER_VALUE),
                    cut(model.lowSpender()),
                    shared(model, CustomerSegments.LOW_SPENDER),
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

  /** Returns what a reader of all flags should know: which of them a tie leaves to nobody. */
  static List<String> notes(BehaviourModel model) {
    List<String> notes = new ArrayList<>();
    if (model.shared().contains(CustomerSegments.HIGH_SPENDER)) {
      notes.add(
          "More than half of the year's buyers have a net revenue of %s or more in 365 days, which tells nobody apart: nobody is high_spender."
              .formatted(cut(model.highSpender())));
    }
    if (model.shared().contains(CustomerSegments.LOW_SPENDER)) {
      notes.add(
          "More than half of the repeat customers have an average order value of %s or less, which tells nobody apart: nobody is low_spender."
              .formatted(cut(model.lowSpender())));
    }
    return notes;
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

  private static String shared(BehaviourModel model, String flag) {
    return model.shared().contains(flag)
        ? ", which more than half meet: it tells nobody apart"
        : "";
  }

  private static String cut(@Nullable Cut cut) {
    return cut == null ? "not known" : Person.number(cut.value());
  }

  private static String share(BehaviourModel.@Nullable Share share) {
    return share == null ? "not known" : Person.number(share.value());
  }
}
