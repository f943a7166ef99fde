package io.clientele.testing;

import io.clientele.prediction.PurchaseGroup;
import io.clientele.prediction.PurchaseHistories;
import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.PurchaseModel;
import io.clientele.prediction.Season;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;

/**
 * A shop of six years whose customers buy by known parameters and a known season.
 *
 * @param purchases each customer's different purchase days, in order
 */
public record SeasonalShop(List<List<LocalDate>> purchases) {
  private static final LocalDate OPENED = LocalDate.parse("2020-01-01");
  private static final LocalDate CLOSED = LocalDate.parse("2025-12-31");

  /** When a customer may be lost. */
  public enum Loss {
    NEVER,
    AFTER_REPEATS,
    AFTER_EVERY_PURCHASE
  }

  /** Keeps its own copy. */
  public SeasonalShop {
    purchases = List.copyOf(purchases);
  }

  /**
   * What a shop is drawn from; losses by a = 0.8 and b = 2.5.
   *
   * @param index how much a day of the year is bought in, for the first time and again
   * @param growth how many times as many begin at the end as at the beginning
   * @param r shape of purchase rates
   * @param alpha their rate parameter, in weeks of the season
   * @param loss when customers are lost
   */
  public record Plan(IntToDoubleFunction index, double growth, double r, double alpha, Loss loss) {

    /** Returns a shop that does not grow, of customers as BG/NBD has them. */
    public static Plan of(IntToDoubleFunction index) {
      return new Plan(index, 1, 0.6, 6, Loss.AFTER_REPEATS);
    }

    /** Returns the same with other losses. */
    public Plan losing(Loss other) {
      return new Plan(index, growth, r, other == Loss.NEVER ? 3 * alpha : alpha, other);
    }

    /** Returns the same with so many times as many new customers at the end. */
    public Plan growing(double times) {
      return new Plan(index, times, r, alpha, loss);
    }

    /** Draws customers who began somewhen in the six years. */
    public SeasonalShop draw(long seed, int customers) {
      return new Draw(this, new Random(seed)).shop(customers);
    }
  }

  /** Four times as busy from mid November to the end of the year. */
  public static double peak(int dayOfYear) {
    return dayOfYear > 320 ? 4 : 1;
  }

  /** Bought in December alone. */
  public static double december(int dayOfYear) {
    return dayOfYear > 334 ? 1 : 0;
  }

  /** Every day like any other. */
  public static double flat(int dayOfYear) {
    return Math.min(1, dayOfYear);
  }

  /** Returns the histories as of a day. */
  public PurchaseHistories histories(LocalDate today) {
    return PurchaseHistories.of(groups(today));
  }

  /** Returns those who had bought by a day, one by one. */
  public List<PurchaseGroup> groups(LocalDate today) {
    List<PurchaseGroup> groups = new ArrayList<>();
    for (List<LocalDate> days : purchases) {
      List<LocalDate> seen = days.stream().filter(day -> !day.isAfter(today)).toList();
      if (!seen.isEmpty()) {
        LocalDate first = seen.get(0);
        groups.add(
            new PurchaseGroup(
                seen.size() - 1,
                (int) ChronoUnit.DAYS.between(first, seen.get(seen.size() - 1)),
                (int) ChronoUnit.DAYS.between(first, today),
                1));
      }
    }
    return groups;
  }

  /** Returns purchase days after the customer's first, by days before today. */
  public long[] repeats(LocalDate today) {
    long[] repeats = new long[(int) ChronoUnit.DAYS.between(OPENED, today) + 1];
    for (List<LocalDate> days : purchases) {
      days.stream()
          .skip(1)
          .filter(day -> !day.isAfter(today))
          .forEach(day -> repeats[(int) ChronoUnit.DAYS.between(day, today)]++);
    }
    return repeats;
  }

  /** Returns the purchase days of the next 90 days, of those who had bought. */
  public long coming(LocalDate today) {
    return purchases.stream()
        .filter(customer -> !customer.get(0).isAfter(today))
        .flatMap(List::stream)
        .filter(day -> day.isAfter(today) && !day.isAfter(today.plusDays(90)))
        .count();
  }

  /** Returns what a model foretells of them. */
  public double foretold(PurchaseModel model, Season season, LocalDate today) {
    double sum = 0;
    double ahead = season.days(today, today.plusDays(90)) / 7;
    for (PurchaseGroup group : groups(today)) {
      LocalDate first = today.minusDays(group.age());
      double last = season.days(first, first.plusDays(group.lastDay())) / 7;
      PurchaseHistory history =
          new PurchaseHistory(group.repeats(), last, season.days(first, today) / 7);
      sum += model.expectedPurchases(history, ahead);
    }
    return sum;
  }

  private record Draw(Plan plan, Random random) {

    SeasonalShop shop(int customers) {
      // Operational days up to the end of each day.
      int span = (int) ChronoUnit.DAYS.between(OPENED, CLOSED) + 1;
      double[] time = new double[span];
      double mean = IntStream.rangeClosed(1, 365).mapToDouble(plan.index()).sum() / 365;
      for (int day = 0; day < span; day++) {
        double index = plan.index().applyAsDouble(OPENED.plusDays(day).getDayOfYear()) / mean;
        time[day] = (day == 0 ? 0 : time[day - 1]) + index;
      }
      GammaDistribution rates = new GammaDistribution(plan.r(), 1 / plan.alpha());
      BetaDistribution losses = new BetaDistribution(0.8, 2.5);
      List<List<LocalDate>> purchases = new ArrayList<>();
      while (purchases.size() < customers) {
        int first = dayAt(time, random.nextDouble() * time[span - 1]);
        double share = 1 + (plan.growth() - 1) * first / span;
        if (random.nextDouble() * Math.max(1, plan.growth()) < share) {
          double rate = rates.inverseCumulativeProbability(random.nextDouble()) / 7;
          double lost = losses.inverseCumulativeProbability(random.nextDouble());
          purchases.add(customer(time, first, rate, plan.loss() == Loss.NEVER ? 0 : lost));
        }
      }
      return new SeasonalShop(purchases);
    }

    private List<LocalDate> customer(double[] time, int first, double rate, double lost) {
      List<LocalDate> days = new ArrayList<>(List.of(OPENED.plusDays(first)));
      boolean isAlive = plan.loss() != Loss.AFTER_EVERY_PURCHASE || random.nextDouble() >= lost;
      double at = time[first];
      while (isAlive) {
        at -= Math.log(1 - random.nextDouble()) / rate;
        if (at >= time[time.length - 1]) {
          break;
        }
        LocalDate day = OPENED.plusDays(dayAt(time, at));
        if (day.isAfter(days.get(days.size() - 1))) {
          days.add(day);
        }
        isAlive = random.nextDouble() >= lost;
      }
      return days;
    }

    /** The day in which an instant of operational time lies. */
    private static int dayAt(double[] time, double at) {
      int day = 0;
      for (int step = Integer.highestOneBit(time.length); step > 0; step /= 2) {
        if (day + step <= time.length && time[day + step - 1] <= at) {
          day += step;
        }
      }
      return Math.min(day, time.length - 1);
    }
  }
}
