package io.clientele.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  private PurchaseHistories(List<PurchaseGroup> groups) {
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
    return new PurchaseHistories(merged);
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
    return new PurchaseHistories(some);
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

  /** Returns repeat purchase days per week of age, over all customers. */
  double repeatsPerWeek() {
    double bought = 0;
    double days = 0;
    for (int block = 0; block < repeats.length; block++) {
      for (int i = starts[block]; i < starts[block + 1]; i++) {
        bought += (double) repeats[block] * customers[i];
        days += (double) ages[i] * customers[i];
      }
    }
    return bought / Math.max(1, days) * PurchaseHistory.DAYS_PER_WEEK;
  }

  /**
   * Sums the log-likelihood of a model over all customers.
   *
   * <p>What depends on the repeats alone is computed once for each number of them, logarithms of
   * time once a day: a group costs one exponential, and one of several customers a logarithm.
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

  /** Returns ln(alpha + weeks) by day. */
  private double[] logWeeks(double alpha) {
    int longest = 0;
    for (int age : ages) {
      longest = Math.max(longest, age);
    }
    double[] logs = new double[longest + 1];
    for (int day = 0; day <= longest; day++) {
      logs[day] = Math.log(alpha + day / PurchaseHistory.DAYS_PER_WEEK);
    }
    return logs;
  }

  /** The ratio of two numbers given as logarithms, 0 where it would add nothing to 1. */
  private static double smallerByGreater(double one, double other) {
    double distance = Math.abs(one - other);
    return distance < NOTHING_TO_ADD ? Math.exp(-distance) : 0;
  }
}
