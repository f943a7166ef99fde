package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentTransitions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the shop's past chooses the method of lifecycle, from run to run. */
class ChosenMethodTest {
  private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
  private static final int DAYS = 460;

  private final JobShop shop;

  ChosenMethodTest(@TempDir Path folder) {
    this.shop =
        new JobShop(folder)
            .without(
                "prediction",
                "loyalty",
                "ready-made",
                "clusters",
                "behaviour",
                "rfm",
                "price-sensitivity");
    shop.orders(inBursts());
  }

  /** All come in weeks of daily purchases, a good while apart: their own gaps tell nothing. */
  private static List<String> inBursts() {
    Random random = new Random(4);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int at = random.nextInt(DAYS / 2);
      do {
        int length = random.nextInt(2) == 0 ? 2 : 9;
        for (int day = 0; day < length; day++) {
          lines.add("%d,c%d,%s,5.00".formatted(lines.size(), i, FIRST.plusDays(at + (long) day)));
        }
        at += 20 + random.nextInt(100);
      } while (at < DAYS && random.nextDouble() > 0.3);
    }
    return lines;
  }

  @Test
  void aSwitchOfTheMethodIsARefitAndCountedAsOne() {
    shop.does("ingest", "2025-03-31");
    RunReport young = label("2024-09-30");
    RunReport later = label("2025-03-31");

    assertThat(young.inputs()).containsEntry("model.lifecycle", "rhythm of 2024-09-30");
    assertThat(young.notes()).anyMatch(note -> note.contains("fewer than 3 dates to judge by"));
    assertThat(later.inputs().get("model.lifecycle")).matches("(shop|fixed) of 2025-03-31");
    assertThat(later.notes())
        .anyMatch(note -> note.contains(", chosen on 2025-03-31 by 4 past dates and the 90 days"));
    assertThat(
            shop.rows(
                SegmentTransitions.SCHEMA,
                "segment_date = DATE'2025-03-31' and horizon = 'previous run'"
                    + " and family = 'lifecycle' and customers_by_refit > 0"))
        .as("the method before would have left some where they were")
        .isNotEmpty();

    // A month on the method stands, and so does what is said of it.
    RunReport next = label("2025-04-30");
    RunReport same = label("2025-05-31");
    assertThat(next.notes()).anyMatch(note -> note.contains(", chosen on 2025-04-30 by "));
    assertThat(same.notes()).anyMatch(note -> note.contains(", chosen on 2025-04-30 by "));
    assertThat(shop.rows(SegmentModels.SCHEMA, "fit_date = DATE'2025-05-31'")).hasSize(1);
    assertThat(shop.rows(CustomerSegments.SCHEMA, "lifecycle_method = 'rhythm'"))
        .allMatch(row -> row.contains("\"segment_date\":\"2024-09-30\""));
  }

  private RunReport label(String date) {
    shop.does("features", date);
    return shop.does("segments", date);
  }
}
