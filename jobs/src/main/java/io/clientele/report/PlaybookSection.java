package io.clientele.report;

import io.clientele.family.Member;
import io.clientele.report.Section.Card;
import io.clientele.report.Section.CardGroup;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentPlaybook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to do with each segment. */
final class PlaybookSection {
  private static final Map<String, String> FAMILIES = families();

  private PlaybookSection() {}

  private static Map<String, String> families() {
    Map<String, String> families = new LinkedHashMap<>();
    families.put(CustomerSegments.LIFECYCLE, "By lifecycle stage");
    families.put(CustomerSegments.LOYALTY, "By loyalty tier");
    families.put(Member.BEHAVIOUR, "By behaviour");
    families.put(Member.CUSTOM, "Your own segments");
    families.put(CustomerSegments.CLUSTER, "By cluster");
    families.put(Member.READY_MADE, "Ready-made audiences");
    families.put(Member.RFM, "By RFM segment");
    families.put(CustomerSegments.PRICE_SENSITIVITY, "By price level");
    return families;
  }

  /** Returns the section; empty where the playbook says nothing of anybody. */
  static Optional<Section> of(Facts facts) {
    List<CardGroup> groups = new ArrayList<>();
    FAMILIES.forEach(
        (family, title) -> {
          List<Card> cards =
              facts.of(SegmentPlaybook.SCHEMA).stream()
                  .filter(fact -> isOf(fact, family))
                  .sorted(order(family))
                  .map(fact -> card(fact, facts.figures()))
                  .toList();
          if (!cards.isEmpty()) {
            groups.add(new CardGroup(title, cards));
          }
        });
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "playbook",
                "What to do next",
                "Each segment with its size, its worth, and what helps. Texts are the playbook of"
                    + " the configuration; the same rows are in the table segment_playbook.",
                List.of(),
                groups,
                List.of()));
  }

  private static boolean isOf(Fact fact, String family) {
    String own = fact.text(SegmentPlaybook.FAMILY);
    return Member.customSegment(own).map(name -> Member.CUSTOM).orElse(own).equals(family);
  }

  private static Comparator<Fact> order(String family) {
    List<String> known =
        switch (family) {
          case CustomerSegments.LIFECYCLE -> Words.STAGES;
          case CustomerSegments.LOYALTY -> Words.TIERS;
          default -> List.of();
        };
    return Comparator.comparing(
            (Fact fact) -> {
              int place = known.indexOf(fact.text(SegmentPlaybook.SEGMENT));
              return place < 0 ? known.size() : place;
            })
        .thenComparing(fact -> -fact.number(SegmentPlaybook.NET_REVENUE).orElse(0))
        .thenComparing(fact -> fact.text(SegmentPlaybook.FAMILY))
        .thenComparing(fact -> fact.text(SegmentPlaybook.SEGMENT));
  }

  private static Card card(Fact fact, Figures figures) {
    List<String> numbers = new ArrayList<>();
    numbers.add(
        "%s, %s of all"
            .formatted(
                Words.customers(figures, fact.count(SegmentPlaybook.CUSTOMERS)),
                figures.percent(fact.number(SegmentPlaybook.CUSTOMER_SHARE))));
    if (fact.number(SegmentPlaybook.REVENUE_PER_CUSTOMER).orElse(0) != 0) {
      numbers.add(
          "%s each, %s of revenue"
              .formatted(
                  figures.amount(fact.number(SegmentPlaybook.REVENUE_PER_CUSTOMER)),
                  figures.percent(fact.number(SegmentPlaybook.REVENUE_SHARE))));
    }
    if (fact.count(SegmentPlaybook.DUE_7D) > 0) {
      numbers.add("%s due this week".formatted(figures.count(fact.count(SegmentPlaybook.DUE_7D))));
    }
    if (fact.count(SegmentPlaybook.LEAVING_7D) > 0) {
      numbers.add(
          "%s to change stage this week unless they buy"
              .formatted(figures.count(fact.count(SegmentPlaybook.LEAVING_7D))));
    }
    return new Card(
        Member.customSegment(fact.text(SegmentPlaybook.FAMILY))
            .orElseGet(() -> Words.of(fact.text(SegmentPlaybook.SEGMENT))),
        numbers,
        said(fact, SegmentPlaybook.MEANING),
        said(fact, SegmentPlaybook.ACTION),
        said(fact, SegmentPlaybook.MOMENT));
  }

  private static String said(Fact fact, String column) {
    return fact.has(column) ? fact.text(column) : "";
  }
}
