package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The least unlikely count against exact arithmetic. */
class BinomialTailTest {

  @Test
  void aFairCoinMustFallTheSameWayFiveTimes() {
    // 1/16 is above one in twenty and 1/32 below; of eight, seven or more have 9/256.
    assertThat(BinomialTail.least(0.5, 0.05, 8)).containsExactly(2, 3, 4, 5, 5, 6, 7, 7);
  }

  @Test
  void whatNeverHappensIsUnlikelyOnceAndWhatAlwaysHappensNever() {
    assertThat(BinomialTail.least(0, 0.05, 3)).containsExactly(1, 1, 1);
    assertThat(BinomialTail.least(1, 0.05, 3)).containsExactly(2, 3, 4);
    assertThat(BinomialTail.steps(0, new int[] {1, 1, 1, 1})).isZero();
    assertThat(BinomialTail.steps(1, new int[] {2, 3, 4, 5})).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "0.07", "0.25", "0.5", "0.66", "0.8", "0.97", "0.9995"})
  void everyLeastCountIsTheFirstThatIsUnlikely(BigDecimal p) {
    BigDecimal chance = new BigDecimal("0.05");
    int[] least = BinomialTail.least(p.doubleValue(), 0.05, 60);

    for (int n = 1; n <= 60; n++) {
      int k = least[n - 1];
      assertThat(tail(p, n, k)).as("%s of %s at %s", k, n, p).isLessThanOrEqualTo(chance);
      assertThat(tail(p, n, k - 1)).as("%s of %s at %s", k - 1, n, p).isGreaterThan(chance);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.3", "0.5", "0.8", "0.95"})
  void beyondTheTableTheFormulaIsWithinOneOfTheTruth(double p) {
    int[] exact = BinomialTail.least(p, 0.05, 900);
    double steps = BinomialTail.steps(p, Arrays.copyOf(exact, 200));

    for (int n = 200; n <= 900; n += 7) {
      long told = (long) Math.ceil(n * p + 0.5 + steps * Math.sqrt(n));
      assertThat(told).as("of %s", n).isBetween(exact[n - 1] - 1L, exact[n - 1] + 1L);
    }
  }

  private static BigDecimal tail(BigDecimal p, int n, int from) {
    BigDecimal tail = BigDecimal.ZERO;
    BigInteger ways = BigInteger.ONE;
    for (int k = 0; k <= n; k++) {
      if (k >= from) {
        BigDecimal one = p.pow(k).multiply(BigDecimal.ONE.subtract(p).pow(n - k));
        tail = tail.add(one.multiply(new BigDecimal(ways)));
      }
      ways = ways.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1L));
    }
    return tail;
  }
}
