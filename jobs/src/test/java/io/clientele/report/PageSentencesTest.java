package io.clientele.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That what the page says is true of those it is about. */
class PageSentencesTest {
  private static final String HOSTILE =
      FullFacts.HOSTILE.replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");

  @Test
  void whoIsNewHasChangedNoStage() {
    assertThat(PageTest.words(Page.of(FullFacts.of(Locale.UK))))
        .contains(
            "2 customers changed their stage since 28 February 2025, and 1 was not there then.");
  }

  @Test
  void whatIsAtRiskAndWhatIsLostIsToldAtTheCustomersOwnPace() {
    assertThat(PageTest.words(Page.of(FullFacts.of(Locale.UK))))
        .contains(
            """
            Value at risk
            Slipping Away: 2 customers with a pace of €60.00 a year (12.0% of the past year's revenue). Lost: 3 customers with a pace of €90.00 a year; 1 of them became Lost within the last 365 days, with €30.00 a year.
            """)
        .contains(
            "Who bought on one day only has no pace, and is counted apart: 3 Slipping Away, 1 Lost.");
  }

  @Test
  void segmentsOfTheConfigurationAreToldLikeAnyOther() {
    assertThat(PageTest.words(Page.of(FullFacts.of(Locale.UK))))
        .contains(
            """
            Your own segments
            Segments that the configuration defines; one customer may be in several. Nobody is in Abroad.
            """)
        .contains(
            """
            Who came in and who went out since 28 February 2025
            Segment
            Came in
            Went out
            Remark
            %s
            3
            4
            Abroad *
            –
            –
            the rule was not the same then
            * as ingested last: reads country, consent or attributes of customers, which are those of the newest ingest, not of the date.
            """
                .formatted(HOSTILE));
  }

  @Test
  void segmentsOfTheConfigurationAreJudgedToo() {
    assertThat(PageTest.words(Page.of(FullFacts.of(Locale.UK))))
        .contains(
            """
            Your own segments: came back within 90 days
            Segment
            Buyers in it
            Came back
            Buyers not in it
            Came back
            %s
            2
            50.0%%
            10
            10.0%%
            """
                .formatted(HOSTILE));
  }

  @Test
  void aYoungShopSaysInOnePlaceWhatCannotBeKnownYet() {
    assertThat(PageTest.words(Page.of(FullFacts.ofHistory(12, Locale.UK))))
        .contains(
            """
            What cannot be known yet
            Purchases are known of 12 days. Until there are 30 days of them, the numbers below are first impressions.
            """)
        .contains("Who is lost: nobody has been away for longer than 12 days.");
    assertThat(PageTest.words(Page.of(FullFacts.ofHistory(29, Locale.UK))))
        .contains("known of 29 days");
    assertThat(PageTest.words(Page.of(FullFacts.ofHistory(30, Locale.UK))))
        .doesNotContain("What cannot be known yet");
  }

  @Test
  void chartsWriteTheCurrencyAsTextsDo() throws IOException {
    Matcher facts =
        Pattern.compile("(?s)id=\"facts\">(.*?)</script>")
            .matcher(Page.of(FullFacts.of(Locale.GERMANY)));
    assertThat(facts.find()).isTrue();

    assertThat(new ObjectMapper().readTree(facts.group(1)).path("around"))
        .hasToString("[\"\",\"\u00a0€\"]");
  }
}
