package io.clientele.family;

import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.Season;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer has the predictions they have, in sentences.
 *
 * @param model what was fitted
 * @param fitDate when
 */
record PredictionReasons(PredictionModel model, LocalDate fitDate) {

  /** Returns the sentences. */
  List<String> of(Person person) {
    PredictionModel.Purchases purchases = model.purchases();
    if (purchases == null || !person.has(CustomerSegments.RETURN_PROBABILITY_90D)) {
      return List.of("None: nothing was bought so far, or the shop has too few buyers.");
    }
    Optional<Season> season = model.seasonModel();
    PurchaseHistory history = history(person, season);
    List<String> reasons = new ArrayList<>();
    reasons.add(fitted(purchases));
    Optional.ofNullable(model.season())
        .map(SeasonText::new)
        .map(SeasonText::reason)
        .ifPresent(reasons::add);
    reasons.add(
        "Seen of this customer: x %s repeat purchase days, the last %s weeks after the first (t_x), first seen %s weeks ago (T)%s."
            .formatted(
                history.repeats(),
                Person.number(history.lastWeeks()),
                Person.number(history.ageWeeks()),
                season.isPresent() ? ", in weeks of the season" : ""));
    reasons.add(
        "May still buy with probability %s; buys within 90 days with %s, on %s days; worth %s in 365 days."
            .formatted(
                person.text(CustomerSegments.P_ALIVE),
                person.text(CustomerSegments.RETURN_PROBABILITY_90D),
                person.text(CustomerSegments.EXPECTED_ORDERS_90D),
                person.text(CustomerSegments.EXPECTED_VALUE_365D)));
    if (season.isPresent()) {
      reasons.add(
          "Within 90 days of the season, which lifecycle method model goes by, with %s."
              .formatted(
                  Person.number(
                      purchases.purchaseModel().returnProbability(history, ReturnStage.WEEKS))));
    }
    return reasons;
  }

  private String fitted(PredictionModel.Purchases purchases) {
    return "By %s of %s over %d buyers: r %s, alpha %s, a %s, b %s (weeks)."
        .formatted(
            purchases.model(),
            fitDate,
            model.customers(),
            Person.number(purchases.r()),
            Person.number(purchases.alpha()),
            parameter(purchases.a()),
            parameter(purchases.b()));
  }

  private static PurchaseHistory history(Person person, Optional<Season> season) {
    int tenure = (int) person.real(CustomerFeatures.TENURE_DAYS);
    int recency = (int) person.real(CustomerFeatures.RECENCY_DAYS);
    long purchaseDays = (long) person.real(CustomerFeatures.PURCHASE_DAYS);
    return season
        .map(
            by -> {
              LocalDate first = LocalDate.parse(person.text(CustomerFeatures.FIRST_ORDER_DATE));
              return new PurchaseHistory(
                  purchaseDays - 1,
                  by.days(first, first.plusDays(tenure - recency)) / PurchaseHistory.DAYS_PER_WEEK,
                  by.days(first, first.plusDays(tenure)) / PurchaseHistory.DAYS_PER_WEEK);
            })
        .orElseGet(() -> PurchaseHistory.ofDays(purchaseDays, recency, tenure));
  }

  private static String parameter(@Nullable Double value) {
    return value == null ? "none" : Person.number(value);
  }
}
