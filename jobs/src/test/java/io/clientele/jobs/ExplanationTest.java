package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of one customer of a small shop. */
class ExplanationTest {
  private static final String DATE = "2025-03-31";

  @TempDir private static Path folder;
  private static Optional<JobShop> labelled = Optional.empty();

  @BeforeAll
  static void labelTheShop() {
    JobShop shop = new JobShop(folder);
    shop.does("run", DATE);
    labelled = Optional.of(shop);
  }

  @Test
  void everyNumberBehindTheLabelsIsSaid() {
    Map<String, List<String>> said =
        Explanation.of(labelled.orElseThrow().asOf(DATE), "anna").sections().stream()
            .collect(Collectors.toMap(Explanation.Section::title, Explanation.Section::sentences));

    assertThat(said.get("orders"))
        .containsExactly(
            "purchase: 3",
            "2025-03-20 purchase, paid 11.00, returned 0.00",
            "2024-12-01 purchase, paid 12.50, returned 0.00",
            "2024-11-02 purchase, paid 10.00, returned 0.00");
    assertThat(said.get("lifecycle"))
        .containsExactly(
            "Just Ordered, by method fixed fitted on 2025-03-31 over 3 gaps between purchase days of"
                + " all customers.",
            "Last bought 11 days ago, on 2025-03-20; 3 purchase days in all.",
            "Own gaps: mean 69 days, median 69; the shop's typical gap is 41.7481 days. Mixed with"
                + " 10 gaps' worth of the shop's: 43.8715 days.",
            "The next purchase is due on 2025-05-03; the wait so far is 0.2507 of the expected gap.",
            "Days since the last purchase: Just Ordered up to 30, Active up to 90, Slipping Away up"
                + " to 180.",
            "Without a purchase the stage changes in 20 days.");
    assertThat(said.get("loyalty"))
        .containsExactly(
            "Frequent Buyer, with 3 purchase occasions and 33.5 of net revenue; cuts by method"
                + " quantile fitted on 2025-03-31 over 2 customers.",
            "Frequent Buyer begins at 3 occasions: reached.",
            "VIP begins at 4 occasions: 1 more.");
    assertThat(said.get("ready-made"))
        .containsExactly(
            "Holds: recent_buyers_30d, recent_buyers_90d. Recency 11 days, 3 purchases, first seen"
                + " as customer on 2024-11-02.");
  }

  @Test
  void whoeverIsNotThereCannotBeExplained() {
    assertThatThrownBy(() -> Explanation.of(labelled.orElseThrow().asOf(DATE), "nobody"))
        .isInstanceOfSatisfying(
            ClienteleException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("There is no customer of that id in the base of 2025-03-31");
    assertThatThrownBy(() -> Explanation.of(labelled.orElseThrow().asOf("2025-01-01"), "anna"))
        .hasMessageContaining("There are no segments of 2025-01-01");
  }
}
