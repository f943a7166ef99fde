package io.clientele.report;

import java.util.List;
import java.util.Optional;

/** What cannot be known yet, where the shop's history is short: in one place, before all else. */
final class YoungSection {
  /** Days of history from which on the other sections speak for themselves. */
  private static final long ENOUGH = 30;

  private YoungSection() {}

  /** Returns the section; empty where the history is long enough, or nobody has bought. */
  static Optional<Section> of(Facts facts) {
    return facts
        .rhythm()
        .map(Facts.Rhythm::historyDays)
        .filter(days -> days < ENOUGH)
        .map(days -> section(facts.figures(), days));
  }

  private static Section section(Figures figures, long days) {
    String since = figures.days(days);
    return new Section(
        "young",
        "What cannot be known yet",
        "Purchases are known of %s. Until there are %s of them, the numbers below are first impressions."
            .formatted(since, figures.days(ENOUGH)),
        List.of(),
        List.of(),
        List.of(
            "How long customers take to come back: no wait of more than %s can have been seen, so stages, due dates and tiers will move."
                .formatted(since),
            "Who is lost: nobody has been away for longer than %s.".formatted(since),
            "What a year brings: sums of the last 90 and 365 days are of %s, and predictions rest on them."
                .formatted(since),
            "Seasons, growth, who comes back by month, and whether the segments are right: too few days have passed."));
  }
}
