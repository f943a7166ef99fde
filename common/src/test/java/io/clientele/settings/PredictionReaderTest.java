package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The block of predictions, its season above all. */
class PredictionReaderTest {
  private static final String KEY = "families.prediction.season";

  @Test
  void everyDefaultIsTheDocumentedOne() {
    assertThat(read("[]").settings().families().prediction())
        .isEqualTo(
            new PredictionSettings(
                true, PredictionMethod.BG_NBD, Refit.MONTHLY, 200, 50, List.of()));
    assertThat(read("null").problems())
        .extracting(problem -> problem.key() + " " + problem.what())
        .containsExactly(KEY + " is missing");
  }

  @Test
  void aSeasonIsTwelveNumbers() {
    SettingsReading reading = read("[0, 1, 1.5, 1, 1, 1, 1, 1, 1, 1, 2, 4e1]");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.settings().families().prediction().season())
        .containsExactly(0.0, 1.0, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 40.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]          | is [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]
          [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]    | is [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
          [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1]      | is [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1]
          [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]       | is [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, december] | has december
          """)
  void anythingElseIsRefused(String season, String what) {
    assertThat(read(season).problems())
        .extracting(Problem::key, Problem::what, Problem::cure)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                KEY,
                what,
                "needs twelve numbers, January first, each 0 or more and one above 0, or [] for none"));
  }

  private static SettingsReading read(String season) {
    return SettingsReader.read(
        Optional.empty(),
        Map.of(
            "shop.time-zone",
            "Europe/London",
            "shop.currency",
            "GBP",
            "source.orders.format",
            "csv",
            "source.orders.path",
            "a",
            "source.orders.columns.order_id",
            "id",
            "source.orders.columns.customer_id",
            "customer",
            "source.orders.columns.ordered_at",
            "at",
            KEY,
            season));
  }
}
