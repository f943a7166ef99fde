package io.clientele.oracle;

import io.clientele.settings.PlaybookSettings;
import io.clientele.settings.PlaybookSettings.Entry;
import java.util.List;
import java.util.Optional;

/** A playbook that knows some segments of every kind, and one that nobody is in. */
final class FixturePlaybook {

  private FixturePlaybook() {}

  static PlaybookSettings all() {
    return new PlaybookSettings(
        List.of(
            entry("behaviour", "one_time"),
            entry("behaviour", "abandoned_cart_open"),
            new Entry(
                "custom",
                "Repeat buyers",
                Optional.empty(),
                Optional.of("Say \"thank you\""),
                Optional.empty()),
            entry("lifecycle", "Active"),
            entry("lifecycle", "Lost"),
            entry("lifecycle", "Prospect"),
            entry("lifecycle", "Slipping Away"),
            entry("loyalty", "One Time Buyer"),
            entry("price_sensitivity", "Average"),
            entry("ready_made", "non_buyers_90d"),
            entry("rfm", "Nobody")));
  }

  private static Entry entry(String family, String segment) {
    return new Entry(
        family,
        segment,
        Optional.of("They are " + segment),
        Optional.of("Write to them"),
        Optional.of("Tomorrow"));
  }
}
