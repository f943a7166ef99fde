package io.clientele.family;

import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Holds the methods of lifecycle against a shop's own past: on dates whose following days are
 * known, each method labels the buyers of the date by what was known then, and is asked how well
 * its stages tell who bought again.
 *
 * @param families the settings
 * @param fitDate the last day known
 * @param shop the shop's gaps on that day
 */
record MethodContest(FamiliesSettings families, LocalDate fitDate, ShopGaps.Measured shop) {
  private static final int LEAST_HORIZON = 90;
  private static final int EVERY_DAYS = 90;
  private static final int LEAST_HISTORY = 90;
  private static final int MOST_DATES = 6;

  private static final List<String> STAGES =
      List.of(Lifecycle.JUST_ORDERED, Lifecycle.ACTIVE, Lifecycle.SLIPPING_AWAY, Lifecycle.LOST);

  /**
   * Chooses.
   *
   * @param base the customers of the fit date; without their purchase days no date is known
   * @param inUse the method that is to be left only for a clear gain
   */
  MethodChoice choose(FitBase base, LifecycleMethod inUse) {
    List<LocalDate> dates = dates();
    Map<LocalDate, Map<String, List<Separation.Group>>> seen =
        dates.size() < MethodChoice.LEAST_DATES
            ? Map.of()
            : base.purchaseDays().map(days -> seen(days, dates)).orElse(Map.of());
    List<LocalDate> useful =
        dates.stream()
            .filter(
                // Where rhythm stands aside the shop was too small for any but fixed days.
                date -> auc(seen.getOrDefault(date, Map.of()), LifecycleMethod.RHYTHM).isPresent())
            .toList();
    List<MethodChoice.Candidate> candidates =
        Stream.of(LifecycleMethod.values())
            .flatMap(
                method ->
                    candidate(
                        method,
                        useful.stream().map(date -> seen.getOrDefault(date, Map.of())).toList())
                        .stream())
            .toList();
    return MethodChoice.of(
        new MethodChoice(
            MethodChoice.name(inUse),
            fitDate.toString(),
            horizon(),
            useful.stream().map(LocalDate::toString).toList(),
            candidates));
  }

  /** Days after a date that are looked at: nobody can be expected to return before the mean gap. */
  int horizon() {
    return (int) Math.max(LEAST_HORIZON, Math.ceil(shop.gaps().meanDays()));
  }

  /** The newest dates whose horizon has ended, and that have some history themselves. */
  List<LocalDate> dates() {
    LocalDate first = fitDate.minusDays(shop.historyDays());
    return Stream.iterate(fitDate.minusDays(horizon()), date -> date.minusDays(EVERY_DAYS))
        .limit(MOST_DATES)
        .filter(date -> !date.isBefore(first.plusDays(LEAST_HISTORY)))
        .toList();
  }

  /** A method that could not be judged on every date is none. */
  private static Optional<MethodChoice.Candidate> candidate(
      LifecycleMethod method, List<Map<String, List<Separation.Group>>> dates) {
    List<OptionalDouble> aucs = dates.stream().map(date -> auc(date, method)).toList();
    if (aucs.isEmpty() || aucs.stream().anyMatch(OptionalDouble::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new MethodChoice.Candidate(
            MethodChoice.name(method),
            aucs.stream().mapToDouble(OptionalDouble::getAsDouble).average().orElse(0),
            dates.stream().allMatch(date -> falls(groups(date, method)))));
  }

  private static List<Separation.Group> groups(
      Map<String, List<Separation.Group>> date, LifecycleMethod method) {
    return date.getOrDefault(MethodChoice.name(method), List.of());
  }

  private static OptionalDouble auc(
      Map<String, List<Separation.Group>> date, LifecycleMethod method) {
    return new Separation(groups(date, method)).auc();
  }

  /** Just Ordered is not held to it: who has just bought need not buy again at once. */
  private static boolean falls(List<Separation.Group> groups) {
    return new Separation(groups.subList(1, groups.size())).isMonotone();
  }

  /** Returns, by date and method, the buyers of each stage and those who returned. */
  private Map<LocalDate, Map<String, List<Separation.Group>>> seen(
      Dataset<Row> purchaseDays, List<LocalDate> dates) {
    PastBuyers past = new PastBuyers(dates, horizon());
    Dataset<Row> all = past.of(purchaseDays).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<LocalDate, Map<String, List<Separation.Group>>> seen = new LinkedHashMap<>();
      for (PastStages.Seen each : new PastStages(families, past).of(all)) {
        seen.computeIfAbsent(dates.get(each.date()), date -> new LinkedHashMap<>())
            .computeIfAbsent(MethodChoice.name(each.method()), method -> nobody())
            .set(STAGES.indexOf(each.stage()), each.people());
      }
      return seen;
    } finally {
      all.unpersist();
    }
  }

  /** Every stage, without anybody. */
  private static List<Separation.Group> nobody() {
    return new ArrayList<>(Collections.nCopies(STAGES.size(), new Separation.Group(0, 0)));
  }
}
