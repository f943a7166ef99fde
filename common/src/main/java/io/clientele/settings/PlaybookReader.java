package io.clientele.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the block {@code playbook}. */
final class PlaybookReader {
  /** Families whose segments have fixed names. */
  private static final Map<String, Set<String>> FIXED =
      Map.of(
          "lifecycle",
          Set.of("Just Ordered", "Active", "Slipping Away", "Lost", "Prospect"),
          "loyalty",
          Set.of("VIP", "Frequent Buyer", "Loyal Customer", "One Time Buyer", "Prospect"),
          "ready_made",
          Set.of(
              "new_customers",
              "recent_buyers_30d",
              "recent_buyers_90d",
              "non_buyers_30d",
              "non_buyers_90d",
              "frequent_buyers",
              "lapsed_customers"),
          "behaviour",
          Set.of(
              "high_spender",
              "cart_abandoner",
              "abandoned_cart_open",
              "coupon_lover",
              "low_spender",
              "one_time",
              "inactive"),
          "price_sensitivity",
          Set.of("Cheaper", "Average", "Expensive"));

  /** Families whose segments are named in the configuration. */
  private static final Set<String> FREE = Set.of("cluster", "rfm", "custom");

  private PlaybookReader() {}

  static PlaybookSettings read(Section section) {
    List<PlaybookSettings.Entry> entries = new ArrayList<>();
    for (String family : section.names()) {
      if (!FIXED.containsKey(family) && !FREE.contains(family)) {
        section.problem(
            family,
            "is not a family that has a playbook",
            Nearest.hint(
                family, Stream.concat(FIXED.keySet().stream(), FREE.stream()).sorted().toList()));
        continue;
      }
      Section segments = section.section(family);
      for (String segment : segments.names()) {
        entry(family, segment, segments).ifPresent(entries::add);
      }
    }
    return new PlaybookSettings(entries);
  }

  private static Optional<PlaybookSettings.Entry> entry(
      String family, String segment, Section segments) {
    Set<String> fixed = FIXED.getOrDefault(family, Set.of(segment));
    if (!fixed.contains(segment)) {
      segments.problem(
          segment,
          "is not a segment of " + family,
          Nearest.hint(segment, fixed.stream().sorted().toList()));
      return Optional.empty();
    }
    Section texts = segments.section(segment);
    Map<String, Optional<String>> read = new TreeMap<>();
    for (String name : List.of("meaning", "action", "moment")) {
      read.put(name, texts.optionalText(name));
    }
    return Optional.of(
            new PlaybookSettings.Entry(
                family,
                segment,
                read.getOrDefault("meaning", Optional.empty()),
                read.getOrDefault("action", Optional.empty()),
                read.getOrDefault("moment", Optional.empty())))
        .filter(entry -> read.values().stream().anyMatch(Optional::isPresent));
  }
}
