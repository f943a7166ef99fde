package io.clientele.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill has to do.
 *
 * @param steps its dates, ascending
 * @param stale later complete dates that its dates make stale, ascending
 */
public record BackfillPlan(List<Step> steps, List<LocalDate> stale) {
  private static final Pattern UNKNOWN = Pattern.compile("(^|: )unknown($|, )");

  /** Keeps its own copies. */
  public BackfillPlan {
    steps = List.copyOf(steps);
    stale = List.copyOf(stale);
  }

  /**
   * Decides which dates are to be computed.
   *
   * @param dates the dates asked for, ascending
   * @param history what was done so far
   * @param now what a run would start from
   * @param stored the dates that have customers in the warehouse
   */
  static BackfillPlan of(
      List<LocalDate> dates, RunHistory history, Origin now, Collection<LocalDate> stored) {
    List<Step> steps = new ArrayList<>();
    for (LocalDate date : dates) {
      Optional<LocalDate> first = dates(steps).stream().findFirst();
      Optional<String> reason =
          reason(date, history, now, stored)
              .or(() -> first.map("%s, which it follows, is computed"::formatted));
      steps.add(new Step(date, reason));
    }
    List<LocalDate> computed = dates(steps);
    return new BackfillPlan(
        steps, computed.isEmpty() ? List.of() : history.complete(stored).stale(computed));
  }

  /** Returns the dates to compute. */
  public List<LocalDate> dates() {
    return dates(steps);
  }

  private static List<LocalDate> dates(List<Step> steps) {
    return steps.stream().filter(step -> step.reason().isPresent()).map(Step::date).toList();
  }

  private static Optional<String> reason(
      LocalDate date, RunHistory history, Origin now, Collection<LocalDate> stored) {
    Optional<RunHistory.Entry> newest = history.newest(date);
    if (newest.isEmpty()) {
      return Optional.of("not computed yet");
    }
    RunHistory.Entry entry = newest.get();
    return incomplete(entry)
        .or(() -> outdated(entry.origin(), now))
        .or(
            () ->
                entry.ending().customers() > 0 && !stored.contains(date)
                    ? Optional.of("its rows are no longer there")
                    : Optional.empty())
        .or(
            () ->
                history
                    .earlierDateAfter(entry)
                    .map(earlier -> earlier + ", which it follows, was computed after it"));
  }

  private static Optional<String> incomplete(RunHistory.Entry entry) {
    if (!entry.command().equals(Commands.RUN)) {
      return Optional.of("its last command was %s, not run".formatted(entry.command()));
    }
    return entry.ending().succeeded()
        ? Optional.empty()
        : Optional.of("its last run failed with exit code %d".formatted(entry.ending().exitCode()));
  }

  private static Optional<String> outdated(Origin then, Origin now) {
    if (!then.version().equals(now.version())) {
      return Optional.of("computed by version " + then.version());
    }
    if (!then.configuration().equals(now.configuration())) {
      return Optional.of("the configuration has changed");
    }
    return now.sources().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(source -> changed(source, then.sources().get(source.getKey())).stream())
        .findFirst();
  }

  private static Optional<String> changed(
      Map.Entry<String, String> source, @Nullable String before) {
    if (UNKNOWN.matcher(source.getValue()).find()) {
      return Optional.of(source.getKey() + " is a view, which has no version");
    }
    return Objects.equals(source.getValue(), before)
        ? Optional.empty()
        : Optional.of(source.getKey() + " has changed");
  }

  /**
   * One date.
   *
   * @param date the date
   * @param reason why it is to be computed; empty where it is done
   */
  public record Step(LocalDate date, Optional<String> reason) {}
}
