package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.Foreseen;
import io.clientele.jobs.Maintained;
import io.clientele.jobs.TablePlan;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentTransitions;
import io.clientele.table.Inventory;
import io.clientele.table.Inventory.VisibleFile;
import io.clientele.table.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MaintainTextTest {
  private static final List<LocalDate> HELD = dates("01-29", "01-30", "01-31", "02-01", "02-29");

  private static final TablePlan SEGMENTS =
      new TablePlan(
          CustomerSegments.SCHEMA,
          HELD,
          dates("01-29", "01-30", "02-01"),
          new Inventory(
              new Size(123_456, 3L << 40),
              HELD.stream().map(date -> new VisibleFile(Optional.of(date), 1_500)).toList()),
          Size.NONE);

  private static final TablePlan TRANSITIONS =
      new TablePlan(
          SegmentTransitions.SCHEMA,
          HELD,
          List.of(),
          new Inventory(new Size(5, 1020), List.of()),
          Size.NONE);

  private static final TablePlan RUNS =
      new TablePlan(
          Runs.SCHEMA,
          List.of(),
          List.of(),
          new Inventory(new Size(1200, 12_345_678), List.of()),
          new Size(1200, 12_345_678));

  private final MaintainText text = new MaintainText(168, Glyphs.ASCII);

  @Test
  void showsWhatWasDone() {
    String done =
        text.done(
            List.of(
                new Maintained(
                    SEGMENTS,
                    new Inventory(new Size(16_384, 1L << 40), visible(16_384, 1L << 40)),
                    new Size(100_000, 2L << 40)),
                new Maintained(
                    TRANSITIONS, new Inventory(new Size(5, 1020), visible(5, 1020)), Size.NONE),
                new Maintained(
                    RUNS,
                    new Inventory(new Size(1201, 12_345_678 + 1_048_576), visible(1, 1_048_576)),
                    Size.NONE)));

    assertThat(done)
        .isEqualTo(
            """
            tables               dropped    files    left      size      left    freed
            --------------------------------------------------------------------------
            customer_segments          3  123,456  16,384   3.0 TiB   1.0 TiB  2.0 TiB
            segment_transitions        0        5       5    1020 B    1020 B      0 B
            runs                       0    1,200   1,201  11.8 MiB  12.8 MiB      0 B
            all tables                 3  124,661  17,590   3.0 TiB   1.0 TiB  2.0 TiB

            dates dropped
              - customer_segments: 2024-01-29 to 2024-01-30, 2024-02-01

            small files written together
              - runs: 1,200 files, 11.8 MiB

            read by nobody any more
              - 1,200 files, 11.8 MiB, which go 168 hours after they were replaced or
                dropped: a later maintain removes them (maintenance.vacuum-hours)

            """);
  }

  @Test
  void showsWhatWouldBeDone() {
    assertThat(
            text.foreseen(
                "Shop, 2024-02-29",
                List.of(
                    new Foreseen(SEGMENTS, new Size(1, 5_000)),
                    new Foreseen(TRANSITIONS, Size.NONE),
                    new Foreseen(RUNS, Size.NONE))))
        .isEqualTo(
            """
            Shop, 2024-02-29

            would go             dates  dropped  files     size  unread files     size
            --------------------------------------------------------------------------
            customer_segments        5        3      3  4.4 KiB             1  4.9 KiB
            segment_transitions      5        0      0      0 B             0      0 B
            runs                     0        0      0      0 B             0      0 B
            all tables              10        3      3  4.4 KiB             1  4.9 KiB

            dates to drop
              - customer_segments: 2024-01-29 to 2024-01-30, 2024-02-01

            small files to write together
              - runs: 1,200 files, 11.8 MiB

            Nothing was touched: this is what maintain does without --dry-run.
            """);
  }

  @Test
  void saysLittleWhereThereIsLittleToSay() {
    Maintained nothing =
        new Maintained(TRANSITIONS, new Inventory(new Size(5, 1020), visible(5, 1020)), Size.NONE);

    assertThat(text.done(List.of(nothing)))
        .isEqualTo(
            """
            tables               dropped  files  left    size    left  freed
            ----------------------------------------------------------------
            segment_transitions        0      5     5  1020 B  1020 B    0 B
            all tables                 0      5     5  1020 B  1020 B    0 B

            """);
  }

  private static List<VisibleFile> visible(int files, long bytes) {
    return Stream.generate(() -> new VisibleFile(Optional.empty(), bytes / files))
        .limit(files)
        .toList();
  }

  private static List<LocalDate> dates(String... days) {
    return Stream.of(days).map(day -> LocalDate.parse("2024-" + day)).toList();
  }
}
