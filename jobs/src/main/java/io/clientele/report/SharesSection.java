package io.clientele.report;

import io.clientele.family.Lifecycle;
import io.clientele.family.Loyalty;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lifecycle and loyalty: share of customers against share of revenue. */
final class SharesSection {

  private SharesSection() {}

  /** Returns the section; empty where both families are off. */
  static Optional<Section> of(Facts facts) {
    Segments stages = Segments.of(facts, CustomerSegments.LIFECYCLE, Words.STAGES);
    Segments tiers = Segments.of(facts, CustomerSegments.LOYALTY, Words.TIERS);
    List<Chart> charts = new ArrayList<>();
    if (!stages.isEmpty()) {
      charts.add(stages.shares("shares-lifecycle", "Lifecycle: where customers are"));
    }
    if (!tiers.isEmpty()) {
      charts.add(tiers.shares("shares-loyalty", "Loyalty: what customers are to the shop"));
    }
    boolean isPriced = stages.isPriced() || tiers.isPriced();
    return charts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "shares",
                isPriced ? "Customers against revenue" : "Stages and tiers",
                lead(facts, stages, tiers),
                charts,
                isPriced
                    ? "Net revenue is what was paid less what was returned, over all time. Shares"
                        + " are of the base and of the net revenue of identified customers."
                    : "Shares are of the base."));
  }

  private static String lead(Facts facts, Segments stages, Segments tiers) {
    List<String> sentences = new ArrayList<>();
    tiers
        .named(Loyalty.VIP)
        .filter(vip -> vip.has(SegmentSummary.REVENUE_SHARE))
        .ifPresent(
            vip ->
                sentences.add(
                    "VIPs are %s of all customers and brought %s of the revenue."
                        .formatted(
                            facts.figures().percent(vip.number(SegmentSummary.CUSTOMER_SHARE)),
                            facts.figures().percent(vip.number(SegmentSummary.REVENUE_SHARE)))));
    tiers
        .named(Loyalty.ONE_TIME_BUYER)
        .ifPresent(
            once ->
                sentences.add(
                    "%s are One Time Buyers."
                        .formatted(
                            facts.figures().percent(once.number(SegmentSummary.CUSTOMER_SHARE)))));
    stages
        .named(Lifecycle.LOST)
        .ifPresent(
            lost ->
                sentences.add(
                    "%s are Lost."
                        .formatted(
                            facts.figures().percent(lost.number(SegmentSummary.CUSTOMER_SHARE)))));
    return String.join(" ", sentences);
  }
}
