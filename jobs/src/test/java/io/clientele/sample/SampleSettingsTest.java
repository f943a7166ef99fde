package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SampleSettingsTest {
  private static final LocalDate UNTIL = LocalDate.of(2025, 12, 31);

  @Test
  void asksForASmallCleanShopByDefault() {
    assertThat(SampleSettings.defaults())
        .isEqualTo(new SampleSettings(2_000, 42, UNTIL, ".cache/sample-shop", "parquet", 0));
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        refused(
            () -> new SampleSettings(0, 1, UNTIL, "shop", "parquet", 0),
            """
            A sample shop cannot have 0 customers.
              where: sample shop, customers
              mend:  Give a number from 1 to 100000000."""),
        refused(
            () -> new SampleSettings(100_000_001, 1, UNTIL, "shop", "parquet", 0),
            """
            A sample shop cannot have 100000001 customers.
              where: sample shop, customers
              mend:  Give a number from 1 to 100000000."""),
        refused(
            () -> new SampleSettings(1, 1, UNTIL, "shop", "parquet", 0.51),
            """
            A share of bad rows of 0.51 is out of range.
              where: sample shop, dirt
              mend:  Give a share from 0 to 0.5, such as 0.01 for one row in a hundred."""),
        refused(
            () -> new SampleSettings(1, 1, UNTIL, "shop", "parquet", Double.NaN),
            """
            A share of bad rows of NaN is out of range.
              where: sample shop, dirt
              mend:  Give a share from 0 to 0.5, such as 0.01 for one row in a hundred."""),
        refused(
            () -> new SampleSettings(1, 1, UNTIL, "shop", "csv", 0),
            """
            The sample shop cannot be written as 'csv'.
              where: sample shop, format
              mend:  Give one of parquet, delta."""),
        refused(
            () -> new SampleSettings(1, 1, UNTIL, " ", "delta", 0),
            """
            The sample shop has nowhere to go.
              where: sample shop, directory
              mend:  Give the folder to write it to."""));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesAShopThatCannotBe(ThrowingCallable making, String message) {
    ClienteleException failure = catchThrowableOfType(ClienteleException.class, making);

    assertThat(failure).hasMessage(message);
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static Arguments refused(ThrowingCallable making, String message) {
    return arguments(making, message);
  }
}
