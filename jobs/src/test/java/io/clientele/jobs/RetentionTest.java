package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clientele.settings.RetentionSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which dates stay. */
class RetentionTest {
  private static final OptionalInt EVER = OptionalInt.empty();
  private static final String LEAP =
      "2024-01-30 2024-01-31 2024-02-28 2024-02-29 2024-03-01 2024-03-02";
  private static final String WEEKLY = "2023-12-04 2023-12-25 2024-01-08 2024-01-29 2024-02-05";

  @ParameterizedTest(name = "{0}")
  @MethodSource({"days", "months", "exceptions"})
  void datesStay(String name, RetentionSettings settings, String asOf, String held, String kept) {
    assertThat(kept(settings, asOf, dates(held), date -> true)).isEqualTo(dates(kept));
  }

  static Stream<Arguments> days() {
    return Stream.of(
        arguments("no days: all", keep(EVER, EVER), "2030-01-01", LEAP, LEAP),
        arguments("nothing held", keep(days(1), days(0)), "2024-03-02", "", ""),
        arguments(
            "one date held", keep(days(1), days(0)), "2030-01-01", "2024-01-30", "2024-01-30"),
        arguments("one day", keep(days(1), days(0)), "2024-03-02", LEAP, "2024-03-02"),
        arguments("two days", keep(days(2), days(0)), "2024-03-02", LEAP, "2024-03-01 2024-03-02"),
        arguments(
            "three days reach over the leap day",
            keep(days(3), days(0)),
            "2024-03-02",
            LEAP,
            "2024-02-29 2024-03-01 2024-03-02"));
  }

  static Stream<Arguments> months() {
    return Stream.of(
        arguments(
            "month ends for ever",
            keep(days(1), EVER),
            "2024-03-02",
            LEAP,
            "2024-01-31 2024-02-29 2024-03-02"),
        arguments(
            "month ends of this month and the last",
            keep(days(1), days(2)),
            "2024-03-02",
            LEAP,
            "2024-02-29 2024-03-02"),
        arguments("of this month", keep(days(1), days(1)), "2024-03-02", LEAP, "2024-03-02"),
        arguments(
            "of a year ago to the month",
            keep(days(1), days(13)),
            "2024-03-02",
            "2023-02-28 2023-03-01 2023-03-30 2024-03-02",
            "2023-03-30 2024-03-02"),
        arguments(
            "the last date held stands for the end of its month",
            keep(days(1), EVER),
            "2024-02-05",
            WEEKLY,
            "2023-12-25 2024-01-29 2024-02-05"),
        arguments(
            "months across the turn of the year",
            keep(days(1), days(3)),
            "2024-02-29",
            WEEKLY,
            "2023-12-25 2024-01-29 2024-02-05"));
  }

  static Stream<Arguments> exceptions() {
    return Stream.of(
        arguments(
            "the newest stays however old",
            keep(days(1), days(0)),
            "2031-01-01",
            WEEKLY,
            "2024-02-05"),
        arguments(
            "what comes after the as-of date stays, and the newest before it",
            keep(days(1), days(0)),
            "2024-01-20",
            WEEKLY,
            "2024-01-08 2024-01-29 2024-02-05"),
        arguments(
            "all are after the as-of date", keep(days(1), days(0)), "2020-01-01", WEEKLY, WEEKLY),
        arguments("many days", keep(days(1_000_000), days(0)), "2024-02-05", WEEKLY, WEEKLY));
  }

  @Test
  void completeDatesStandForTheirMonthsAndTheNewestOfThemStays() {
    List<LocalDate> held =
        dates("2024-01-29 2024-01-30 2024-01-31 2024-02-27 2024-02-28 2024-03-01 2024-03-02");
    Set<LocalDate> complete = Set.copyOf(dates("2024-01-29 2024-01-30 2024-03-01"));

    assertThat(kept(keep(days(1), EVER), "2024-03-02", held, complete::contains))
        .isEqualTo(dates("2024-01-30 2024-02-28 2024-03-01 2024-03-02"));
    assertThat(kept(keep(days(1), days(0)), "2024-03-02", held, complete::contains))
        .isEqualTo(dates("2024-03-01 2024-03-02"));
  }

  /** 2,000 random tables: a second look drops nothing, and what goes today would go tomorrow. */
  @Test
  void whatIsLeftLosesNothingMoreAndNothingComesBack() {
    Random random = new Random(20240229);
    for (int i = 0; i < 2000; i++) {
      List<LocalDate> held = random(random);
      Set<LocalDate> complete =
          held.stream().filter(date -> random.nextInt(4) > 0).collect(Collectors.toSet());
      RetentionSettings settings =
          keep(days(1 + random.nextInt(60)), random.nextBoolean() ? EVER : days(random.nextInt(5)));
      LocalDate asOf = LocalDate.parse("2024-01-01").plusDays(random.nextInt(400));
      List<LocalDate> dropped = new Retention(settings, asOf).dropped(held, complete::contains);
      List<LocalDate> kept = new ArrayList<>(held);
      kept.removeAll(dropped);

      assertThat(kept.isEmpty()).isEqualTo(held.isEmpty());
      assertThat(new Retention(settings, asOf).dropped(kept, complete::contains)).isEmpty();
      assertThat(new Retention(settings, asOf.plusDays(1)).dropped(held, complete::contains))
          .containsAll(dropped);
    }
  }

  private static List<LocalDate> random(Random random) {
    return random
        .ints(random.nextInt(60), 0, 400)
        .distinct()
        .sorted()
        .mapToObj(LocalDate.parse("2024-01-01")::plusDays)
        .toList();
  }

  private static List<LocalDate> kept(
      RetentionSettings settings,
      String asOf,
      List<LocalDate> held,
      Predicate<LocalDate> isComplete) {
    List<LocalDate> kept = new ArrayList<>(held);
    kept.removeAll(new Retention(settings, LocalDate.parse(asOf)).dropped(held, isComplete));
    return kept;
  }

  private static RetentionSettings keep(OptionalInt days, OptionalInt months) {
    return new RetentionSettings(days, months);
  }

  private static OptionalInt days(int number) {
    return OptionalInt.of(number);
  }

  private static List<LocalDate> dates(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(date -> !date.isEmpty())
        .map(LocalDate::parse)
        .toList();
  }
}
