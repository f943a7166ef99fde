package io.clientele.table;

import static io.clientele.table.Sales.DATED;
import static io.clientele.table.Sales.FIRST;
import static io.clientele.table.Sales.SECOND;
import static io.clientele.table.Sales.contents;
import static io.clientele.table.Sales.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.WarehouseFormat;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two writers of which the first is held in the middle of its write until the second is done. */
@Timeout(120)
class DeltaWritersTest {
  /** Gates by name: tasks run in this process but get copies of what their functions hold. */
  private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() {
    tables().replaceDate(DATED, FIRST, rows(FIRST, "anna 1.00"));
  }

  @Test
  void ofTheSameDateTheSlowerOneIsToldToTryAgain() {
    assertTold(overtaken(FIRST, FIRST));
    assertThat(contents(tables(), DATED)).containsExactly("fast 2025-03-30 2.00");
  }

  @Test
  void ofADateThatIsDroppedMeanwhileTheWriterIsToldToTryAgain() {
    assertTold(overtaken(FIRST, () -> tables().upkeep(DATED).drop(List.of(FIRST))));
    assertThat(contents(tables(), DATED)).isEmpty();
  }

  @Test
  void whoIsOvertakenInTheUpkeepIsToldSoToo() {
    ConcurrentModificationException conflict = new ConcurrentModificationException("faster");

    assertThatThrownBy(
            () ->
                DeltaCommit.of(
                    "somewhere",
                    () -> {
                      throw conflict;
                    }))
        .isInstanceOfSatisfying(
            ClienteleException.class,
            told -> assertThat(told.exitCode()).isEqualTo(ExitCode.CONFLICT))
        .hasCause(conflict);
  }

  private void assertTold(CompletableFuture<Void> slower) {
    assertThatThrownBy(slower::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ClienteleException.class,
            conflict -> assertThat(conflict.exitCode()).isEqualTo(ExitCode.CONFLICT))
        .hasMessage(
            """
            Another run wrote the same rows at the same time
              where: table %s
              mend:  start this run again: it gives the same rows"""
                .formatted("file:" + folder.resolve("sales")))
        .hasCauseInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void ofDifferentDatesBothSucceed() {
    overtaken(FIRST, SECOND).join();

    assertThat(contents(tables(), DATED))
        .containsExactly("fast 2025-03-31 2.00", "slow 2025-03-30 3.00");
  }

  private CompletableFuture<Void> overtaken(LocalDate slowDate, LocalDate fastDate) {
    return overtaken(
        slowDate, () -> tables().replaceDate(DATED, fastDate, rows(fastDate, "fast 2.00")));
  }

  private CompletableFuture<Void> overtaken(LocalDate slowDate, Runnable faster) {
    String name = UUID.randomUUID().toString();
    CountDownLatch begun = gate(name + " begun");
    CountDownLatch overtaken = gate(name + " overtaken");
    CompletableFuture<Void> slower =
        CompletableFuture.runAsync(
            () -> tables().replaceDate(DATED, slowDate, held(rows(slowDate, "slow 3.00"), name)));
    try {
      begun.await();
      faster.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      overtaken.countDown();
    }
    return slower;
  }

  private static Dataset<Row> held(Dataset<Row> rows, String name) {
    MapFunction<Row, Row> hold =
        row -> {
          gate(name + " begun").countDown();
          gate(name + " overtaken").await();
          return row;
        };
    return rows.coalesce(1).map(hold, Encoders.row(rows.schema()));
  }

  private static CountDownLatch gate(String name) {
    return GATES.computeIfAbsent(name, absent -> new CountDownLatch(1));
  }

  private Tables tables() {
    return Sales.open(folder, WarehouseFormat.DELTA);
  }
}
