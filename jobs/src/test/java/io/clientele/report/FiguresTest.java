package io.clientele.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in several languages. */
class FiguresTest {

  /** Spaces that do not break are written as underscores. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en    | EUR | 1234.5   | €1,235",
        "en    | EUR | 999.995  | €1,000.00",
        "en    | EUR | -12.345  | -€12.35",
        "en    | EUR | -0.001   | €0.00",
        "en-GB | GBP | 0.5      | £0.50",
        "de    | EUR | 1234.5   | 1.235_€",
        "de    | EUR | 12.3     | 12,30_€",
        "fr-CA | CAD | 12.3     | 12,30_$_CA",
        "ja    | JPY | 12.5     | ￥13",
        "en    | KWD | 1.2345   | KWD_1.235"
      })
  void amountsHaveTheDecimalsOfTheirCurrency(
      String language, String currency, double amount, String expected) {
    Figures figures = new Figures(Locale.forLanguageTag(language), currency);

    assertThat(figures.amount(amount).replace('\u00a0', '_').replace('\u202f', '_'))
        .isEqualTo(expected);
  }

  @Test
  void sharesRoundAsTheyAreWritten() {
    Figures english = new Figures(Locale.ENGLISH, "EUR");

    // 0.4805 as a binary number is a little less.
    assertThat(english.percent(0.4805)).isEqualTo("48.1%");
    assertThat(english.percent(-0.0001)).isEqualTo("0.0%");
    assertThat(english.percent(OptionalDouble.empty())).isEqualTo("–");
    assertThat(new Figures(Locale.GERMAN, "EUR").percent(12.3456)).isEqualTo("1.234,6\u00a0%");
  }

  @ParameterizedTest
  @CsvSource({"en, GBP, £|", "en, KWD, KWD_|", "de, EUR, |_€", "ja, JPY, ￥|", "fr-CA, CAD, |_$_CA"})
  void whatStandsAroundAnAmountIsToldToCharts(String language, String currency, String expected) {
    Figures figures = new Figures(Locale.forLanguageTag(language), currency);

    assertThat(String.join("|", figures.around()).replace('\u00a0', '_').replace('\u202f', '_'))
        .isEqualTo(expected);
  }

  @Test
  void countsDecimalsAndDays() {
    Figures english = new Figures(Locale.ENGLISH, "EUR");
    Figures french = new Figures(Locale.FRENCH, "EUR");

    assertThat(english.count(1234567L)).isEqualTo("1,234,567");
    assertThat(english.count(2.5)).isEqualTo("3");
    assertThat(english.days(1)).isEqualTo("1 day");
    assertThat(english.days(1200)).isEqualTo("1,200 days");
    assertThat(english.decimal(0.335, 2)).isEqualTo("0.34");
    assertThat(english.decimal(15, 1)).isEqualTo("15");
    assertThat(english.fixed(15, 1)).isEqualTo("15.0");
    assertThat(english.fixed(-0.004, 2)).isEqualTo("0.00");
    assertThat(french.fixed(0.7, 3)).isEqualTo("0,700");
    assertThat(french.shortDay(LocalDate.parse("2025-08-01"))).isEqualTo("1 août 2025");
    assertThat(french.count(1234567L)).isEqualTo("1\u202f234\u202f567");
    assertThat(french.day(LocalDate.parse("2025-03-01"))).isEqualTo("1 mars 2025");
    assertThat(french.month(YearMonth.of(2025, 8))).isEqualTo("août 2025");
    assertThat(english.shortMonth(YearMonth.of(2025, 8))).isEqualTo("Aug 2025");
  }
}
