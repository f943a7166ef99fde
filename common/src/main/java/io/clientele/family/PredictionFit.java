package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;

import io.clientele.prediction.BetaGeometric;
import io.clientele.prediction.Fit;
import io.clientele.prediction.ModifiedBetaGeometric;
import io.clientele.prediction.PurchaseFits;
import io.clientele.prediction.PurchaseGroup;
import io.clientele.prediction.PurchaseHistories;
import io.clientele.prediction.SeasonFit;
import io.clientele.prediction.Spend;
import io.clientele.prediction.Spends;
import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.PredictionSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Fits the models on buyers: Spark groups equal histories, the driver sees the groups alone. Two
 * jobs, one for purchases and one for spend; a third counts purchase days by calendar day, where
 * the shop is old enough to have a season.
 *
 * @param settings what to fit
 * @param fitDate date of the buyers' features
 */
record PredictionFit(PredictionSettings settings, LocalDate fitDate) {

  /**
   * Returns the models; without enough customers one that says how many there are.
   *
   * @param repeatDays {@link RepeatDays} of all customers; empty where nobody knows them
   */
  PredictionModel of(Dataset<Row> buyers, Optional<Dataset<Row>> repeatDays) {
    PredictionModel purchases = of(histories(buyers), repeatDays);
    if (purchases.purchases() == null) {
      return purchases;
    }
    Spends spends = spends(buyers);
    boolean canSpend = spends.customers() >= settings.minRepeatCustomers();
    return purchases.with(
        spends.customers(),
        canSpend ? PredictionModel.Spending.of(PurchaseFits.gammaGamma(spends)) : null);
  }

  /** Returns the same of purchases alone. */
  PredictionModel of(PurchaseHistories histories, Optional<Dataset<Row>> repeatDays) {
    long customers = histories.customers();
    long repeatCustomers = histories.repeatCustomers();
    if (customers < settings.minCustomers() || repeatCustomers < settings.minRepeatCustomers()) {
      return new PredictionModel(customers, repeatCustomers, null, null, 0, null, null);
    }
    Purchasing calendar = purchases(histories);
    PredictionModel.Seasonality season = season(calendar.used(), histories, repeatDays);
    Purchasing purchases =
        season.model().map(seasons -> purchases(histories.in(seasons, fitDate))).orElse(calendar);
    return new PredictionModel(
        customers, repeatCustomers, purchases.used(), purchases.replaced(), 0, null, season);
  }

  private PredictionModel.Seasonality season(
      PredictionModel.Purchases purchases,
      PurchaseHistories histories,
      Optional<Dataset<Row>> repeatDays) {
    int years = SeasonFit.fullYears(fitDate, histories.longestAge());
    if (years >= SeasonFit.LEAST_YEARS && repeatDays.isPresent()) {
      long[] repeats = byDaysAgo(repeatDays.get(), histories.longestAge());
      return PredictionModel.Seasonality.estimated(
          SeasonFit.of(purchases.purchaseModel(), histories, repeats, fitDate));
    }
    return settings.season().isEmpty()
        ? PredictionModel.Seasonality.unknown(years)
        : PredictionModel.Seasonality.given(years, settings.season());
  }

  /** Returns customers who bought again, by days before the fit date. */
  private long[] byDaysAgo(Dataset<Row> repeatDays, int most) {
    long[] counts = new long[most + 1];
    repeatDays
        .select(datediff(lit(fitDate), col(RepeatDays.DAY)).as("ago"), col(RepeatDays.CUSTOMERS))
        .filter(col("ago").between(0, most))
        .collectAsList()
        .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
    return counts;
  }

  /** The model in use, and the one asked for where that is another. */
  private record Purchasing(
      PredictionModel.Purchases used, PredictionModel.@Nullable Purchases replaced) {}

  private Purchasing purchases(PurchaseHistories histories) {
    return switch (settings.method()) {
      case BG_NBD -> {
        Fit<BetaGeometric> fit = PurchaseFits.betaGeometric(histories);
        yield orReplaced(
            PredictionModel.Purchases.of(fit), fit.model().a(), fit.model().b(), histories);
      }
      case MBG_NBD -> {
        Fit<ModifiedBetaGeometric> fit = PurchaseFits.modifiedBetaGeometric(histories);
        yield orReplaced(
            PredictionModel.Purchases.of(fit), fit.model().a(), fit.model().b(), histories);
      }
    };
  }

  /** Where hardly anybody is ever lost, a and b are anything: the model without them is told. */
  private static Purchasing orReplaced(
      PredictionModel.Purchases fitted, double a, double b, PurchaseHistories histories) {
    if (a / (a + b) >= PurchaseFits.LEAST_LOSS) {
      return new Purchasing(fitted, null);
    }
    return new Purchasing(
        PredictionModel.Purchases.of(PurchaseFits.negativeBinomial(histories)), fitted);
  }

  static PurchaseHistories histories(Dataset<Row> buyers) {
    return PurchaseHistories.of(
        winsorised(
            buyers.groupBy(history()).agg(count(lit(1))).collectAsList().stream()
                .map(PredictionFit::group)
                .toList()));
  }

  /**
   * Returns the histories of buyers of several dates, in one pass.
   *
   * @param date a whole number that tells the dates apart
   */
  static Map<Integer, PurchaseHistories> histories(Dataset<Row> buyers, Column date) {
    Map<Integer, List<PurchaseGroup>> groups = new HashMap<>();
    buyers
        .groupBy(
            Stream.concat(Stream.of(history()), Stream.of(date.as("date"))).toArray(Column[]::new))
        .agg(count(lit(1)).as("customers"))
        .select("repeats", "last_day", "age", "customers", "date")
        // Not all at once: of a large shop the rows of all dates would be several times the groups.
        .toLocalIterator()
        .forEachRemaining(
            row ->
                groups.computeIfAbsent(row.getInt(4), each -> new ArrayList<>()).add(group(row)));
    return groups.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> PurchaseHistories.of(winsorised(entry.getValue()))));
  }

  private static Column[] history() {
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    Column tenure = col(CustomerFeatures.TENURE_DAYS);
    return new Column[] {
      col(CustomerFeatures.PURCHASE_DAYS).minus(1).as("repeats"),
      tenure.minus(recency).as("last_day"),
      tenure.as("age")
    };
  }

  private static PurchaseGroup group(Row row) {
    return new PurchaseGroup(row.getLong(0), row.getInt(1), row.getInt(2), row.getLong(3));
  }

  /**
   * Repeats within their limits over all buyers; times as they were. Who came back has come back
   * once at least, and who did not stays so.
   */
  private static List<PurchaseGroup> winsorised(List<PurchaseGroup> groups) {
    if (groups.isEmpty()) {
      return groups;
    }
    NavigableMap<Double, Long> counts = new TreeMap<>();
    groups.forEach(group -> counts.merge((double) group.repeats(), group.customers(), Long::sum));
    Winsor limits = Winsor.of(counts);
    return groups.stream()
        .map(
            group ->
                new PurchaseGroup(
                    group.repeats() == 0 ? 0 : Math.max(1, limits.within(group.repeats())),
                    group.lastDay(),
                    group.age(),
                    group.customers()))
        .toList();
  }

  static Spends spends(Dataset<Row> buyers) {
    Column repeats = col(CustomerFeatures.PURCHASE_DAYS).minus(1);
    Column total = col(CustomerFeatures.REPEAT_GROSS_REVENUE);
    List<Spend> spends =
        buyers
            .filter(repeats.gt(0).and(total.gt(0)))
            .select(repeats, total.cast("double"))
            .collectAsList()
            .stream()
            .map(row -> new Spend(row.getLong(0), row.getDouble(1) / row.getLong(0)))
            .toList();
    return Spends.of(winsorisedSpends(spends));
  }

  /** Repeats and spend within their limits over all spenders. */
  private static List<Spend> winsorisedSpends(List<Spend> spends) {
    if (spends.isEmpty()) {
      return spends;
    }
    NavigableMap<Double, Long> repeats = new TreeMap<>();
    NavigableMap<Double, Long> means = new TreeMap<>();
    for (Spend spend : spends) {
      repeats.merge((double) spend.repeats(), 1L, Long::sum);
      means.merge(spend.mean(), 1L, Long::sum);
    }
    Winsor ofRepeats = Winsor.of(repeats);
    Winsor ofMeans = Winsor.of(means);
    return spends.stream()
        .map(spend -> new Spend(ofRepeats.within(spend.repeats()), ofMeans.within(spend.mean())))
        .toList();
  }
}
