package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopCalendarTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final ShopCalendar CALENDAR = new ShopCalendar(LocalDate.of(2025, 12, 31), ZONE);

  @Test
  void spansThreeYearsOfTheShopsDays() {
    assertThat(Instant.ofEpochSecond(CALENDAR.opens())).isEqualTo("2022-12-31T23:00:00Z");
    assertThat(Instant.ofEpochSecond(CALENDAR.closes())).isEqualTo("2025-12-31T23:00:00Z");
    assertThat(CALENDAR.secondAt(0)).isEqualTo(CALENDAR.opens());
    assertThat(CALENDAR.secondAt(Math.nextDown(3.0))).isEqualTo(CALENDAR.closes() - 1);
  }

  @Test
  void opensOnTheDayAfterTheSameDayThreeYearsBeforeALeapDay() {
    ShopCalendar calendar = new ShopCalendar(LocalDate.of(2024, 2, 29), ZoneId.of("UTC"));

    assertThat(Instant.ofEpochSecond(calendar.opens())).isEqualTo("2021-03-01T00:00:00Z");
    assertThat(Instant.ofEpochSecond(calendar.closes())).isEqualTo("2024-03-01T00:00:00Z");
  }

  @Test
  void neverRunsBackwardsNotEvenWhenClocksAreSetBack() {
    long[] seconds =
        LongStream.range(0, 300_000).map(step -> CALENDAR.secondAt(step * 3.0 / 300_000)).toArray();

    assertThat(seconds).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-15, true",
    "2024-07-31, true",
    "2024-08-01, false",
    "2024-11-25, false",
    "2024-11-26, true",
    "2024-11-29, true",
    "2024-12-02, false",
    "2023-11-24, true",
    "2023-11-20, false"
  })
  void marksDownInJanuaryJulyAndAroundBlackFriday(LocalDate day, boolean sale) {
    long noon = day.atTime(12, 0).atZone(ZONE).toEpochSecond();

    assertThat(CALENDAR.isSale(noon)).isEqualTo(sale);
  }
}
