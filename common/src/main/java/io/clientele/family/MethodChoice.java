package io.clientele.family;

import io.clientele.settings.LifecycleMethod;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which method of lifecycle a shop's own past chose, as it is stored.
 *
 * @param method the method chosen
 * @param decidedOn the day of the decision
 * @param horizonDays days after each past date in which customers were watched
 * @param dates the past dates that were looked at, the newest first; none where there were too few
 * @param candidates what was seen of each method
 */
record MethodChoice(
    String method,
    String decidedOn,
    int horizonDays,
    List<String> dates,
    List<Candidate> candidates) {
  /** Fewer past dates tell a season from a rule no more. */
  static final int LEAST_DATES = 3;

  /** Differences up to this are those of the sample. */
  private static final double NOTICEABLE = 0.01;

  /** Keeps its own copies. */
  MethodChoice {
    dates = List.copyOf(dates);
    candidates = List.copyOf(candidates);
  }

  /**
   * A method over all past dates.
   *
   * @param method its name
   * @param auc mean area under the ROC curve of its stages
   * @param falls whether on every date fewer returned from each later stage
   */
  record Candidate(String method, double auc, boolean falls) {}

  /**
   * Chooses the method of largest mean area among those whose stages fall on every date; the one in
   * use stays unless another is ahead of it by more than a hundredth.
   *
   * @param contest what was seen; its method is the one in use
   */
  static MethodChoice of(MethodChoice contest) {
    if (contest.dates.size() < LEAST_DATES) {
      return contest.with(LifecycleMethod.RHYTHM);
    }
    Optional<Candidate> best =
        contest.candidates.stream()
            .filter(Candidate::falls)
            .max(Comparator.comparingDouble(Candidate::auc));
    double inUse = contest.candidate(contest.method).map(Candidate::auc).orElse(0.0);
    return best.filter(candidate -> candidate.auc > inUse + NOTICEABLE)
        .map(candidate -> contest.with(valueOf(candidate.method)))
        .orElse(contest);
  }

  private MethodChoice with(LifecycleMethod chosen) {
    return new MethodChoice(name(chosen), decidedOn, horizonDays, dates, candidates);
  }

  private Optional<Candidate> candidate(String name) {
    return candidates.stream().filter(candidate -> candidate.method.equals(name)).findFirst();
  }

  /** Returns the method chosen. */
  LifecycleMethod chosen() {
    return valueOf(method);
  }

  /** Returns whether it was decided in the calendar quarter of a day. */
  boolean isOfQuarter(LocalDate day) {
    LocalDate decided = LocalDate.parse(decidedOn);
    return decided.getYear() == day.getYear()
        && decided.get(IsoFields.QUARTER_OF_YEAR) == day.get(IsoFields.QUARTER_OF_YEAR);
  }

  /** Returns what a reader of the labels should know. */
  List<String> notes() {
    if (dates.size() < LEAST_DATES) {
      return List.of(
          "families.lifecycle.method = auto: stages are by %s, since the shop's past has fewer than %d dates to judge by."
              .formatted(method, LEAST_DATES));
    }
    String seen =
        candidates.stream()
            .map(
                candidate ->
                    "%s %s%s"
                        .formatted(
                            candidate.method,
                            auc(candidate.auc),
                            candidate.falls ? "" : " (does not fall)"))
            .collect(Collectors.joining(", "));
    String chosen =
        "families.lifecycle.method = auto: stages are by %s, chosen on %s by %d past dates and the %d days after each (area under the curve: %s)."
            .formatted(method, decidedOn, dates.size(), horizonDays, seen);
    return candidate(method)
        .flatMap(this::worseThanRecency)
        .map(worse -> List.of(chosen, worse))
        .orElse(List.of(chosen));
  }

  /** With shop and fixed, days since the last purchase alone decide. */
  private Optional<String> worseThanRecency(Candidate used) {
    return candidates.stream()
        .filter(other -> List.of("shop", "fixed").contains(other.method))
        .filter(other -> other.auc > used.auc + NOTICEABLE)
        .max(Comparator.comparingDouble(Candidate::auc))
        .map(
            other ->
                "On this shop's past the stages by %s order customers worse than plain recency does: %s against %s (%s)."
                    .formatted(used.method, auc(used.auc), auc(other.auc), other.method));
  }

  private static String auc(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Returns a method's name, as in the configuration. */
  static String name(LifecycleMethod method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  private static LifecycleMethod valueOf(String name) {
    return LifecycleMethod.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
