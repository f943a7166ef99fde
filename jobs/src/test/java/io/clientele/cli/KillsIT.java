package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed at random moments of a run: ten, or as many as the system property
 * clientele.kills says. What readers see is all of one source or all of the other.
 */
@Timeout(7200)
class KillsIT {
  static final List<TableSchema> TABLES =
      List.of(
          Orders.SCHEMA,
          RejectedRows.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA);

  private final Path folder;

  KillsIT(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void whateverMomentAProcessIsKilledAtADateIsWhole() throws Exception {
    KilledShop.write(folder);
    KilledShop parquet = new KilledShop(folder, "parquet");
    KilledShop delta = new KilledShop(folder, "delta");
    int kills = Integer.getInteger("clientele.kills", 10);

    KilledShop.prepare(folder, List.of(parquet, delta));
    both(parquet::rehearse, delta::rehearse);
    assertThat(parquet.undisturbed()).isEqualTo(delta.undisturbed());
    assertThat(parquet.undisturbed().get("A")).isNotEqualTo(parquet.undisturbed().get("B"));
    both(
        () -> {
          parquet.kill(kills / 2);
          parquet.tellToEnd("looking at the sources");
          parquet.finish();
        },
        () -> {
          delta.kill(kills - kills / 2);
          delta.tellToEnd(CustomerSegments.SCHEMA.name());
          delta.finish();
        });

    System.out.println("parquet " + parquet.figures() + ", delta " + delta.figures());
    assertThat(parquet.figures().getOrDefault("kills", 0)).isEqualTo(kills / 2);
    assertThat(delta.figures().getOrDefault("kills", 0)).isEqualTo(kills - kills / 2);
  }

  /** Where the first process leaves its classes, so that the others start faster. */
  static Path archive(Path folder) {
    return folder.resolve("classes.jsa");
  }

  /** What is done with files and processes. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void both(Work here, Work there) throws IOException, InterruptedException {
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> unchecked(there));
    here.run();
    other.join();
  }

  private static void unchecked(Work work) {
    try {
      work.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
