package io.clientele.family;

import io.clientele.prediction.Season;
import io.clientele.prediction.SeasonFit;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the season that predictions count time by.
 *
 * @param season what the model keeps
 */
record SeasonText(PredictionModel.Seasonality season) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final int SOME_YEAR = 2025;

  /** Returns what a reader of predictions should know; empty where every day counts the same. */
  Optional<String> note() {
    return switch (season.origin()) {
      case ESTIMATED ->
          extremes()
              .map(
                  extremes ->
                      "Predictions count time by the shop's season, from %d full years: %s."
                          .formatted(season.years(), extremes));
      case GIVEN ->
          extremes()
              .map(
                  extremes ->
                      "Predictions count time by families.prediction.season until the shop has two full years (it has %d): %s."
                          .formatted(season.years(), extremes));
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Returns how time counts, and why. */
  String reason() {
    return note()
        .orElseGet(
            () ->
                season.origin() == PredictionModel.Origin.ESTIMATED
                    ? "Every day counts the same: a season would gain %s of log-likelihood over %d full years, and it takes %s."
                        .formatted(
                            number(season.gain()),
                            season.years(),
                            Person.number(SeasonFit.LEAST_GAIN))
                    : "Every day counts the same: a season takes two full years of purchases, or families.prediction.season; the shop has %d."
                        .formatted(season.years()));
  }

  private Optional<String> extremes() {
    return Optional.ofNullable(season.weeks())
        .map(
            weeks -> {
              int busiest = week(weeks, Comparator.naturalOrder());
              int quietest = week(weeks, Comparator.reverseOrder());
              return "a day in the week from %s counts %s days, one in the week from %s %s"
                  .formatted(
                      start(busiest),
                      Person.number(weeks.get(busiest)),
                      start(quietest),
                      Person.number(weeks.get(quietest)));
            });
  }

  /** The first week of the greatest index. */
  private static int week(List<Double> weeks, Comparator<Double> order) {
    return IntStream.range(0, Season.WEEKS)
        .boxed()
        .max(Comparator.<Integer, Double>comparing(weeks::get, order).thenComparing(week -> -week))
        .orElse(0);
  }

  private static String start(int week) {
    return LocalDate.ofYearDay(SOME_YEAR, 7 * week + 1).format(DAY);
  }

  private static String number(@Nullable Double value) {
    return Person.number(value == null ? Double.NaN : value);
  }
}
