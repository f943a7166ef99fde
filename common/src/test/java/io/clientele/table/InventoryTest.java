package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.CompactionSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is known of a table by the names and lengths of its files. */
class InventoryTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-03-30");
  private static final LocalDate SECOND = LocalDate.parse("2025-03-31");
  private static final long MIB = 1024 * 1024;

  @Test
  void whatNobodySeesIsTheRestOfWhatIsStored() {
    Inventory inventory = new Inventory(new Size(5, 100), dated(FIRST, 30, 20));

    assertThat(inventory.unread()).isEqualTo(new Size(3, 50));
    assertThat(inventory.of(List.of(FIRST))).isEqualTo(new Size(2, 50));
    assertThat(inventory.of(List.of(SECOND))).isEqualTo(Size.NONE);
    assertThat(inventory.dates()).containsExactly(FIRST);
  }

  @Test
  void filesArePutTogetherWhereADateHasEnoughSmallOnes() {
    CompactionSettings limits = new CompactionSettings(3, 2);
    Inventory inventory =
        new Inventory(
            Size.NONE,
            Stream.of(
                    dated(SECOND, 1, 2 * MIB - 1, 3, 2 * MIB, 9 * MIB),
                    dated(FIRST, 1, 2, 2 * MIB, 2 * MIB))
                .flatMap(List::stream)
                .toList());

    assertThat(inventory.dates()).containsExactly(FIRST, SECOND);
    assertThat(inventory.fragments(limits))
        .isEqualTo(Map.of(Optional.of(SECOND), new Size(3, 2 * MIB + 3)));
  }

  @Test
  void aTableWithoutDatesIsPutTogetherAsAWhole() {
    List<Inventory.VisibleFile> files =
        LongStream.of(5, 6)
            .mapToObj(bytes -> new Inventory.VisibleFile(Optional.empty(), bytes))
            .toList();

    assertThat(new Inventory(Size.NONE, files).fragments(new CompactionSettings(2, 1)))
        .isEqualTo(Map.of(Optional.empty(), new Size(2, 11)));
    assertThat(new Inventory(Size.NONE, files).fragments(new CompactionSettings(3, 1))).isEmpty();
    assertThat(new Inventory(Size.NONE, files).dates()).isEmpty();
  }

  private static List<Inventory.VisibleFile> dated(LocalDate date, long... lengths) {
    return LongStream.of(lengths)
        .mapToObj(bytes -> new Inventory.VisibleFile(Optional.of(date), bytes))
        .toList();
  }
}
