package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operational days against the sum of the indexes of every single day. */
class SeasonTest {
  private static final Season RISING =
      Season.of(IntStream.rangeClosed(1, 52).asDoubleStream().toArray());

  @Test
  void everyDayCountsTheIndexOfItsWeek() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      LocalDate from = LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000);
      LocalDate to = from.plusDays(random.nextInt(1_500));

      assertThat(RISING.days(from, to)).as("%s to %s", from, to).isEqualTo(oneByOne(from, to));
      assertThat(RISING.days(to, from)).isEqualTo(-oneByOne(from, to));
    }
    // The last week has what is left of the year: eight days or nine.
    double last = RISING.weeks().get(51);
    assertThat(days("2023-12-23", "2023-12-31")).isEqualTo(8 * last);
    assertThat(days("2024-12-22", "2024-12-31")).isEqualTo(9 * last);
    assertThat(days("2023-12-31", "2024-01-07")).isEqualTo(7 * RISING.weeks().get(0));
  }

  private static double days(String from, String to) {
    return RISING.days(LocalDate.parse(from), LocalDate.parse(to));
  }

  private static double oneByOne(LocalDate from, LocalDate to) {
    long millionths = 0;
    for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
      int week = Math.min((day.getDayOfYear() - 1) / 7, 51);
      millionths += Math.round(RISING.weeks().get(week) * 1e6);
    }
    return millionths / 1e6;
  }

  @Test
  void indexesAreAtLeastTwoPercentAndOneInTheMean() {
    double[] raw = new double[52];
    Arrays.fill(raw, 1);
    raw[0] = 0;
    raw[1] = 0.019;
    raw[51] = 14;
    List<Double> weeks = Season.of(raw).weeks();
    double mean = (0.02 + 0.02 + 49 + 14) / 52;

    assertThat(weeks.get(0)).isEqualTo(0.02 / mean, offset(5e-7)).isEqualTo(weeks.get(1));
    assertThat(weeks.get(2)).isEqualTo(1 / mean, offset(5e-7));
    assertThat(weeks.get(51)).isEqualTo(14 / mean, offset(5e-7));
    assertThat(weeks.stream().mapToDouble(s -> s).sum()).isEqualTo(52, offset(1e-4));
    assertThat(Season.ofWeeks(weeks)).isEqualTo(Season.of(raw));
  }

  @Test
  void aWeekOfTwoMonthsCountsTheMeanOfItsDays() {
    // 1 to 28 January are weeks 0 to 3; three days of week 4 are January, four February.
    List<Double> weeks = Season.ofMonths(months(3, 1)).weeks();

    assertThat(weeks.get(3)).isEqualTo(3 * weeks.get(5), offset(3e-6));
    assertThat(weeks.get(4)).isEqualTo((3 * 3 + 4) / 7.0 * weeks.get(5), offset(3e-6));
    assertThat(weeks.get(51)).isEqualTo(weeks.get(5));
    // Only ratios count, and what is never bought in counts two percent of the mean.
    assertThat(Season.ofMonths(months(30, 10))).isEqualTo(Season.ofMonths(months(3, 1)));
    List<Double> january = Season.ofMonths(months(1, 0)).weeks();
    assertThat(january.get(20) / january.get(0)).isEqualTo(0.02 * 31 / 365, offset(1e-6));
  }

  private static List<Double> months(double january, double others) {
    List<Double> months = new ArrayList<>(Collections.nCopies(12, others));
    months.set(0, january);
    return months;
  }

  @Test
  void withoutSeasonTimeIsCalendarTime() {
    Season flat = Season.ofMonths(Collections.nCopies(12, 7.0));
    LocalDate from = LocalDate.parse("2019-08-17");
    for (int days = 0; days < 2_000; days += 37) {
      LocalDate to = from.plusDays(days);
      assertThat(flat.days(from, to)).isEqualTo((double) days);
    }
  }

  @Test
  void otherNumbersOfWeeksOrMonthsAreRefused() {
    assertThatThrownBy(() -> Season.ofWeeks(Collections.nCopies(53, 1.0)))
        .hasMessage("A season has 52 weeks, not 53");
    assertThatThrownBy(() -> Season.ofMonths(Collections.nCopies(4, 1.0)))
        .hasMessage("A year has twelve months, not 4");
  }
}
