package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.RfmSettings.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Scores at their cuts, and the map from scores to segments. */
class RfmTest {

  @Test
  void everyScoreHasOneSegmentAndEverySegmentItsScores() {
    List<Segment> segments = Shopper.settings().families().rfm().segments();
    Map<String, Integer> sizes = new TreeMap<>();
    for (int r = 1; r <= 5; r++) {
      for (int f = 1; f <= 5; f++) {
        for (int m = 1; m <= 5; m++) {
          int[] rfm = {r, f, m};
          String first =
              segments.stream()
                  .filter(segment -> segment.holds(rfm[0], rfm[1], rfm[2]))
                  .findFirst()
                  .orElseThrow()
                  .name();
          sizes.merge(first, 1, Integer::sum);
        }
      }
    }

    assertThat(sizes)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("Champions", 8),
                Map.entry("Loyal Customers", 28),
                Map.entry("New Customers", 5),
                Map.entry("Promising", 5),
                Map.entry("Potential Loyalists", 16),
                Map.entry("Need Attention", 8),
                Map.entry("About To Sleep", 5),
                Map.entry("Cannot Lose Them", 4),
                Map.entry("At Risk", 20),
                Map.entry("Hibernating", 13),
                Map.entry("Lost", 13)));
  }

  /** Of forty 28 bought once, 6 twice, 6 three times; recency and revenue are all different. */
  private static List<Shopper> forty() {
    List<Shopper> shop = new ArrayList<>(List.of(prospect("p")));
    for (int i = 1; i <= 40; i++) {
      int days = i <= 28 ? 1 : i <= 34 ? 2 : 3;
      shop.add(buyer("b" + i, days, 1, 2 * i).withRevenue(10 * i + ".00"));
    }
    return shop;
  }

  @Test
  void scoresBeginAboveTheFifthsAndTiesStayTogether() {
    assertThat(family().fit(Shopper.rows(forty()), DATE).model())
        .isEqualTo(
            new FamilyModel(
                "rfm",
                "cuts",
                DATE,
                """
                {"customers":40,"recency":[\
                {"score":5,"from":-16.0,"ties":1,"at_or_above":8},\
                {"score":4,"from":-32.0,"ties":1,"at_or_above":16},\
                {"score":3,"from":-48.0,"ties":1,"at_or_above":24},\
                {"score":2,"from":-64.0,"ties":1,"at_or_above":32}],\
                "frequency":[\
                {"score":5,"from":3.0,"ties":6,"at_or_above":6},\
                {"score":4,"from":2.0,"ties":6,"at_or_above":12}],\
                "monetary":[\
                {"score":5,"from":330.0,"ties":1,"at_or_above":8},\
                {"score":4,"from":250.0,"ties":1,"at_or_above":16},\
                {"score":3,"from":170.0,"ties":1,"at_or_above":24},\
                {"score":2,"from":90.0,"ties":1,"at_or_above":32}]}""",
                40));
  }

  @Test
  void equalValuesShareAScore() {
    FittedFamily fitted = family().fit(Shopper.rows(forty()), DATE);

    assertThat(fitted.notes()).isEmpty();
    assertThat(
            scores(
                fitted,
                prospect("a"),
                buyer("b", 1, 1, 16).withRevenue("330.00"),
                buyer("c", 1, 1, 17).withRevenue("329.99"),
                buyer("d", 2, 1, 64).withRevenue("90.00"),
                buyer("e", 3, 1, 65).withRevenue("89.99"),
                buyer("f", 9, 1, 0).withRevenue("-5.00"),
                buyer("g", 9, 1, 0).without("net_revenue")))
        .containsExactly(
            "a null null null: null",
            "b 5 1 5: New Customers",
            "c 4 1 4: Promising",
            "d 2 4 2: Hibernating",
            "e 1 5 1: Lost",
            "f 5 5 1: Potential Loyalists",
            "g 5 5 null: null");
  }

  /** Forty who bought once for 10.00, so many of them the day before and the others today. */
  private static List<Shopper> aMorning(int dayBefore) {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      shop.add(buyer("b" + i, 1, 1, i < dayBefore ? 1 : 0).withRevenue("10.00"));
    }
    return shop;
  }

  @Test
  void whereAllBuyersTieScoresAreInTheMiddle() {
    FamilyModel model = family().fit(Shopper.rows(aMorning(0)), DATE).model();
    FittedFamily restored = family().restore(model);

    assertThat(model.parameters())
        .isEqualTo(
            """
            {"customers":40,"recency":[],"frequency":[],"monetary":[]}""");
    assertThat(restored.model()).isEqualTo(model);
    assertThat(restored.notes())
        .containsExactly(
            "More than four fifths of the buyers share the best recency, which tells nobody apart:"
                + " rfm_recency is 5 for a purchase on the date, else 3.",
            "More than four fifths of the buyers share the best frequency, which tells nobody apart:"
                + " rfm_frequency is 1 for a single purchase, else 3.",
            "More than four fifths of the buyers share the best net revenue, which tells nobody"
                + " apart: rfm_monetary is 3.");
    assertThat(
            scores(
                restored,
                prospect("a"),
                buyer("b", 1, 1, 0).withRevenue("10.00"),
                buyer("c", 1, 1, 1).withRevenue("10.00"),
                buyer("d", 2, 1, 0).withRevenue("20.00"),
                buyer("e", 2, 1, 300).withRevenue("-1.00"),
                buyer("f", 2, 1, 300).without("net_revenue")))
        .containsExactly(
            "a null null null: null",
            "b 5 1 3: New Customers",
            "c 3 1 3: About To Sleep",
            "d 5 3 3: Loyal Customers",
            "e 3 3 3: Loyal Customers",
            "f 3 3 null: null");
  }

  @Test
  void twoValuesAreToldApartFromAFifthOnwards() {
    Shopper today = buyer("today", 1, 1, 0).withRevenue("10.00");
    Shopper before = buyer("yesterday", 1, 1, 1).withRevenue("10.00");

    FittedFamily fewer = family().fit(Shopper.rows(aMorning(7)), DATE);
    assertThat(fewer.notes()).hasSize(3);
    assertThat(scores(fewer, today, before))
        .containsExactly("today 5 1 3: New Customers", "yesterday 3 1 3: About To Sleep");

    FittedFamily fifth = family().fit(Shopper.rows(aMorning(8)), DATE);
    assertThat(fifth.notes()).hasSize(2).noneMatch(note -> note.contains("recency"));
    assertThat(scores(fifth, today, before))
        .containsExactly("today 2 1 3: Hibernating", "yesterday 1 1 3: Lost");

    FittedFamily most = family().fit(Shopper.rows(aMorning(39)), DATE);
    assertThat(scores(most, today, before))
        .containsExactly("today 5 1 3: New Customers", "yesterday 1 1 3: Lost");
  }

  @Test
  void oneCustomerIsInTheMiddle() {
    Shopper only = buyer("only", 4, 10, 12).withRevenue("99.00");
    FittedFamily fitted =
        family("families.rfm.min-customers=1").fit(Shopper.rows(List.of(only)), DATE);

    assertThat(scores(fitted, only)).containsExactly("only 3 3 3: Loyal Customers");
    assertThat(fitted.explain(Person.of(fitted.assign(Shopper.rows(List.of(only))))))
        .containsExactly(
            "Loyal Customers, scores 3 3 3 by cuts of " + DATE + " over 1 buyers.",
            "Recency: 12 days; more than four fifths of the buyers share the best, so the score is"
                + " 5 for a purchase on the date, else 3.",
            "Frequency: 4; more than four fifths of the buyers share the best, so the score is 1"
                + " for a single purchase, else 3.",
            "Monetary: 99; more than four fifths of the buyers share the best, so the score is 3.");
  }

  @Test
  void tooFewBuyersHaveNoScores() {
    List<Shopper> shop = new ArrayList<>();
    for (int i = 0; i < 29; i++) {
      shop.add(buyer("b" + i, 1 + i % 3, 1, i));
    }
    FittedFamily fitted = family().fit(Shopper.rows(shop), DATE);

    assertThat(fitted.notes())
        .containsExactly(
            "The shop has 29 buyers, fewer than families.rfm.min-customers: RFM scores are empty.");
    assertThat(scores(fitted, buyer("a", 1, 1, 1))).containsExactly("a null null null: null");
  }

  @Test
  void cutsGivenByHandAreTakenAsTheyAre() {
    FittedFamily fitted =
        family(
                "families.rfm.recency-cuts=[365, 180, 90, 30]",
                "families.rfm.frequency-cuts=[2, 3, 5, 10]",
                "families.rfm.monetary-cuts=[50, 100, 200, 500.5]")
            .fit(Shopper.rows(List.of(buyer("one", 3, 1, 30))), DATE);

    assertThat(fitted.notes()).isEmpty();
    assertThat(
            scores(
                fitted,
                buyer("a", 1, 1, 366).withRevenue("49.99"),
                buyer("b", 2, 1, 365).withRevenue("50.00"),
                buyer("c", 3, 1, 180).withRevenue("100.00"),
                buyer("d", 5, 1, 90).withRevenue("500.49"),
                buyer("e", 10, 1, 30).withRevenue("500.50"),
                buyer("f", 9, 1, 31).withRevenue("500.50")))
        .containsExactly(
            "a 1 1 1: Lost",
            "b 2 2 2: Hibernating",
            "c 3 3 3: Loyal Customers",
            "d 4 4 4: Champions",
            "e 5 5 5: Champions",
            "f 4 4 5: Champions");
  }

  private static List<String> scores(FittedFamily fitted, Shopper... shoppers) {
    return fitted
        .assign(Shopper.rows(List.of(shoppers)))
        .orderBy("customer_id")
        .select("customer_id", "rfm_recency", "rfm_frequency", "rfm_monetary", "rfm_segment")
        .collectAsList()
        .stream()
        .map(
            row ->
                "%s %s %s %s: %s"
                    .formatted(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
        .toList();
  }

  private static Rfm family(String... keys) {
    return new Rfm(Shopper.settings(keys).families());
  }
}
