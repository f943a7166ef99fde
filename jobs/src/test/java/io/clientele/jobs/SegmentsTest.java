package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels kept at hand, as of a small shop, and labels worked out again, as of a large one. */
class SegmentsTest {
  private static final List<TableSchema> WRITTEN =
      List.of(CustomerSegments.SCHEMA, SegmentSummary.SCHEMA, SegmentTransitions.SCHEMA);

  @Test
  void tablesAreTheSameWhetherLabelsAreKeptAtHandOrNot(@TempDir Path folder) {
    JobShop shop = new JobShop(folder);
    shop.does(Commands.INGEST, "2025-03-01");
    for (String date : List.of("2025-03-01", "2025-03-25")) {
      shop.does(Commands.FEATURES, date);
      shop.does(Commands.SEGMENTS, date);
    }
    List<List<String>> kept = WRITTEN.stream().map(shop::rows).toList();

    new Recorded(Commands.SEGMENTS, List.of(new Segments(0))).run(shop.asOf("2025-03-25"));

    assertThat(WRITTEN.stream().map(shop::rows).toList()).isEqualTo(kept);
    assertThat(kept).noneMatch(List::isEmpty);
  }
}
