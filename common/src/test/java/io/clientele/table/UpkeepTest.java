package io.clientele.table;

import static io.clientele.table.Sales.DATED;
import static io.clientele.table.Sales.FIRST;
import static io.clientele.table.Sales.SECOND;
import static io.clientele.table.Sales.WHOLE;
import static io.clientele.table.Sales.contents;
import static io.clientele.table.Sales.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.CompactionSettings;
import io.clientele.settings.WarehouseFormat;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes is gone from the disk, and what stays is as it was, in both formats. */
@ParameterizedClass
@EnumSource(WarehouseFormat.class)
class UpkeepTest {
  private static final List<String> OF_SECOND =
      List.of("cleo 2025-03-31 3.00", "dora 2025-03-31 4.00");
  private static final CompactionSettings LIMITS = new CompactionSettings(2, 16);
  private static final int WEEK = 168;
  private static final String LARGEST = "spark.databricks.delta.optimize.maxFileSize";

  private final WarehouseFormat format;
  private final Path folder;
  private final Tables tables;

  UpkeepTest(WarehouseFormat format, @TempDir Path folder) {
    this.format = format;
    this.folder = folder;
    this.tables = Sales.open(folder, format);
  }

  @Test
  void datesAreWrittenTogetherAndDropped() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00", "bert 2.00"));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "cleo 3.00", "dora 4.00").coalesce(1));
    Upkeep upkeep = tables.upkeep(DATED);
    Inventory before = upkeep.inventory();
    assertThat(before.stored()).isEqualTo(DiskFiles.data(folder.resolve("sales")));
    assertThat(before.unread()).isEqualTo(Size.NONE);
    assertThat(before.dates()).containsExactly(FIRST, SECOND);
    assertThat(before.of(List.of(FIRST)).files()).isEqualTo(2);
    smallFilesAreWrittenTogether(upkeep, before);

    Size seen = upkeep.inventory().of(List.of(FIRST));
    Size gone = seen.plus(upkeep.inventory().unread());
    Size atOnce = upkeep.drop(List.of(FIRST));

    assertThat(contents(tables, DATED)).containsExactlyElementsOf(OF_SECOND);
    assertThat(tables.dates(DATED)).containsExactly(SECOND);
    assertThat(atOnce).isEqualTo(isDelta() ? Size.NONE : seen);
    assertThat(upkeep.inventory().unread()).isEqualTo(gone.minus(atOnce));
    assertThat(atOnce.plus(upkeep.sweep(0))).isEqualTo(gone);

    Size left = before.of(List.of(SECOND));
    assertThat(DiskFiles.data(folder.resolve("sales"))).isEqualTo(left);
    assertThat(upkeep.inventory()).isEqualTo(new Inventory(left, upkeep.inventory().visible()));
    assertThat(contents(tables, DATED)).containsExactlyElementsOf(OF_SECOND);
    assertThat(upkeep.sweep(0)).isEqualTo(Size.NONE);
    assertThat(everything().keySet()).noneMatch(file -> file.contains("2025-03-30"));
  }

  /** Only Delta writes together, and only where there are two or more. */
  private void smallFilesAreWrittenTogether(Upkeep upkeep, Inventory before) {
    Size fragments = isDelta() ? before.of(List.of(FIRST)) : Size.NONE;
    assertThat(upkeep.fragments(LIMITS, List.of())).isEqualTo(fragments);
    assertThat(upkeep.fragments(LIMITS, List.of(FIRST))).isEqualTo(Size.NONE);
    String session = LocalSpark.session().conf().get(LARGEST);

    upkeep.compact(LIMITS);

    assertThat(contents(tables, DATED))
        .containsExactly(
            "anna 2025-03-30 1.00",
            "bert 2025-03-30 2.00",
            "cleo 2025-03-31 3.00",
            "dora 2025-03-31 4.00");
    assertThat(upkeep.inventory().of(List.of(FIRST)).files()).isEqualTo(isDelta() ? 1 : 2);
    assertThat(upkeep.inventory().of(List.of(SECOND))).isEqualTo(before.of(List.of(SECOND)));
    assertThat(upkeep.inventory().unread()).isEqualTo(fragments);
    assertThat(upkeep.fragments(LIMITS, List.of())).isEqualTo(Size.NONE);
    assertThat(LocalSpark.session().conf().get(LARGEST)).isEqualTo(session);
  }

  /** Of what nobody reads, that goes which is old enough: the rest of a write that was killed. */
  @Test
  void aTableKeptWholeIsKeptUpToo() throws IOException {
    tables.append(WHOLE, rows(FIRST, "hats 1.00"));
    tables.append(WHOLE, rows(SECOND, "caps 2.00"));
    Upkeep upkeep = tables.upkeep(WHOLE);
    assertThat(upkeep.inventory().stored()).isEqualTo(DiskFiles.data(folder.resolve("stock")));
    assertThat(upkeep.inventory().dates()).isEmpty();
    upkeep.compact(LIMITS);
    Inventory compacted = upkeep.inventory();
    assertThat(compacted.unread().files()).isEqualTo(isDelta() ? 2 : 0);
    Set<String> files = everything().keySet();

    Path leftover = leftover();
    assertThat(upkeep.unread(WEEK)).isEqualTo(new Size(1, 1000));
    assertThat(leftover).exists();
    assertThat(upkeep.sweep(WEEK)).isEqualTo(new Size(1, 1000));

    assertThat(leftover).doesNotExist();
    assertThat(everything().keySet()).containsAll(files);
    assertThat(upkeep.inventory()).isEqualTo(compacted);
    assertThat(contents(tables, WHOLE))
        .containsExactly("caps 2025-03-31 2.00", "hats 2025-03-30 1.00");
  }

  private Path leftover() throws IOException {
    Path leftover = folder.resolve((isDelta() ? "" : ".staging/") + "stock/try/part-0.parquet");
    Files.createDirectories(leftover.getParent());
    Files.write(leftover, new byte[1000]);
    if (!isDelta()) {
      assertThat(tables.upkeep(WHOLE).sweep(WEEK)).isEqualTo(Size.NONE);
    }
    Instant old = Files.getLastModifiedTime(leftover).toInstant().minus(Duration.ofHours(169));
    Files.setLastModifiedTime(leftover, FileTime.from(old));
    return leftover;
  }

  private boolean isDelta() {
    return format == WarehouseFormat.DELTA;
  }

  private Map<String, Long> everything() {
    return DiskFiles.all(folder);
  }
}
