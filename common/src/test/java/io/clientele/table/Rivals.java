package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writers far from each other who want one warehouse, on whatever storage: one alive keeps the
 * lock, one that is gone loses it.
 */
public final class Rivals {
  private static final int MANY = 6;
  private static final int REPLACED = 20;
  private static final Writing MONDAY = writing("2025-03-31");
  private static final Writing TUESDAY = writing("2025-04-01");

  private final Turns turns;
  private final WriteLock.Patience patience;
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

  private Rivals(SmallFiles files, WriteLock.Patience patience) {
    this.turns = new Turns(files);
    this.patience = patience;
  }

  /** Lets them vie for a folder, where a writer counts as gone after a silence. */
  public static void vie(FileSystem files, Path folder, Duration silence) {
    Rivals rivals =
        new Rivals(
            new SmallFiles(files, files.makeQualified(folder)),
            new WriteLock.Patience(silence.dividedBy(20), silence, silence.dividedBy(100)));
    rivals.oneAliveKeepsIt();
    rivals.oneThatIsGoneLosesIt();
  }

  /**
   * Lets many make one file in a folder at the same moment, and one replace it under their eyes.
   */
  public static void race(FileSystem files, Path folder) {
    SmallFiles small = new SmallFiles(files, files.makeQualified(folder));
    oneOfManyMakesAFile(small);
    oneThatIsReplacedIsAlwaysThere(small);
  }

  private void oneAliveKeepsIt() {
    CompletableFuture<Void> next;
    try (WriteLock living = take(MONDAY)) {
      assertThat(living).isNotNull();
      turns.files().replace(turns.last().name(), far().json());
      next = CompletableFuture.runAsync(() -> take(TUESDAY).close());
      long end = System.nanoTime() + 2 * patience.silence().toNanos();
      while (System.nanoTime() < end) {
        // Refused only where it has seen a sign of life.
        assertThatThrownBy(() -> take(MONDAY))
            .hasMessageStartingWith("Another process is at work on the same date");
      }
      assertThat(next).isNotDone();
    }
    next.join();
    assertThat(told).containsOnly("Waiting for the end of " + far());
  }

  private void oneThatIsGoneLosesIt() {
    told.clear();
    assertThat(turns.takeAfter(turns.last(), far())).isPresent();

    take(MONDAY).close();

    assertThat(told)
        .containsExactly(
            "Waiting for the end of " + far(), "Taking over from a process that is gone: " + far());
  }

  private static void oneOfManyMakesAFile(SmallFiles files) {
    List<CompletableFuture<Boolean>> makers =
        IntStream.range(0, MANY)
            .mapToObj(
                maker -> CompletableFuture.supplyAsync(() -> files.create("one", "by " + maker)))
            .toList();

    List<Integer> made =
        IntStream.range(0, MANY).filter(maker -> makers.get(maker).join()).boxed().toList();

    assertThat(made).hasSize(1);
    assertThat(files.read("one")).contains("by " + made.get(0));
    assertThat(files.create("one", "later")).isFalse();
  }

  private static void oneThatIsReplacedIsAlwaysThere(SmallFiles files) {
    CompletableFuture<Void> replaced =
        CompletableFuture.runAsync(
            () ->
                IntStream.rangeClosed(1, REPLACED)
                    .forEach(time -> files.replace("one", "time " + time)));
    while (!replaced.isDone()) {
      assertThat(files.touched("one")).isPresent();
    }
    replaced.join();

    assertThat(files.read("one")).contains("time " + REPLACED);
  }

  private WriteLock take(Writing writing) {
    return WriteLock.take(turns, writing, patience, told::add);
  }

  private static Writer far() {
    return new Writer(MONDAY, 4711, "2025-04-01T01:00:00Z", "elsewhere", "another boot");
  }

  private static Writing writing(String date) {
    return new Writing("run", List.of(LocalDate.parse(date)));
  }
}
