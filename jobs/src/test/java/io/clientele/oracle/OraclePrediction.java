package io.clientele.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of a stored model, by the formulas of the literature; expectations by integral.
 */
final class OraclePrediction {
  static final List<String> COLUMNS =
      List.of(
          CustomerSegments.P_ALIVE,
          CustomerSegments.RETURN_PROBABILITY_90D,
          CustomerSegments.EXPECTED_ORDERS_90D,
          CustomerSegments.EXPECTED_VALUE_365D,
          CustomerSegments.PREDICTION_MODEL,
          CustomerSegments.PREDICTION_FIT_DATE);

  private static final double STEP = 0.05;

  private final JsonNode parameters;
  private final LocalDate fitDate;

  OraclePrediction(String json, LocalDate fitDate) {
    this.fitDate = fitDate;
    try {
      this.parameters = new JsonMapper().readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What a customer of today is expected to buy again in so many days. */
  double ofNew(long days) {
    OracleCells today =
        new OracleCells()
            .put(CustomerFeatures.PURCHASE_DAYS, 1L)
            .put(CustomerFeatures.RECENCY_DAYS, 0)
            .put(CustomerFeatures.TENURE_DAYS, 0)
            .put(CustomerFeatures.FIRST_ORDER_DATE, fitDate);
    return alive(today) * expected(today, days / 7.0);
  }

  /**
   * The probability of a purchase in the next 90 days, of the season where there is one, had there
   * been none for some more days.
   */
  double returns(OracleCells features, int later) {
    OracleCells waiting = new OracleCells().putAll(features);
    for (String age : List.of(CustomerFeatures.RECENCY_DAYS, CustomerFeatures.TENURE_DAYS)) {
      waiting.put(age, features.count(age) + later);
    }
    return alive(waiting) * (1 - none(waiting, 90 / 7.0));
  }

  /** The columns of a customer. */
  OracleCells cells(OracleCells features) {
    OracleCells row = new OracleCells();
    COLUMNS.forEach(column -> row.put(column, null));
    if (features.count(CustomerFeatures.PURCHASE_DAYS) == 0
        || parameters.get("purchases").isNull()) {
      return row;
    }
    double alive = alive(features);
    Double spend = spend(features);
    double quarter = weeks(today(features), today(features).plusDays(90));
    double year = alive * expected(features, weeks(today(features), today(features).plusDays(365)));
    row.put(CustomerSegments.P_ALIVE, alive);
    row.put(CustomerSegments.RETURN_PROBABILITY_90D, alive * (1 - none(features, quarter)));
    row.put(CustomerSegments.EXPECTED_ORDERS_90D, alive * expected(features, quarter));
    row.put(CustomerSegments.EXPECTED_VALUE_365D, spend == null ? null : (Double) (year * spend));
    row.put(CustomerSegments.PREDICTION_MODEL, model());
    return row.put(CustomerSegments.PREDICTION_FIT_DATE, fitDate);
  }

  private String model() {
    return parameters.get("purchases").get("model").asText();
  }

  private double value(String name) {
    return parameters.get("purchases").get(name).asDouble();
  }

  private static long repeats(OracleCells features) {
    return features.count(CustomerFeatures.PURCHASE_DAYS) - 1;
  }

  private static LocalDate first(OracleCells features) {
    return features.day(CustomerFeatures.FIRST_ORDER_DATE).orElseThrow();
  }

  private static LocalDate today(OracleCells features) {
    return first(features).plusDays(features.count(CustomerFeatures.TENURE_DAYS));
  }

  private double age(OracleCells features) {
    return weeks(first(features), today(features));
  }

  /** Weeks after one day up to another, each day counted by the index of its week. */
  private double weeks(LocalDate from, LocalDate to) {
    JsonNode indexes = parameters.path("season").path("weeks");
    if (!indexes.isArray()) {
      return (to.toEpochDay() - from.toEpochDay()) / 7.0;
    }
    double days = 0;
    for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
      days += indexes.get(OracleSeason.week(day)).asDouble();
    }
    return days / 7;
  }

  private double shape(OracleCells features) {
    return value("r") + repeats(features);
  }

  private double alive(OracleCells features) {
    long x = repeats(features);
    boolean isModified = model().equals("mbg-nbd");
    if (model().equals("nbd") || (x == 0 && !isModified)) {
      return 1;
    }
    long recency = features.count(CustomerFeatures.RECENCY_DAYS);
    double last = weeks(first(features), today(features).minusDays(recency));
    double waited = (value("alpha") + age(features)) / (value("alpha") + last);
    double chances = value("b") + x - (isModified ? 0 : 1);
    return 1 / (1 + value("a") / chances * Math.pow(waited, shape(features)));
  }

  private double none(OracleCells features, double weeks) {
    double waited = value("alpha") + age(features);
    return Math.pow(waited / (waited + weeks), shape(features));
  }

  /**
   * Purchases of the living: the mean of (1 - (1 + p w)^-s) / p over the beta distributed
   * probability p to be lost, by the trapezoidal rule over ln p - ln (1 - p).
   */
  private double expected(OracleCells features, double weeks) {
    double odds = weeks / (value("alpha") + age(features));
    double shape = shape(features);
    if (model().equals("nbd")) {
      return shape * odds;
    }
    double a = value("a");
    double kept = value("b") + repeats(features) + (model().equals("mbg-nbd") ? 1 : 0);
    double mode = Math.log(a / kept);
    double spread = Math.sqrt(1 / a + 1 / kept);
    double step = Math.min(STEP, spread / 10);
    double most = logDensity(mode, a, kept);
    double end = mode + 40 / kept + 20 * spread;
    double sum = 0;
    double weight = 0;
    for (double logit = mode - 40 / a - 20 * spread; logit < end; logit += step) {
      double density = Math.exp(logDensity(logit, a, kept) - most);
      double lost = Math.exp(logLost(logit));
      sum +=
          density
              * (lost == 0 ? shape * odds : -Math.expm1(-shape * Math.log1p(lost * odds)) / lost);
      weight += density;
    }
    return sum / weight;
  }

  private static double logLost(double logit) {
    return Math.min(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
  }

  private static double logDensity(double logit, double a, double kept) {
    return a * logLost(logit) + kept * (logLost(logit) - logit);
  }

  private @Nullable Double spend(OracleCells features) {
    JsonNode spend = parameters.get("spend");
    if (spend.isNull() || features.amount(CustomerFeatures.REPEAT_GROSS_REVENUE).isEmpty()) {
      return null;
    }
    double total = features.amount(CustomerFeatures.REPEAT_GROSS_REVENUE).get().doubleValue();
    double p = spend.get("p").asDouble();
    double weight = p * repeats(features) + spend.get("q").asDouble() - 1;
    return weight > 0 ? (Double) (p * (spend.get("g").asDouble() + total) / weight) : null;
  }
}
