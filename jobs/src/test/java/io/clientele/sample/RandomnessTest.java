package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.sample.Randomness.Purpose;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomnessTest {
  private static final int DRAWS = 40_000;

  @Test
  void drawsTheSameNumbersOnEveryMachine() {
    Randomness random = Randomness.of(42, 7, Purpose.ORDER, 3);

    assertThat(new double[] {random.share(), random.gaussian(), random.gamma(0.9, 4)})
        .containsExactly(0.3572717924235165, -0.06627466850115904, 1.4027042307513236);
  }

  @Test
  void drawsOtherNumbersForAnotherSeedPersonPurposeOrIndex() {
    Set<Double> firsts =
        DoubleStream.of(
                Randomness.of(1, 2, Purpose.ORDER, 3).share(),
                Randomness.of(2, 2, Purpose.ORDER, 3).share(),
                Randomness.of(1, 3, Purpose.ORDER, 3).share(),
                Randomness.of(1, 2, Purpose.RETURN, 3).share(),
                Randomness.of(1, 2, Purpose.ORDER, 4).share())
            .boxed()
            .collect(Collectors.toSet());

    assertThat(firsts).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 3", "1, 0.25", "30, 4"})
  void gammaHasItsMeanAndVariance(double shape, double mean) {
    double[] drawn = drawn(random -> random.gamma(shape, mean));

    assertThat(mean(drawn)).isCloseTo(mean, within(0.03 * mean));
    assertThat(variance(drawn)).isCloseTo(mean * mean / shape, within(0.06 * mean * mean / shape));
  }

  @Test
  void gaussianIsStandard() {
    double[] drawn = drawn(Randomness::gaussian);

    assertThat(mean(drawn)).isCloseTo(0, within(0.02));
    assertThat(variance(drawn)).isCloseTo(1, within(0.03));
  }

  @Test
  void streaksEndAtTheirLimit() {
    double[] drawn = drawn(random -> random.streak(0.5, 3));

    assertThat(DoubleStream.of(drawn).max()).hasValue(3);
    assertThat(mean(drawn)).isCloseTo(0.5 + 0.25 + 0.125, within(0.02));
  }

  private static double[] drawn(ToDoubleFunction<Randomness> draw) {
    return IntStream.range(0, DRAWS)
        .mapToDouble(index -> draw.applyAsDouble(Randomness.of(5, index, Purpose.TRAITS, 0)))
        .toArray();
  }

  private static double mean(double[] drawn) {
    return DoubleStream.of(drawn).average().orElseThrow();
  }

  private static double variance(double[] drawn) {
    double mean = mean(drawn);
    return DoubleStream.of(drawn).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }
}
