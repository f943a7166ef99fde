package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.family.MethodChoice.Candidate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which method is chosen of what was seen, and what is said of it. */
class MethodChoiceTest {
  private static final List<String> DATES = List.of("2025-01-01", "2024-10-03", "2024-07-05");

  /** What was seen, each as {@code method area}, with a ! where stages do not fall. */
  private static MethodChoice seen(String inUse, List<String> dates, String seen) {
    return MethodChoice.of(
        new MethodChoice(
            inUse,
            "2025-04-01",
            90,
            dates,
            Arrays.stream(seen.split(", ", -1))
                .map(one -> one.split(" ", -1))
                .map(
                    words ->
                        new Candidate(
                            words[0],
                            Double.parseDouble(words[1].replace("!", "")),
                            !words[1].endsWith("!")))
                .toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rhythm | rhythm 0.70, shop 0.72, fixed 0.71               | shop",
        "rhythm | rhythm 0.70, shop 0.7099, fixed 0.70             | rhythm",
        "rhythm | rhythm 0.70, shop 0.72!, fixed 0.715             | fixed",
        "rhythm | rhythm 0.70, shop 0.80!, fixed 0.705             | rhythm",
        "rhythm | rhythm 0.70!, shop 0.69, fixed 0.705             | rhythm",
        "fixed  | rhythm 0.709, shop 0.60, fixed 0.70              | fixed",
        "fixed  | rhythm 0.72, shop 0.60, fixed 0.70               | rhythm",
        "rhythm | rhythm 0.70, shop 0.72, model 0.74, fixed 0.71   | model",
        "model  | rhythm 0.70, shop 0.60, fixed 0.60               | rhythm",
        "model  | rhythm 0.70!, shop 0.60!, fixed 0.60!            | model"
      })
  void theMethodInUseIsLeftForAClearGainAlone(String inUse, String seen, String chosen) {
    assertThat(seen(inUse, DATES, seen).method()).isEqualTo(chosen);
  }

  @Test
  void fewerThanThreeDatesLeaveRhythm() {
    MethodChoice choice = seen("fixed", DATES.subList(0, 2), "rhythm 0.60, shop 0.70, fixed 0.80");

    assertThat(choice.method()).isEqualTo("rhythm");
    assertThat(choice.notes())
        .containsExactly(
            "families.lifecycle.method = auto: stages are by rhythm, since the shop's past has fewer than 3 dates to judge by.");
  }

  @Test
  void saysWhatWasChosenByWhat() {
    assertThat(seen("rhythm", DATES, "rhythm 0.6994, shop 0.75!, fixed 0.7594").notes())
        .containsExactly(
            "families.lifecycle.method = auto: stages are by fixed, chosen on 2025-04-01 by 3 past dates and the 90 days after each (area under the curve: rhythm 0.699, shop 0.750 (does not fall), fixed 0.759).");
  }

  @Test
  void saysWhereStagesOrderWorseThanPlainRecency() {
    assertThat(seen("rhythm", DATES, "rhythm 0.70, shop 0.72!, fixed 0.76!").notes())
        .hasSize(2)
        .last()
        .isEqualTo(
            "On this shop's past the stages by rhythm order customers worse than plain recency does: 0.700 against 0.760 (fixed).");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-04-01, true",
    "2025-06-30, true",
    "2025-07-01, false",
    "2025-03-31, false",
    "2026-04-01, false"
  })
  void aQuarterIsOfTheCalendar(LocalDate day, boolean isOfQuarter) {
    assertThat(seen("rhythm", DATES, "rhythm 0.7, fixed 0.7").isOfQuarter(day))
        .isEqualTo(isOfQuarter);
  }

  @Test
  void standsInTheModelAsItIs() {
    MethodChoice choice = seen("rhythm", DATES, "rhythm 0.70, shop 0.72!, fixed 0.76");

    assertThat(ModelJson.read(ModelJson.write(choice), MethodChoice.class)).isEqualTo(choice);
  }
}
