package io.clientele.table;

import static io.clientele.table.Sales.DATED;
import static io.clientele.table.Sales.FIRST;
import static io.clientele.table.Sales.SECOND;
import static io.clientele.table.Sales.WHOLE;
import static io.clientele.table.Sales.contents;
import static io.clientele.table.Sales.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.WarehouseFormat;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill between two renames leaves, and the next start makes of it. */
class FoldersTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() {
    Tables tables = open();
    tables.replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
    tables.replaceDate(DATED, SECOND, rows(SECOND, "bert 2.00"));
    tables.replaceAll(WHOLE, rows(FIRST, "hats 3.00"));
  }

  @Test
  void aReplacementKilledBeforeTheNewFolderCameInIsUndone() throws IOException {
    move("sales/sale_date=" + FIRST, ".replaced/sales/sale_date=" + FIRST);
    move("stock", ".replaced/stock");

    assertThat(contents(open(), DATED))
        .containsExactly("anna 2025-03-30 1.00", "bert 2025-03-31 2.00");
    assertThat(contents(open(), WHOLE)).containsExactly("hats 2025-03-30 3.00");
    assertThat(folder.resolve(".replaced")).doesNotExist();
  }

  @Test
  void aReplacementKilledAfterTheNewFolderCameInIsFinished() throws IOException {
    move("sales/sale_date=" + FIRST, "old-date");
    move("stock", "old-stock");
    Tables tables = open();
    tables.replaceDate(DATED, FIRST, rows(FIRST, "cleo 4.00"));
    tables.replaceAll(WHOLE, rows(FIRST, "caps 5.00"));
    move("old-date", ".replaced/sales/sale_date=" + FIRST);
    move("old-stock", ".replaced/stock");

    assertThat(contents(open(), DATED))
        .containsExactly("bert 2025-03-31 2.00", "cleo 2025-03-30 4.00");
    assertThat(contents(open(), WHOLE)).containsExactly("caps 2025-03-30 5.00");
    assertThat(folder.resolve(".replaced")).doesNotExist();
  }

  @Test
  void whatAKilledRunStagedIsNeverRead() {
    String staged = folder.resolve(".staging/sales/sale_date=2025-04-01/try").toString();
    rows(FIRST, "dora 6.00").write().parquet(staged);
    rows(FIRST, "dora 6.00").write().parquet(folder.resolve(".staging/stock/try").toString());

    Tables tables = open();
    assertThat(tables.dates(DATED)).containsExactly(FIRST, SECOND);
    assertThat(contents(tables, DATED))
        .containsExactly("anna 2025-03-30 1.00", "bert 2025-03-31 2.00");
    assertThat(contents(tables, WHOLE)).containsExactly("hats 2025-03-30 3.00");
  }

  @Test
  void aReplacementLeavesNothingBehind() {
    open().replaceDate(DATED, FIRST, rows(FIRST, "cleo 4.00"));

    Folders folders = Folders.of(LocalSpark.session(), folder.toString());
    assertThat(folders.list(folders.root()).stream().map(entry -> entry.getPath().getName()))
        .containsExactlyInAnyOrder("sales", "stock");
    assertThat(folder.resolve(".replaced/sales/sale_date=" + FIRST)).doesNotExist();
    assertThat(folder.resolve(".staging/sales/sale_date=" + FIRST)).doesNotExist();
  }

  private Tables open() {
    return Sales.open(folder, WarehouseFormat.PARQUET);
  }

  @Test
  void aDropKilledBeforeItDeletedIsFinishedByTheNextSweep() throws IOException {
    long bytes = DiskFiles.data(folder.resolve("sales/sale_date=" + FIRST)).bytes();
    move("sales/sale_date=" + FIRST, ".staging/sales/sale_date=" + FIRST + "/try");
    Upkeep upkeep = open().upkeep(DATED);

    assertThat(contents(open(), DATED)).containsExactly("bert 2025-03-31 2.00");
    assertThat(upkeep.sweep(0).bytes()).isEqualTo(bytes);
    assertThat(DiskFiles.all(folder).keySet()).noneMatch(file -> file.contains(FIRST.toString()));
  }

  @Test
  void aDateThatSomebodyElseTakesAwayMeanwhileIsAConflict() {
    Upkeep upkeep = open().upkeep(DATED);
    upkeep.drop(List.of(FIRST));

    assertThatThrownBy(() -> upkeep.drop(List.of(FIRST)))
        .isInstanceOfSatisfying(
            ClienteleException.class,
            told -> assertThat(told.exitCode()).isEqualTo(ExitCode.CONFLICT))
        .hasMessageStartingWith(
            "A folder could not be renamed: another run may be writing the same date\n");
    assertThat(contents(open(), DATED)).containsExactly("bert 2025-03-31 2.00");
  }

  private void move(String from, String to) throws IOException {
    Path target = folder.resolve(to);
    Files.createDirectories(target.getParent() == null ? folder : target.getParent());
    Files.move(folder.resolve(from), target);
  }
}
