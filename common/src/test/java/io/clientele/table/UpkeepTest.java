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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes is gone from the disk, and what stays is as it was, in both formats. */
@ParameterizedClass
@EnumSource(WarehouseFormat.class)
class UpkeepTest {
  private static final LocalDate THIRD = SECOND.plusDays(1);
  private static final CompactionSettings LIMITS = new CompactionSettings(3, 16);
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
  void droppedDatesAreGoneFromReadersAndInTheEndFromTheDisk() {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00", "bert 2.00"));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "cleo 3.00"));
    tables.replaceDate(DATED, THIRD, rows(THIRD, "dora 4.00"));
    Upkeep upkeep = tables.upkeep(DATED);
    Inventory before = upkeep.inventory();
    assertThat(before.stored()).isEqualTo(DiskFiles.data(folder.resolve("sales")));
    assertThat(before.unread()).isEqualTo(Size.NONE);
    assertThat(before.dates()).containsExactly(FIRST, SECOND, THIRD);
    Size gone = before.of(List.of(FIRST, THIRD));

    Size atOnce = upkeep.drop(List.of(THIRD, FIRST));

    assertThat(contents(tables, DATED)).containsExactly("cleo 2025-03-31 3.00");
    assertThat(tables.dates(DATED)).containsExactly(SECOND);
    assertThat(upkeep.sweep(WEEK)).isEqualTo(Size.NONE);
    Size waiting = isDelta() ? gone : Size.NONE;
    assertThat(upkeep.inventory().unread()).isEqualTo(waiting);
    assertThat(atOnce.plus(upkeep.sweep(0))).isEqualTo(gone);

    Size left = before.stored().minus(gone);
    assertThat(DiskFiles.data(folder.resolve("sales"))).isEqualTo(left);
    assertThat(upkeep.inventory()).isEqualTo(new Inventory(left, upkeep.inventory().visible()));
    assertThat(contents(tables, DATED)).containsExactly("cleo 2025-03-31 3.00");
    assertThat(upkeep.sweep(0)).isEqualTo(Size.NONE);
    assertThat(everything().keySet()).noneMatch(file -> file.contains("2025-03-30"));

    tables.replaceDate(DATED, FIRST, rows(FIRST, "emil 5.00"));
    assertThat(contents(tables, DATED))
        .containsExactly("cleo 2025-03-31 3.00", "emil 2025-03-30 5.00");
  }

  @Test
  void smallFilesOfDeltaAreWrittenTogetherWhereThatPays() {
    tables.replaceDate(
        DATED, FIRST, rows(FIRST, "anna 1.00", "bert 2.00", "cleo 3.00").repartition(3));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "dora 4.00", "emil 5.00"));
    Upkeep upkeep = tables.upkeep(DATED);
    List<String> before = contents(tables, DATED);
    Size second = upkeep.inventory().of(List.of(SECOND));
    Size fragments = upkeep.fragments(LIMITS, List.of());
    assertThat(fragments).isEqualTo(isDelta() ? upkeep.inventory().of(List.of(FIRST)) : Size.NONE);
    assertThat(fragments.files()).isEqualTo(isDelta() ? 3 : 0);
    assertThat(upkeep.fragments(LIMITS, List.of(FIRST))).isEqualTo(Size.NONE);
    String session = LocalSpark.session().conf().get(LARGEST);

    upkeep.compact(LIMITS);

    assertThat(contents(tables, DATED)).isEqualTo(before);
    assertThat(upkeep.inventory().of(List.of(FIRST)).files()).isEqualTo(isDelta() ? 1 : 3);
    assertThat(upkeep.inventory().of(List.of(SECOND))).isEqualTo(second);
    assertThat(upkeep.inventory().unread()).isEqualTo(fragments);
    assertThat(upkeep.fragments(LIMITS, List.of())).isEqualTo(Size.NONE);
    assertThat(LocalSpark.session().conf().get(LARGEST)).isEqualTo(session);
  }

  @Test
  void aTableKeptWholeIsKeptUpToo() {
    tables.append(WHOLE, rows(FIRST, "hats 1.00"));
    tables.append(WHOLE, rows(SECOND, "caps 2.00"));
    tables.append(WHOLE, rows(SECOND, "pins 3.00"));
    Upkeep upkeep = tables.upkeep(WHOLE);
    assertThat(upkeep.inventory().stored()).isEqualTo(DiskFiles.data(folder.resolve("stock")));
    assertThat(upkeep.inventory().dates()).isEmpty();

    upkeep.compact(LIMITS);

    assertThat(upkeep.inventory().unread().files()).isEqualTo(isDelta() ? 3 : 0);
    assertThat(contents(tables, WHOLE))
        .containsExactly("caps 2025-03-31 2.00", "hats 2025-03-30 1.00", "pins 2025-03-31 3.00");
  }

  @Test
  void whatKilledWritesLeftBehindGoesOnceItIsOld() throws IOException {
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    Upkeep upkeep = tables.upkeep(DATED);
    Size before = upkeep.inventory().stored();
    Map<String, Long> files = everything();
    String place =
        isDelta() ? "sales/sale_date=2025-03-31" : ".staging/sales/sale_date=2025-03-31/try";
    Path leftover = folder.resolve(place).resolve("part-0.parquet");
    Files.createDirectories(leftover.getParent());
    Files.write(leftover, new byte[1000]);

    assertThat(upkeep.inventory().unread()).isEqualTo(new Size(1, 1000));
    assertThat(isDelta() ? Size.NONE : upkeep.sweep(WEEK)).isEqualTo(Size.NONE);
    Instant old = Files.getLastModifiedTime(leftover).toInstant().minus(Duration.ofHours(169));
    Files.setLastModifiedTime(leftover, FileTime.from(old));
    assertThat(upkeep.unread(WEEK)).isEqualTo(new Size(1, 1000));
    assertThat(leftover).exists();

    assertThat(upkeep.sweep(WEEK)).isEqualTo(new Size(1, 1000));

    assertThat(leftover).doesNotExist();
    assertThat(everything().keySet()).containsAll(files.keySet());
    assertThat(upkeep.inventory().stored()).isEqualTo(before);
    assertThat(contents(tables, DATED)).containsExactly("anna 2025-03-30 1.00");
  }

  private boolean isDelta() {
    return format == WarehouseFormat.DELTA;
  }

  private Map<String, Long> everything() {
    return DiskFiles.all(folder);
  }
}
