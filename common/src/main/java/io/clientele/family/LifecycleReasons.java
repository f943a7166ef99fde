package io.clientele.family;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.ReturnCuts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Why a customer is in a lifecycle stage, in sentences.
 *
 * @param families the settings
 * @param parameters what was fitted
 * @param fitDate when
 */
record LifecycleReasons(
    FamiliesSettings families, Lifecycle.Parameters parameters, LocalDate fitDate) {

  /** Returns the sentences. */
  List<String> of(Person person) {
    String stage = person.text(CustomerSegments.LIFECYCLE);
    if (!person.has(CustomerFeatures.RECENCY_DAYS)) {
      return List.of("%s: nothing was bought so far.".formatted(stage));
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "%s, by method %s fitted on %s over %d gaps between purchase days of all customers."
            .formatted(
                stage,
                person.text(CustomerSegments.LIFECYCLE_METHOD),
                fitDate,
                parameters.shop().gaps()));
    reasons.add(
        "Last bought %s ago, on %s; %s in all."
            .formatted(
                person.many(CustomerFeatures.RECENCY_DAYS, "day"),
                person.text(CustomerFeatures.LAST_ORDER_DATE),
                person.many(CustomerFeatures.PURCHASE_DAYS, "purchase day")));
    if (person.has(CustomerSegments.EXPECTED_GAP_DAYS)) {
      reasons.add(gaps(person));
      reasons.add(
          "The next purchase is due on %s; the wait so far is %s of the expected gap."
              .formatted(
                  person.text(CustomerSegments.NEXT_ORDER_DUE_DATE),
                  person.text(CustomerSegments.OVERDUE_RATIO)));
    }
    reasons.addAll(limits(person));
    if (person.has(CustomerSegments.DAYS_UNTIL_NEXT_STAGE)) {
      reasons.add(
          "Without a purchase the stage changes in %s."
              .formatted(person.many(CustomerSegments.DAYS_UNTIL_NEXT_STAGE, "day")));
    }
    if (person.has(CustomerSegments.LOST_SINCE)) {
      reasons.add("Lost since %s.".formatted(person.text(CustomerSegments.LOST_SINCE)));
    }
    return reasons;
  }

  private String gaps(Person person) {
    String own =
        person.has(CustomerFeatures.GAP_MEDIAN_DAYS)
            ? "Own gaps: mean %s days, median %s"
                .formatted(
                    person.text(CustomerFeatures.GAP_MEAN_DAYS),
                    person.text(CustomerFeatures.GAP_MEDIAN_DAYS))
            : "No own gap yet";
    return "%s; the shop's typical gap is %s days. Mixed with %s gaps' worth of the shop's: %s days."
        .formatted(
            own,
            Person.number(Math.exp(parameters.shop().logMean())),
            Person.number(families.lifecycle().priorWeight()),
            person.text(CustomerSegments.EXPECTED_GAP_DAYS));
  }

  private List<String> limits(Person person) {
    StageLimits ends =
        new StageLimits(
            families,
            StageNumbers.of(parameters, families.lifecycle().priorWeight()),
            col(CustomerSegments.EXPECTED_GAP_DAYS));
    Row limits = person.row().select(ends.justOrdered(), ends.active(), ends.slippingAway()).head();
    Double mean = parameters.meanReturn();
    if (parameters.method() != LifecycleMethod.MODEL || mean == null) {
      return List.of(
          "Days since the last purchase: Just Ordered up to %s, Active up to %s, Slipping Away up to %s."
              .formatted(limits.get(0), limits.get(1), limits.get(2)));
    }
    double factor = families.lifecycle().model().cuts() == ReturnCuts.SHARE ? mean : 1;
    return List.of(
        "Just Ordered up to %s days; then Active from a return probability of %s, Slipping Away from %s. It is %s, or what prediction says above of 90 days of the season; the mean of all buyers was %s."
            .formatted(
                limits.get(0),
                Person.number(families.lifecycle().model().active() * factor),
                Person.number(families.lifecycle().model().slippingAway() * factor),
                person.text(CustomerSegments.RETURN_PROBABILITY_90D),
                Person.number(mean)));
  }
}
