package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @Test
  void findsTheSparkItRunsOn() {
    Platform here = Platform.here();

    assertThat(here.spark()).hasValueSatisfying(version -> assertThat(version).startsWith("4.1."));
    assertThat(here.scala()).contains(scala.util.Properties.versionNumberString());
    assertThat(here.refusal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4.1.0, 2.13.17", "4.1.2, 2.13.18"})
  void acceptsEveryPatchOfTheLine(String spark, String scala) {
    assertThat(new Platform(Optional.of(spark), Optional.of(scala)).refusal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.6, 2.13.8",
    "4.0.1, 2.13.16",
    "4.2.0, 2.13.18",
    "4.1.0, 2.12.20",
    "4.10.0, 2.13.1"
  })
  void refusesAnotherLine(String spark, String scala) {
    assertThat(new Platform(Optional.of(spark), Optional.of(scala)).refusal())
        .contains(
            "clientele needs Spark 4.1 for Scala 2.13, and was started on Spark "
                + spark
                + " and Scala "
                + scala
                + ".\n  mend:  let SPARK_HOME point to a Spark 4.1 for Scala 2.13, or unset it:"
                + " scripts/clientele then starts a local Spark");
  }

  @Test
  void refusesToStartWithoutSpark() {
    assertThat(new Platform(Optional.empty(), Optional.empty()).refusal())
        .hasValueSatisfying(
            text -> assertThat(text).contains("was started on no Spark and no Scala."));
  }
}
