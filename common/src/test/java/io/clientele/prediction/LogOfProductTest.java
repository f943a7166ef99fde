package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against one logarithm for each factor. */
class LogOfProductTest {

  @Test
  void theLogarithmIsTheSumOfThoseOfTheFactors() {
    Random random = new Random(5);
    LogOfProduct product = new LogOfProduct();
    double expected = 0;
    for (int i = 0; i < 10_000; i++) {
      double factor = Math.pow(10, 200 * random.nextDouble() - 100);
      product.times(factor);
      expected += Math.log(factor);
    }

    assertThat(product.value()).isCloseTo(expected, within(1e-8));
  }

  @Test
  void aPowerCountsAsOftenAsItsExponentSays() {
    LogOfProduct product = new LogOfProduct();
    product.times(1.5, 1);
    product.times(1.5, 4_000_000);

    assertThat(product.value()).isCloseTo(4_000_001 * Math.log(1.5), within(1e-6));
  }

  @Test
  void ofNothingItIsZero() {
    assertThat(new LogOfProduct().value()).isZero();
  }
}
