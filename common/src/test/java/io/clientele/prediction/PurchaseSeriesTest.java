package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The series against the hypergeometric formula of the literature in 80 digits. */
class PurchaseSeriesTest {
  private static final MathContext DIGITS = new MathContext(80);

  /** In percent: 12 digits. */
  private static final double CLOSE = 1e-10;

  @ParameterizedTest
  @CsvSource({
    // Shape (whole or and a half), lost, kept, odds.
    "0.5, 0.793, 2.426, 0.25",
    "0.5, 0.793, 2.426, 1",
    "2.5, 0.793, 4.426, 7",
    "12, 3.5, 8.25, 0.9",
    "200.5, 0.05, 204, 1.5",
    "900.5, 1.75, 901, 3",
    // Near 1, where the formula loses its digits.
    "2.5, 1.000001, 4.426, 7",
    "2.5, 0.999999, 4.426, 7",
    "2.5, 1.000000000001, 4.426, 7",
    // c = a + k - 1 below 0, where it has poles nearby.
    "0.5, 0.3, 0.2, 2",
    "0.5, 0.01, 0.02, 0.5",
    // Odds that bring z near 1.
    "0.5, 0.793, 2.426, 120",
    "3, 20, 5, 400",
    // Hardly anybody, and nearly everybody lost.
    "1.5, 0.00001, 3, 4",
    "1.5, 1000, 0.001, 4"
  })
  void isTheHypergeometricFormula(String shape, String lost, String kept, String odds) {
    double series =
        PurchaseSeries.expected(
            Double.parseDouble(shape),
            Double.parseDouble(lost),
            Double.parseDouble(kept),
            Double.parseDouble(odds));

    assertThat(series)
        .isCloseTo(formula(shape, lost, kept, odds).doubleValue(), withPercentage(CLOSE));
  }

  @Test
  void isSmoothThroughOne() {
    double at = PurchaseSeries.expected(2.5, 1, 4.426, 7);
    BigDecimal below = formula("2.5", "0.999999999999", "4.426", "7");
    BigDecimal above = formula("2.5", "1.000000000001", "4.426", "7");

    assertThat(at)
        .isCloseTo(
            below.add(above).divide(BigDecimal.valueOf(2), DIGITS).doubleValue(),
            withPercentage(CLOSE));
  }

  @Test
  void knowsItsLimits() {
    assertThat(PurchaseSeries.expected(2, 1, 3, 0)).isZero();
    // Nobody lost: shape times odds, also where P(0) is too small for a number.
    assertThat(PurchaseSeries.expected(5_000, 1e-12, 1, 9)).isCloseTo(45_000, withPercentage(1e-5));
    assertThat(PurchaseSeries.expected(0.25, 1e-12, 1, 5_000))
        .isCloseTo(1_250, withPercentage(1e-5));
    // Lost for certain after the next: the probability that there is one.
    assertThat(PurchaseSeries.expected(2, 1e12, 1, 3)).isEqualTo(1 - Math.pow(4, -2), offset(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1",
    "1, 0, 1, 1",
    "1, 1, 0, 1",
    "1, 1, 1, -0.1",
    "1, 1, 1, 2e6",
    "NaN, 1, 1, 1",
    "1, 1, 1, NaN"
  })
  void refusesWhatIsOutside(double shape, double lost, double kept, double odds) {
    assertThatThrownBy(() -> PurchaseSeries.expected(shape, lost, kept, odds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No series for shape %s, lost %s, kept %s, odds %s", shape, lost, kept, odds);
  }

  /** (c / (a - 1)) [1 - (1 - z)^s 2F1(s, k; c; z)], term by term. */
  private static BigDecimal formula(String shape, String lost, String kept, String odds) {
    BigDecimal s = new BigDecimal(shape);
    BigDecimal a = new BigDecimal(lost);
    BigDecimal k = new BigDecimal(kept);
    BigDecimal c = a.add(k).subtract(BigDecimal.ONE);
    BigDecimal z = new BigDecimal(odds).divide(new BigDecimal(odds).add(BigDecimal.ONE), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 0; n < 60_000 && term.abs().compareTo(sum.abs().scaleByPowerOfTen(-60)) > 0; n++) {
      BigDecimal next = BigDecimal.valueOf(n);
      term =
          term.multiply(s.add(next), DIGITS)
              .multiply(k.add(next), DIGITS)
              .multiply(z, DIGITS)
              .divide(c.add(next).multiply(BigDecimal.valueOf(n + 1L), DIGITS), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return BigDecimal.ONE
        .subtract(power(BigDecimal.ONE.subtract(z), s).multiply(sum, DIGITS))
        .multiply(c)
        .divide(a.subtract(BigDecimal.ONE), DIGITS);
  }

  /** A power, whole or and a half. */
  private static BigDecimal power(BigDecimal value, BigDecimal halves) {
    int whole = halves.intValue();
    boolean isHalf = halves.subtract(BigDecimal.valueOf(whole)).signum() > 0;
    BigDecimal power = value.pow(whole, DIGITS);
    return isHalf ? power.multiply(value.sqrt(DIGITS), DIGITS) : power;
  }
}
