package io.clientele.prediction;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * Grouped purchase histories, in an order of their own: sums over them are the same, to the last
 * digit, however the groups were dealt.
 */
public final class PurchaseHistories {
  private static final Comparator<PurchaseGroup> ORDER =
      Comparator.comparingLong(PurchaseGroup::repeats)
          .thenComparingInt(PurchaseGroup::age)
          .thenComparingInt(PurchaseGroup::lastDay);

  /** exp(-40) is a hundredth of the last digit of 1. */
  private static final double NOTHING_TO_ADD = 40;

  /** So many groups tell where to look to a few thousandths. */
  private static final int LARGEST_PART = 50_000;

  private final long[] repeats;
  private final int[] starts;
  private final int[] lastDays;
  private final int[] ages;
  private final long[] customers;

  /** Days by number; in calendar time each number of them is itself. */
  private final double[] days;

  private PurchaseHistories(List<PurchaseGroup> groups, double[] days) {
    this.days = days;
    lastDays = groups.stream().mapToInt(PurchaseGroup::lastDay).toArray();
    ages = groups.stream().mapToInt(PurchaseGroup::age).toArray();
    customers = groups.stream().mapToLong(PurchaseGroup::customers).toArray();
    repeats = groups.stream().mapToLong(PurchaseGroup::repeats).distinct().toArray();
    starts = new int[repeats.length + 1];
    int block = 0;
    for (int i = 0; i < ages.length; i++) {
      if (groups.get(i).repeats() != repeats[block]) {
        block++;
        starts[block] = i;
      }
    }
    starts[repeats.length] = ages.length;
  }

  /** Returns the groups sorted; those of the same history become one. */
  public static PurchaseHistories of(List<PurchaseGroup> groups) {
    List<PurchaseGroup> merged = new ArrayList<>();
    for (PurchaseGroup group : groups.stream().sorted(ORDER).toList()) {
      int last = merged.size() - 1;
      if (last >= 0 && ORDER.compare(merged.get(last), group) == 0) {
        long together = merged.get(last).customers() + group.customers();
        merged.set(
            last, new PurchaseGroup(group.repeats(), group.lastDay(), group.age(), together));
      } else {
        merged.add(group);
      }
    }
    int longest = merged.stream().mapToInt(PurchaseGroup::age).max().orElse(0);
    return new PurchaseHistories(
        merged, IntStream.rangeClosed(0, longest).asDoubleStream().toArray());
  }

  /**
   * Returns the same histories, which are in calendar time, in the operational time of a season.
   *
   * @param today the day on which customers are so old
   */
  public PurchaseHistories in(Season season, LocalDate today) {
    List<PurchaseGroup> timed = new ArrayList<>();
    double[] operational = Arrays.copyOf(days, days.length + ages.length);
    for (int age = 0; age < days.length; age++) {
      operational[age] = season.days(today.minusDays(age), today);
    }
    for (int block = 0; block < repeats.length; block++) {
      for (int i = starts[block]; i < starts[block + 1]; i++) {
        LocalDate first = today.minusDays(ages[i]);
        // So many days count differently by when they were: each group has a number of its own.
        int last = lastDays[i] == 0 ? 0 : days.length + i;
        operational[days.length + i] = season.days(first, first.plusDays(lastDays[i]));
        timed.add(new PurchaseGroup(repeats[block], last, ages[i], customers[i]));
      }
    }
    return new PurchaseHistories(timed, operational);
  }

  /** Returns every so manieth group where there are many, else all of them. */
  PurchaseHistories part() {
    int step = 1 + (ages.length - 1) / LARGEST_PART;
    if (step == 1) {
      return this;
    }
    List<PurchaseGroup> some = new ArrayList<>();
    int block = 0;
    for (int i = step / 2; i < ages.length; i += step) {
      while (i >= starts[block + 1]) {
        block++;
      }
      some.add(new PurchaseGroup(repeats[block], lastDays[i], ages[i], customers[i]));
    }
    return new PurchaseHistories(some, days);
  }

  /** Returns how many customers there are. */
  public long customers() {
    return count(0);
  }

  /** Returns how many of them bought again on a later day. */
  public long repeatCustomers() {
    return count(1);
  }

  private long count(long least) {
    long count = 0;
    for (int block = 0; block < repeats.length; block++) {
      if (repeats[block] >= least) {
        for (int i = starts[block]; i < starts[block + 1]; i++) {
          count += customers[i];
        }
      }
    }
    return count;
  }

  /** Returns the most calendar days that have passed since a first purchase. */
  public int longestAge() {
    return Arrays.stream(ages).max().orElse(0);
  }

  /** Returns how many customers there are by calendar days since their first purchase. */
  long[] customersByAge() {
    long[] byAge = new long[1 + longestAge()];
    for (int i = 0; i < ages.length; i++) {
      byAge[ages[i]] += customers[i];
    }
    return byAge;
  }

  /** Returns repeat purchase days per week of age, over all customers. */
  double repeatsPerWeek() {
    double bought = 0;
    double lived = 0;
    for (int block = 0; block < repeats.length; block++) {
      for (int i = starts[block]; i < starts[block + 1]; i++) {
        bought += (double) repeats[block] * customers[i];
        lived += days[ages[i]] * customers[i];
      }
    }
    return bought / Math.max(1, lived) * PurchaseHistory.DAYS_PER_WEEK;
  }

  /**
   * Sums the log-likelihood of a model over all customers.
   *
   * <p>What depends on the repeats alone is computed once for each number of them, logarithms of
   * time once a number of days: a group costs one exponential, and one of several customers a
   * logarithm.
   */
  double logLikelihood(PurchaseModel model) {
    double[] logs = logWeeks(model.alpha());
    double total = 0;
    for (int block = 0; block < repeats.length; block++) {
      long x = repeats[block];
      double shape = model.r() + x;
      double rate =
          Gamma.logGamma(shape) - Gamma.logGamma(model.r()) + model.r() * Math.log(model.alpha());
      double alive = rate + model.logAlive(x);
      double gone = alive + model.logLost(x);
      double sum = 0;
      LogOfProduct added = new LogOfProduct();
      for (int i = starts[block]; i < starts[block + 1]; i++) {
        double still = alive - shape * logs[ages[i]];
        double lost = gone - shape * logs[lastDays[i]];
        sum += customers[i] * Math.max(still, lost);
        added.times(1 + smallerByGreater(still, lost), customers[i]);
      }
      total += sum + added.value();
    }
    return total;
  }

  /** Returns ln(alpha + weeks) by number of days. */
  private double[] logWeeks(double alpha) {
    double[] logs = new double[days.length];
    for (int number = 0; number < days.length; number++) {
      logs[number] = Math.log(alpha + days[number] / PurchaseHistory.DAYS_PER_WEEK);
    }
    return logs;
  }

  /** The ratio of two numbers given as logarithms, 0 where it would add nothing to 1. */
  private static double smallerByGreater(double one, double other) {
    double distance = Math.abs(one - other);
    return distance < NOTHING_TO_ADD ? Math.exp(-distance) : 0;
  }
}
