package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.CustomPreview;
import io.clientele.settings.CustomSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreviewTextTest {
  private static final CustomSettings SETTINGS =
      new CustomSettings(
          true,
          List.of(
              new CustomSettings.Segment("often", "orders > 2"),
              new CustomSettings.Segment("Gone often", "often and lifecycle = 'Lost'")),
          Set.of());

  @Test
  void everySegmentHasItsCount() {
    CustomPreview preview =
        new CustomPreview(
            LocalDate.parse("2025-03-31"), 12_000, Map.of("often", 1_234L, "Gone often", 0L));

    assertThat(PreviewText.of(SETTINGS, Optional.of(preview)))
        .isEqualTo(
            """

            custom segments on 2025-03-31, of 12,000 customers
                     0  Gone often
                 1,234  often
            """);
  }

  @Test
  void withoutADateNothingIsCounted() {
    assertThat(PreviewText.of(SETTINGS, Optional.empty()))
        .isEqualTo(
            """

            custom segments: Gone often, often
              no date of the warehouse has features and labels yet to count them on
            """);
  }
}
