package io.clientele.jobs;

import io.clientele.schema.CustomerFeatures;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Decides whose features of a date are computed: the affected customers', where the newest earlier
 * features are known to be what would be computed now but for them, and they are few.
 *
 * @param run the run of the date
 * @param ingests what is known of ingests
 * @param now what features are computed from; empty where the input tables are of no known ingest
 */
record FeaturesDecision(Run run, KnownIngests ingests, Optional<FeaturesOrigin> now) {
  /** Beyond so many days too many orders have left a window of 30 days. */
  private static final long MOST_DAYS = 31;

  /** Beyond this part of the customers it costs about as much as to compute everybody. */
  private static final long MOST_PART = 4;

  /** Looks up what is known. */
  static FeaturesDecision of(Run run) {
    KnownIngests ingests = KnownIngests.of(run.tables());
    return new FeaturesDecision(
        run,
        ingests,
        ingests.current().stream().mapToObj(number -> FeaturesOrigin.of(run, number)).findFirst());
  }

  /** Decides; looks for affected customers where there may be some to carry over. */
  FeaturesScope scope(Stages stages) {
    Optional<LocalDate> before =
        run.tables().dates(CustomerFeatures.SCHEMA).stream()
            .filter(date -> date.isBefore(run.asOf()))
            .max(Comparator.naturalOrder());
    if (before.isEmpty()) {
      return new FeaturesScope.Everybody("there are none of an earlier date");
    }
    Optional<FeaturesOrigin> then = FeaturesOrigin.of(run.tables(), before.get());
    Optional<String> obstacle = obstacle(before.get(), then);
    return obstacle.isPresent()
        ? new FeaturesScope.Everybody(obstacle.get())
        : stages.compute(
            "finding who is affected", () -> affected(before.get(), then.orElseThrow().ingest()));
  }

  private Optional<String> obstacle(LocalDate before, Optional<FeaturesOrigin> then) {
    if (ChronoUnit.DAYS.between(before, run.asOf()) > MOST_DAYS) {
      return Optional.of(
          "the newest of an earlier date are of %s, more than %d days before"
              .formatted(before, MOST_DAYS));
    }
    if (now.isEmpty()) {
      return Optional.of("the input tables are not as a recorded ingest left them");
    }
    return then.map(origin -> difference(before, origin, now.get()))
        .orElseGet(
            () -> Optional.of("it is not recorded what those of %s come from".formatted(before)));
  }

  private Optional<String> difference(LocalDate before, FeaturesOrigin then, FeaturesOrigin today) {
    if (!then.version().equals(today.version())) {
      return Optional.of(
          "those of %s were computed by version %s".formatted(before, then.version()));
    }
    if (!then.configuration().equals(today.configuration())) {
      return Optional.of("the configuration has changed since %s".formatted(before));
    }
    return ingests
        .gap(then.ingest(), today.ingest())
        .map(gap -> "%s, since those of %s".formatted(gap, before));
  }

  private FeaturesScope affected(LocalDate before, long ingest) {
    long newest = now.orElseThrow().ingest();
    Dataset<Row> affected =
        FeaturesScope.Affected.carried(run, before)
            .affected(Features.inputs(run), ingests.changed(ingest, newest, run.asOf()))
            // Counted here, then held against every table.
            .persist(StorageLevel.MEMORY_AND_DISK());
    long count = affected.count();
    long all = Features.stored(run, before).count();
    if (count * MOST_PART <= all) {
      return new FeaturesScope.Affected(before, affected, count);
    }
    affected.unpersist();
    return new FeaturesScope.Everybody(
        String.format(Locale.ROOT, "%,d of %,d customers may differ from %s", count, all, before));
  }
}
