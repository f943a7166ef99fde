package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.jobs.BackfillDays.Every;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillDaysTest {

  @ParameterizedTest
  @CsvSource({
    "DAY,   2025-03-01, 2025-03-01, 2025-03-01",
    "WEEK,  2025-03-01, 2025-03-01, 2025-03-01",
    "MONTH, 2025-03-01, 2025-03-01, 2025-03-01",
    "DAY,   2024-02-28, 2024-03-01, 2024-02-28 2024-02-29 2024-03-01",
    "DAY,   2025-02-28, 2025-03-01, 2025-02-28 2025-03-01",
    "WEEK,  2024-02-26, 2024-03-11, 2024-02-26 2024-03-04 2024-03-11",
    "WEEK,  2024-02-26, 2024-03-10, 2024-02-26 2024-03-04",
    "WEEK,  2024-12-30, 2025-01-06, 2024-12-30 2025-01-06",
    "MONTH, 2025-01-15, 2025-03-14, 2025-01-15 2025-02-15",
    "MONTH, 2025-01-15, 2025-03-15, 2025-01-15 2025-02-15 2025-03-15",
    "MONTH, 2023-12-31, 2024-04-30, 2023-12-31 2024-01-31 2024-02-29 2024-03-31 2024-04-30",
    "MONTH, 2025-01-31, 2025-02-28, 2025-01-31 2025-02-28",
    "MONTH, 2025-01-31, 2025-02-27, 2025-01-31",
    "MONTH, 2025-01-30, 2025-03-30, 2025-01-30 2025-02-28 2025-03-30",
    "MONTH, 2024-02-29, 2024-04-28, 2024-02-29 2024-03-29",
  })
  void areCountedFromTheFirst(Every every, LocalDate from, LocalDate to, String dates) {
    assertThat(
            new BackfillDays(from, to, every)
                .dates().stream().map(LocalDate::toString).collect(Collectors.joining(" ")))
        .isEqualTo(dates);
  }

  @Test
  void doNotEndBeforeTheyBegin() {
    assertThatThrownBy(
            () ->
                new BackfillDays(
                    LocalDate.parse("2025-03-02"), LocalDate.parse("2025-03-01"), Every.DAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2025-03-02 is after 2025-03-01");
  }
}
