package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time, whatever becomes of the one before. */
@Timeout(60)
class WriteLockTest {
  private static final WriteLock.Patience QUICK =
      new WriteLock.Patience(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofMillis(5));
  private static final Writing MONDAY = writing("2025-03-31");
  private static final Writing TUESDAY = writing("2025-04-01");

  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private final Path folder;
  private final Turns turns;

  WriteLockTest(@TempDir Path folder) throws IOException {
    this.folder = folder.resolve(".lock");
    this.turns =
        new Turns(
            new SmallFiles(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(this.folder.toUri())));
  }

  @Test
  void oneOfTheSameDateIsRefusedAtOnceAndMayComeLater() {
    try (WriteLock first = take(MONDAY)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> take(MONDAY))
          .isInstanceOfSatisfying(
              ClienteleException.class,
              refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFLICT))
          .hasMessage(
              """
              Another process is at work on the same date
                where: %s: %s
                mend:  let it end; start this again if it fails"""
                  .formatted("file:" + folder, Writer.here(MONDAY)));
      assertThatThrownBy(
              () -> take(new Writing("backfill", List.of(LocalDate.MIN, MONDAY.dates().get(0)))))
          .isInstanceOf(ClienteleException.class);
    }
    take(MONDAY).close();

    assertThat(told).isEmpty();
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "held-0000000001", "free-0000000001", "held-0000000002", "free-0000000002");
  }

  @Test
  void oneOfAnotherDateWaits() {
    CompletableFuture<Void> second;
    try (WriteLock first = take(MONDAY)) {
      second = CompletableFuture.runAsync(() -> take(TUESDAY).close());
      while (told.isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(second).isNotDone();
      assertThat(first).isNotNull();
    }
    second.join();

    assertThat(told).containsExactly("Waiting for the end of " + Writer.here(MONDAY));
  }

  @Test
  void oneWhoseProcessIsGoneLosesItAtOnce() {
    Writer here = Writer.here(MONDAY);
    Writer gone = new Writer(MONDAY, 999_999_999, here.started(), here.host(), here.space());
    Writer again = new Writer(MONDAY, here.process(), "earlier", here.host(), here.space());
    org.junit.jupiter.api.Assumptions.assumeTrue(here.isNear(), "the system tells no boot");

    assertThat(turns.takeAfter(turns.last(), gone)).isPresent();
    take(MONDAY).close();
    assertThat(turns.takeAfter(turns.last(), again)).isPresent();
    take(MONDAY).close();

    assertThat(told)
        .containsExactly(
            "Taking over from a process that is gone: " + gone,
            "Taking over from a process that is gone: " + again);
  }

  @Test
  void oneFarAwayLosesItWhenItIsSilentForLong() {
    Writer far = far();
    assertThat(turns.takeAfter(turns.last(), far)).isPresent();

    take(MONDAY).close();

    assertThat(told)
        .containsExactly(
            "Waiting for the end of " + far, "Taking over from a process that is gone: " + far);
  }

  @Test
  void oneFarAwayThatShowsItselfKeepsIt() {
    Turns.Turn held = turns.takeAfter(turns.last(), far()).orElseThrow();
    CountDownLatch refused = new CountDownLatch(1);
    CompletableFuture<Void> alive =
        CompletableFuture.runAsync(
            () -> {
              while (refused.getCount() > 0) {
                turns.files().touch(held.name());
              }
            });

    assertThatThrownBy(() -> take(MONDAY))
        .hasMessageStartingWith("Another process is at work on the same date");
    refused.countDown();
    alive.join();
  }

  @Test
  void oneThatDiedBeforeItSaidWhoItWasLosesIt() throws IOException {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("held-0000000007"));

    take(MONDAY).close();

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("held-0000000007", "held-0000000008", "free-0000000008");
  }

  /** The processes of this JVM look alive to each other: what is gone is a process id of old. */
  @Test
  void ofManyThatFindOneGoneOneAtATimeIsNext() {
    Writer here = Writer.here(MONDAY);
    Writer gone = new Writer(MONDAY, 999_999_999, here.started(), here.host(), here.space());
    assertThat(turns.takeAfter(turns.last(), gone)).isPresent();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CompletableFuture<?>[] all =
        IntStream.range(0, 8)
            .mapToObj(
                number ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int turn = 0; turn < 10; turn++) {
                            try (WriteLock lock = take(writing("2025-01-0" + (number + 1)))) {
                              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                              assertThat(lock).isNotNull();
                              inside.decrementAndGet();
                            }
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();

    assertThat(most).hasValue(1);
    assertThat(folder.toFile().list()).hasSize(20).contains("free-0000000081");
  }

  @Test
  void isTakenForHealingOnlyWhereNobodyWrites() {
    Writing healing = new Writing("healing", List.of());
    Optional<WriteLock> free = WriteLock.takeIfFree(turns, healing);
    assertThat(free).isPresent();
    assertThat(WriteLock.takeIfFree(turns, healing)).isEmpty();
    free.orElseThrow().close();

    assertThat(WriteLock.takeIfFree(turns, healing)).isPresent();
  }

  /** As object stores do, which keep the time of an upload. */
  @Test
  void whereTimesCannotBeSetAWriterShowsItselfByWriting() throws IOException {
    FileSystem timeless = new Other();
    timeless.setConf(new Configuration());

    Rivals.vie(timeless, new org.apache.hadoop.fs.Path(folder.toUri()), Duration.ofMillis(1500));

    assertThat(folder.toFile().list())
        .contains("beat-0000000001")
        .doesNotContain("beat-0000000003");
  }

  /** Other file systems make files by themselves, and say so when one is there. */
  @Test
  void aFileIsMadeOnceWhateverTheFileSystem() {
    SmallFiles others = new SmallFiles(new Other(), new org.apache.hadoop.fs.Path(folder.toUri()));
    others.files().setConf(new Configuration());

    assertThat(others.create("one", "first")).isTrue();
    assertThat(others.create("one", "second")).isFalse();
    assertThat(others.read("one")).contains("first");
  }

  private WriteLock take(Writing writing) {
    return WriteLock.take(turns, writing, QUICK, told::add);
  }

  private static Writer far() {
    return new Writer(MONDAY, 4711, "2025-04-01T01:00:00Z", "elsewhere", "another boot");
  }

  private static Writing writing(String date) {
    return new Writing("run", List.of(LocalDate.parse(date)));
  }

  /** Not known to be local, and keeps the time that a file was written at. */
  private static final class Other extends org.apache.hadoop.fs.FilterFileSystem {
    private Other() {
      super(raw());
    }

    @Override
    public void setTimes(org.apache.hadoop.fs.Path path, long changed, long read) {}

    private static FileSystem raw() {
      RawLocalFileSystem raw = new RawLocalFileSystem();
      try {
        raw.initialize(java.net.URI.create("file:///"), new Configuration());
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
      return raw;
    }
  }
}
