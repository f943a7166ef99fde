package io.clientele.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose features a backfill has computed, over all of its dates. */
final class BackfilledFeatures {
  private final List<Dated> dates = new ArrayList<>();

  /** Remembers what was done for a date. */
  void add(LocalDate date, Features.Done done) {
    dates.add(new Dated(date, done));
  }

  /** Returns what is told of it: of a single date as its run would; empty where there is none. */
  Optional<String> sentence() {
    if (dates.size() <= 1) {
      return dates.stream().map(dated -> dated.done().sentence()).findFirst();
    }
    List<Dated> whole = dates.stream().filter(dated -> dated.reason().isPresent()).toList();
    return Optional.of(
        "Features of %d of %d dates were carried over from an earlier one where they cannot differ%s."
            .formatted(dates.size() - whole.size(), dates.size(), rest(whole)));
  }

  private static String rest(List<Dated> whole) {
    return switch (whole.size()) {
      case 0 -> "";
      case 1 ->
          "; those of %s were computed for every customer: %s"
              .formatted(whole.get(0).date(), whole.get(0).reason().orElseThrow());
      default ->
          "; those of %d dates from %s to %s were computed for every customer, the log says why"
              .formatted(whole.size(), whole.get(0).date(), whole.get(whole.size() - 1).date());
    };
  }

  private record Dated(LocalDate date, Features.Done done) {

    /** Why they were computed for everybody; empty where they were not. */
    Optional<String> reason() {
      return done.scope() instanceof FeaturesScope.Everybody everybody
          ? Optional.of(everybody.reason())
          : Optional.empty();
    }
  }
}
