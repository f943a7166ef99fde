package io.clientele.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The season of a shop, customer by customer and day by day. */
final class OracleSeason {
  private static final int[] PRIORS = {5, 20, 50, 200};

  private final LocalDate today;
  private final Map<String, NavigableSet<LocalDate>> days = new TreeMap<>();

  /** Repeat purchase days by full year, from the newest, and week. */
  private final List<double[]> seen = new ArrayList<>();

  /** What is expected without season, scaled to what was seen in the year. */
  private final List<double[]> expected = new ArrayList<>();

  /** Looks at the purchases of a shop up to a day. */
  OracleSeason(OracleShop shop, LocalDate today) {
    this.today = today;
    for (OracleOrder order : shop.orders()) {
      if (order.isPurchase() && order.customerId().isPresent() && !order.day().isAfter(today)) {
        days.computeIfAbsent(order.customerId().get(), id -> new TreeSet<>()).add(order.day());
      }
    }
  }

  Collection<NavigableSet<LocalDate>> purchaseDays() {
    return days.values();
  }

  int years() {
    LocalDate first = days.values().stream().map(NavigableSet::first).sorted().toList().get(0);
    int years = 0;
    while (!today.minusYears(years + 1).plusDays(1).isBefore(first)) {
      years++;
    }
    return years;
  }

  /** Holds what was bought against what a model expects that knows no season. */
  void expect(OraclePrediction withoutSeason) {
    Map<Long, Double> upTo = new TreeMap<>();
    for (int year = 0; year < years(); year++) {
      double[] bought = new double[52];
      double[] expects = new double[52];
      LocalDate end = today.minusYears(year + 1);
      for (LocalDate day = today.minusYears(year); day.isAfter(end); day = day.minusDays(1)) {
        int week = week(day);
        for (NavigableSet<LocalDate> customer : days.values()) {
          LocalDate first = customer.first();
          if (first.isBefore(day)) {
            bought[week] += customer.contains(day) ? 1 : 0;
            long age = day.toEpochDay() - first.toEpochDay();
            expects[week] +=
                upTo.computeIfAbsent(age, withoutSeason::ofNew)
                    - upTo.computeIfAbsent(age - 1, withoutSeason::ofNew);
          }
        }
      }
      double scale = sum(bought) / sum(expects);
      for (int week = 0; week < 52; week++) {
        expects[week] *= scale;
      }
      seen.add(bought);
      expected.add(expects);
    }
  }

  static int week(LocalDate day) {
    return day.getDayOfYear() > 364 ? 51 : (day.getDayOfYear() - 1) / 7;
  }

  int prior() {
    int best = 5;
    for (int prior : PRIORS) {
      best = gain(prior) > gain(best) ? prior : best;
    }
    return best;
  }

  /** Log-likelihood of each year by the others, less that of a year without season. */
  double gain(int prior) {
    double gain = 0;
    for (int year = 0; year < seen.size(); year++) {
      double[] season = season(prior, year);
      double[] told = new double[52];
      for (int week = 0; week < 52; week++) {
        told[week] = expected.get(year)[week] * season[week];
      }
      double scale = sum(seen.get(year)) / sum(told);
      for (int week = 0; week < 52; week++) {
        gain += poisson(seen.get(year)[week], told[week] * scale);
        gain -= poisson(seen.get(year)[week], expected.get(year)[week]);
      }
    }
    return gain;
  }

  /** Without what depends on the count alone. */
  private static double poisson(double count, double mean) {
    return count == 0 ? -mean : count * Math.log(mean) - mean;
  }

  /** The index of each week; of all years but one. */
  double[] season(int prior, int leftOut) {
    double[] season = new double[52];
    for (int week = 0; week < 52; week++) {
      double bought = 0;
      double expects = 0;
      for (int year = 0; year < seen.size(); year++) {
        bought += year == leftOut ? 0 : seen.get(year)[week];
        expects += year == leftOut ? 0 : expected.get(year)[week];
      }
      season[week] = Math.max(0.02, (bought + prior) / (expects + prior));
    }
    double mean = sum(season) / 52;
    for (int week = 0; week < 52; week++) {
      season[week] /= mean;
    }
    return season;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
