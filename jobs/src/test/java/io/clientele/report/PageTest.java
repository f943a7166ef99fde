package io.clientele.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.report.Browser.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The page: its words and numbers, what it lets in, and how a browser takes it. */
class PageTest {
  @TempDir private Path folder;

  /** What a reader sees of a page: texts between tags, the parts that draw left out. */
  private static String words(String page) {
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
            10 customers have brought £1,000 so far; of last year's revenue £100.00 is at risk.
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
            £100.00
            slipping away or lost
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
        .hasSize(16)
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
          assertThat(browser.at(page, width, scheme)).as(width + scheme).isEqualTo(Look.sound(16));
        }
      }
      assertThat(browser.answer("return document.title"))
          .isEqualTo("Tom & Jerry's " + FullFacts.HOSTILE + ": customers on March 31, 2025");
      assertThat(browser.answer("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(17, 22, 29)");
    }
  }
}
