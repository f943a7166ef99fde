package io.clientele.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clientele.report.Browser.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The page: its words and numbers, what it lets in, and how a browser takes it. */
class PageTest {
  /** Tells a page of a print, and asks what it draws then. */
  private static final String WIDEST =
      """
      window.dispatchEvent(new Event('%s'));
      return Math.max(...[...document.querySelectorAll('.chart svg')].map(svg => svg.clientWidth)) + ' wide, '
        + document.querySelectorAll('details.group:not([open])').length + ' groups closed';
      """;

  @TempDir private Path folder;

  /** What a reader sees of a page: texts between tags, the parts that draw left out. */
  static String words(String page) {
    return page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "")
        .replaceAll("<[^>]+>", "\n")
        .replaceAll("\\s*\n\\s*", "\n")
        .replace("&#39;", "'")
        .strip();
  }

  @Test
  void saysInWordsWhatTheBaseIsWorthAndWhatChanged() {
    assertThat(words(Page.of(FullFacts.of(Locale.UK))))
        .contains(
            """
            10 customers have brought £1,000 so far; £60.00 a year is at risk (12.0% of the past year's revenue), and £90.00 a year is lost.
            What changed most
            2 customers went from Active to Lost since 28 February 2025; they have brought £150.00 so far.
            Lost is now 40.0% of the base, 15 points more than on 28 February 2025.
            3 customers came back in March 2025, 200.0% more than in February 2025.
            Customers
            10
            1 VIP among them
            Net revenue, 365 days
            £500.00
            from identified customers
            At risk
            £60.00
            a year, from 2 customers slipping away
            Lost
            £90.00
            a year, from 3 customers
            Expected, next 365 days
            £382.00
            by the prediction model
            """
                .replace('£', '€'));
  }

  @Test
  void writesNumbersInTheShopsLanguage() {
    String page = words(Page.of(FullFacts.of(Locale.GERMANY)));

    assertThat(page)
        .contains("10 customers have brought 1.000\u00a0€ so far")
        .contains("31. März 2025")
        .contains("60,0\u00a0%")
        .doesNotContain("60.0%");
  }

  @Test
  void letsNothingInThatIsNoText() {
    String page = Page.of(FullFacts.of(Locale.ENGLISH));

    assertThat(page)
        .contains("Tom &amp; Jerry&#39;s &lt;/script&gt;&lt;img src=x")
        .doesNotContain("</script><img")
        .contains("\\u003c/script\\u003e\\u003cimg src=x");
  }

  @Test
  void needsNothingFromANetworkAndIsSmall() {
    String page = Page.of(FullFacts.of(Locale.ENGLISH));
    String own = page.replaceAll("(?s)<script>.*?</script>", "");

    assertThat(Pattern.compile("(src|href)=\"(?!#)").matcher(own).results()).isEmpty();
    assertThat(own).doesNotContain("http:").doesNotContain("https:").contains("default-src 'none'");
    assertThat(page.length()).isBetween(1_000_000, 3_000_000);
  }

  @Test
  void aShopWithoutAnybodyHasAPage() {
    Facts nothing =
        new Facts(
            "New shop",
            FullFacts.DATE,
            new Figures(Locale.ENGLISH, "EUR"),
            Map.of(),
            Optional.empty(),
            "1.2.3");

    assertThat(words(Page.of(nothing)))
        .contains("New shop\nMarch 31, 2025\nThere is nobody in the base yet.")
        .doesNotContain("What changed most");
  }

  /** What a page gives its charts, by their ids. */
  private static ObjectNode drawn(String page) throws IOException {
    ObjectNode drawn = JsonNodeFactory.instance.objectNode();
    Matcher facts = Pattern.compile("(?s)id=\"facts\">(.*?)</script>").matcher(page);
    assertThat(facts.find()).isTrue();
    for (JsonNode chart : new ObjectMapper().readTree(facts.group(1)).path("charts")) {
      drawn.set(chart.path("id").asText(), chart.path("data"));
    }
    return drawn;
  }

  @Test
  void namesOfWhatIsDrawnStandInOrderSoThatAPageMadeAgainIsTheSame() throws IOException {
    String page = Page.of(FullFacts.of(Locale.ENGLISH));
    Matcher facts = Pattern.compile("(?s)id=\"facts\">(.*?)</script>").matcher(page);
    assertThat(facts.find()).isTrue();

    List<JsonNode> nodes = new ArrayList<>(List.of(new ObjectMapper().readTree(facts.group(1))));
    for (int next = 0; next < nodes.size(); next++) {
      JsonNode node = nodes.get(next);
      node.elements().forEachRemaining(nodes::add);
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      assertThat(names).isSorted();
    }
    assertThat(nodes).hasSizeGreaterThan(100);
  }

  @Test
  void chartsAreGivenWhatTheyDraw() throws IOException {
    ObjectNode drawn = drawn(Page.of(FullFacts.of(Locale.ENGLISH)));

    assertThat(drawn.path("risk-matrix").path("cells"))
        .as("fields that nobody is in are there too")
        .hasToString(
            "[[0,0,400.0,1],[0,1,0.0,0],[1,0,0.0,0],[1,1,0.0,5],[2,0,0.0,0],[2,1,100.0,4]]");
    assertThat(drawn.path("concentration-curve").path("tenth")).hasToString("[0.1,0.4]");
    assertThat(drawn.path("cohorts-heat").path("y")).hasToString("[\"Jan 2025\",\"Feb 2025\"]");
    assertThat(drawn.path("cohorts-heat").path("sizes")).hasToString("[4,4]");
    assertThat(drawn.path("clusters-profiles").path("x"))
        .hasToString("[\"Net revenue\",\"Days since last order\"]");
    assertThat(drawn.path("quality-reasons").path("names")).hasToString("[\"No amount\"]");
  }

  @Test
  void saysWhatJudgingFound() {
    assertThat(words(Page.of(FullFacts.of(Locale.ENGLISH))))
        .contains(
            """
            Are the segments right?
            Segments of one past date, held against what customers did in the 90 days after. Of those called Active 50.0% came back, of those called Lost 25.0%. Judged on March 31, 2025.
            Lifecycle stages: came back within 90 days
            """)
        .contains(
            """
            of: Tenths of buyers by predicted return: came back within 90 days
            Segment
            Buyers
            Came back
            Predicted
            1
            6
            16.7%
            10.0%
            10
            6
            66.7%
            70.0%
            """)
        .contains("This shop's stages are by method rhythm;");
  }

  @Test
  void aShopWithoutAmountsIsToldOfNone() throws IOException {
    String page = Page.of(FullFacts.without("revenue", Locale.ENGLISH));

    assertThat(words(page))
        .contains("10 customers are in the base.")
        .contains(
            """
            Stages and tiers
            90.0% are One Time Buyers. 40.0% are Lost.
            """)
        .contains("Clusters: share of customers")
        .contains("Customers by tier and stage")
        .contains(
            """
            Value at risk
            Slipping Away: 2 customers who bought on two days or more. Lost: 3 customers who bought on two days or more; 1 of them became Lost within the last 365 days.
            """)
        .doesNotContain("against revenue", "of the revenue");
    assertThat(drawn(page).path("shares-lifecycle").path("series"))
        .hasToString("[{\"name\":\"Share of customers\",\"values\":[0.6,0.4]}]");
  }

  @Test
  void namesFeaturesAndTheirUnits() {
    assertThat(words(Page.of(FullFacts.of(Locale.UK))))
        .contains(
            """
            Mean of
            """
                + FullFacts.HOSTILE
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                + """

            Champion
            All buyers
            Net revenue
            €0.00
            €250.00
            €100.00
            Days since last order
            30.0
            3.0
            15.0
            """);
  }

  @Test
  void headingsAndTablesSaySoToThoseWhoDoNotSee() {
    String page = Page.of(FullFacts.of(Locale.ENGLISH));

    List<String> labels =
        Pattern.compile("role=\"img\" aria-label=\"([^\"]+)\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(labels)
        .hasSize(18)
        .allSatisfy(
            label -> assertThat(label).endsWith("The numbers are in the table that follows."));
    assertThat(Pattern.compile("<table>").matcher(page).results().count())
        .isEqualTo(Pattern.compile("<thead>").matcher(page).results().count())
        .isGreaterThan(labels.size());
  }

  @Test
  @EnabledIf("io.clientele.report.Browser#isHere")
  void aBrowserDrawsItWideAndNarrowInLightAndDark() throws IOException {
    Path page =
        Files.writeString(folder.resolve("page.html"), Page.of(FullFacts.of(Locale.ENGLISH)));

    try (Browser browser = Browser.start()) {
      for (int width : new int[] {1280, 390}) {
        for (String scheme : new String[] {"light", "dark"}) {
          assertThat(browser.at(page, width, scheme)).as(width + scheme).isEqualTo(Look.sound(18));
        }
      }
      assertThat(browser.answer(WIDEST.formatted("beforeprint")))
          .as("a sheet of paper, whatever the window")
          .isEqualTo("680 wide, 0 groups closed");
      assertThat(browser.answer(WIDEST.formatted("afterprint")))
          .isNotEqualTo("680 wide, 0 groups closed");
      assertThat(browser.answer("return document.title"))
          .isEqualTo("Tom & Jerry's " + FullFacts.HOSTILE + ": customers on March 31, 2025");
      assertThat(browser.answer("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(17, 22, 29)");
    }
  }
}
