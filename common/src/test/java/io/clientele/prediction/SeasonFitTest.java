package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.clientele.testing.SeasonalShop;
import io.clientele.testing.SeasonalShop.Loss;
import io.clientele.testing.SeasonalShop.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Planted seasons come back, and none is seen where none was planted. */
class SeasonFitTest {
  private static final Season NONE = Season.ofMonths(Collections.nCopies(12, 1.0));
  private static final List<LocalDate> DATES =
      Stream.of("2023-01-31", "2023-09-30", "2024-11-15", "2025-06-30")
          .map(LocalDate::parse)
          .toList();

  private static PurchaseModel fit(Loss loss, PurchaseHistories histories) {
    return switch (loss) {
      case AFTER_REPEATS -> PurchaseFits.betaGeometric(histories).model();
      case AFTER_EVERY_PURCHASE -> PurchaseFits.modifiedBetaGeometric(histories).model();
      case NEVER -> PurchaseFits.negativeBinomial(histories).model();
    };
  }

  /** Mean |ln(foretold / seen)| over dates: without season, and with the one that is found. */
  private record Errors(double plain, double seasoned, int seasons) {

    static Errors of(SeasonalShop shop, Loss loss) {
      double plain = 0;
      double seasoned = 0;
      int seasons = 0;
      for (LocalDate today : DATES) {
        PurchaseHistories histories = shop.histories(today);
        PurchaseModel model = fit(loss, histories);
        SeasonFit found = SeasonFit.of(model, histories, shop.repeats(today), today);
        double seen = shop.coming(today);
        double without = Math.abs(Math.log(shop.foretold(model, NONE, today) / seen));
        plain += without / DATES.size();
        if (found.season().isPresent()) {
          Season season = found.season().get();
          PurchaseModel timed = fit(loss, histories.in(season, today));
          seasoned += Math.abs(Math.log(shop.foretold(timed, season, today) / seen)) / DATES.size();
          seasons++;
        } else {
          seasoned += without / DATES.size();
        }
      }
      return new Errors(plain, seasoned, seasons);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void aPeakOfFourTimesIsForetold(Loss loss) {
    Errors errors = Errors.of(Plan.of(SeasonalShop::peak).losing(loss).draw(1, 2_000), loss);

    assertThat(errors.seasons()).isEqualTo(DATES.size());
    assertThat(errors.plain()).isGreaterThan(0.35);
    assertThat(errors.seasoned()).isLessThan(0.15);
  }

  @Test
  void growthIsNoSeasonAndHidesNone() {
    Errors growing =
        Errors.of(Plan.of(SeasonalShop::peak).growing(8).draw(2, 2_000), Loss.AFTER_REPEATS);

    assertThat(growing.seasons()).isEqualTo(DATES.size());
    assertThat(growing.plain()).isGreaterThan(0.35);
    assertThat(growing.seasoned()).isLessThan(0.15);
  }

  @ParameterizedTest
  @CsvSource({
    "1, AFTER_REPEATS, 3",
    "8, AFTER_REPEATS, 4",
    "1, AFTER_EVERY_PURCHASE, 5",
    "8, AFTER_EVERY_PURCHASE, 6",
    "1, NEVER, 7",
    "8, NEVER, 8"
  })
  void aFlatShopHasNoSeason(double growth, Loss loss, long seed) {
    Errors errors =
        Errors.of(Plan.of(SeasonalShop::flat).losing(loss).growing(growth).draw(seed, 2_000), loss);

    assertThat(errors.seasons()).isZero();
    assertThat(errors.plain()).isLessThan(0.15);
  }

  @Test
  void theWeeksOfThePeakCountMore() {
    LocalDate today = LocalDate.parse("2024-10-31");
    SeasonalShop shop = Plan.of(SeasonalShop::peak).draw(9, 3_000);
    PurchaseHistories histories = shop.histories(today);
    SeasonFit found =
        SeasonFit.of(fit(Loss.AFTER_REPEATS, histories), histories, shop.repeats(today), today);
    List<Double> weeks = found.season().orElseThrow().weeks();

    assertThat(found.years()).isEqualTo(4);
    assertThat(found.prior()).isEqualTo(5);
    assertThat(found.gain()).isGreaterThan(500);
    double peak = IntStream.range(46, 52).mapToDouble(weeks::get).average().orElseThrow();
    double rest = IntStream.range(0, 45).mapToDouble(weeks::get).average().orElseThrow();
    // Many first purchases in the peak are expected to be followed by many there.
    assertThat(peak / rest).isBetween(2.8, 4.5);
    IntStream.range(0, 45)
        .forEach(week -> assertThat(weeks.get(week)).as("week %d", week).isBetween(0.4, 1.1));
  }

  @Test
  void whereOnlyDecemberSellsNextToNothingIsExpectedInSummer() {
    SeasonalShop shop = Plan.of(SeasonalShop::december).draw(10, 10_000);
    LocalDate june = LocalDate.parse("2024-06-30");
    PurchaseHistories histories = shop.histories(june);
    PurchaseModel plain = fit(Loss.AFTER_REPEATS, histories);
    Season season = SeasonFit.of(plain, histories, shop.repeats(june), june).season().orElseThrow();
    PurchaseModel timed = fit(Loss.AFTER_REPEATS, histories.in(season, june));
    double repeatsPerYear = Arrays.stream(shop.repeats(june)).sum() / 4.5;

    assertThat(shop.coming(june)).isZero();
    assertThat(season.days(june, june.plusDays(90)) / season.days(june, june.plusYears(1)))
        .isLessThan(0.02);
    assertThat(shop.foretold(plain, NONE, june)).isGreaterThan(0.08 * repeatsPerYear);
    assertThat(shop.foretold(timed, season, june)).isLessThan(0.03 * repeatsPerYear);
  }

  @Test
  void theOrderOfCustomersChangesNothing() {
    LocalDate today = LocalDate.parse("2023-06-30");
    SeasonalShop shop = Plan.of(SeasonalShop::peak).draw(11, 500);
    List<PurchaseGroup> shuffled = new ArrayList<>(shop.groups(today));
    Collections.shuffle(shuffled, new Random(3));
    PurchaseHistories one = shop.histories(today);
    PurchaseHistories other = PurchaseHistories.of(shuffled);
    PurchaseModel model = fit(Loss.AFTER_REPEATS, one);

    SeasonFit found = SeasonFit.of(model, one, shop.repeats(today), today);
    assertThat(SeasonFit.of(model, other, shop.repeats(today), today)).isEqualTo(found);
    Season season = found.season().orElseThrow();
    assertThat(PurchaseFits.betaGeometric(other.in(season, today)))
        .isEqualTo(PurchaseFits.betaGeometric(one.in(season, today)));
  }

  @Test
  void aSeasonThatIsNoneFitsAsCalendarTimeDoes() {
    LocalDate today = LocalDate.parse("2023-06-30");
    PurchaseHistories histories = Plan.of(SeasonalShop::peak).draw(12, 400).histories(today);

    assertThat(PurchaseFits.betaGeometric(histories.in(NONE, today)))
        .isEqualTo(PurchaseFits.betaGeometric(histories));
  }

  @Test
  void theLikelihoodIsThatOfEveryCustomersOperationalTime() {
    LocalDate today = LocalDate.parse("2024-03-31");
    SeasonalShop shop = Plan.of(SeasonalShop::peak).draw(13, 300);
    Season season = Season.of(IntStream.rangeClosed(1, 52).asDoubleStream().toArray());
    double sum = 0;
    for (PurchaseGroup group : shop.groups(today)) {
      LocalDate first = today.minusDays(group.age());
      double last = season.days(first, first.plusDays(group.lastDay())) / 7;
      double age = season.days(first, today) / 7;
      long x = group.repeats();
      double kept = Math.exp(Gamma.logGamma(2.5 + x) - Gamma.logGamma(3.3 + x));
      double lost = x == 0 ? 0 : kept * 0.8 / (2.5 + x - 1);
      sum +=
          Gamma.logGamma(0.6 + x)
              - Gamma.logGamma(0.6)
              + 0.6 * Math.log(6)
              + Gamma.logGamma(3.3)
              - Gamma.logGamma(2.5)
              + Math.log(kept * Math.pow(6 + age, -0.6 - x) + lost * Math.pow(6 + last, -0.6 - x));
    }

    assertThat(
            new BetaGeometric(0.6, 6, 0.8, 2.5)
                .logLikelihood(shop.histories(today).in(season, today)))
        .isCloseTo(sum, withPercentage(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "2023-12-31, 729, 2", // from 1 January 2022
    "2023-12-31, 728, 1",
    "2023-12-31, 0, 0",
    "2024-02-29, 730, 2", // from 1 March 2022
    "2024-02-29, 729, 1",
    "2024-12-31, 1826, 5" // from 1 January 2020
  })
  void aYearIsFullFromItsFirstDayToItsLast(LocalDate today, int historyDays, int years) {
    assertThat(SeasonFit.fullYears(today, historyDays)).isEqualTo(years);
  }
}
