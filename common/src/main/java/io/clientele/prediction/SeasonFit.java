package io.clientele.prediction;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A shop's season, from what was bought again in each week of its last full years against what a
 * model without season expects there; so a shop that grows or shrinks is not taken for a season.
 *
 * @param years full years looked at, two or more
 * @param prior how many purchase days each week is drawn towards no season by
 * @param gain log-likelihood that the season gains over none, each year told from the others
 * @param season the season; empty where it gains too little
 */
public record SeasonFit(int years, int prior, double gain, Optional<Season> season) {
  /** Full years below which one year cannot be told from the others. */
  public static final int LEAST_YEARS = 2;

  /** Gain in log-likelihood below which there is no season. */
  public static final double LEAST_GAIN = 5;

  private static final int[] PRIORS = {5, 20, 50, 200};
  private static final PurchaseHistory BEGINNING = new PurchaseHistory(0, 0, 0);

  /**
   * Returns how many years up to a day lie wholly in a shop's history.
   *
   * @param today the last day
   * @param historyDays days from the shop's first purchase to it
   */
  public static int fullYears(LocalDate today, int historyDays) {
    LocalDate before = today.minusDays(historyDays + 1L);
    return (int) ChronoUnit.YEARS.between(before, today);
  }

  /**
   * Fits the season.
   *
   * @param model fitted without season to the histories
   * @param histories in calendar time, of at least two full years
   * @param repeats purchase days after the customer's first, of all customers, by days before
   *     today; at least those of the full years
   * @param today day of the fit
   */
  public static SeasonFit of(
      PurchaseModel model, PurchaseHistories histories, long[] repeats, LocalDate today) {
    long[] first = histories.customersByAge();
    int years = fullYears(today, first.length - 1);
    SeasonWeeks weeks = SeasonWeeks.of(expected(model, first), repeats, today, years);
    int best = PRIORS[0];
    double gain = Double.NEGATIVE_INFINITY;
    for (int prior : PRIORS) {
      double gained = weeks.gain(prior);
      if (gained > gain) {
        best = prior;
        gain = gained;
      }
    }
    Optional<Season> season =
        gain < LEAST_GAIN ? Optional.empty() : Optional.of(Season.of(weeks.indexes(best, years)));
    return new SeasonFit(years, best, gain, season);
  }

  /** Returns the repeat purchase days that the model expects so many days ago. */
  private static double[] expected(PurchaseModel model, long[] first) {
    double[] daily = new double[first.length];
    double before = 0;
    for (int day = 1; day < first.length; day++) {
      double upTo = model.expectedPurchases(BEGINNING, day / PurchaseHistory.DAYS_PER_WEEK);
      daily[day] = upTo - before;
      before = upTo;
    }
    double[] expected = new double[first.length];
    for (int age = 1; age < first.length; age++) {
      if (first[age] > 0) {
        for (int ago = 0; ago < age; ago++) {
          expected[ago] += first[age] * daily[age - ago];
        }
      }
    }
    return expected;
  }
}
