package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.Readers;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed at random moments of a run, as many as the system property clientele.kills says.
 * One date is computed from two sources by turns, each run on what the killed one has left; what
 * readers see is all of one or all of the other.
 */
@Timeout(7200)
@EnabledIfSystemProperty(named = "clientele.kills", matches = ".+")
class KillsIT {
  private static final String DATE = "2025-03-31";
  private static final int SEED = 4;
  private static final List<TableSchema> TABLES =
      List.of(
          Orders.SCHEMA,
          RejectedRows.SCHEMA,
          CustomerFeatures.SCHEMA,
          CustomerSegments.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA);

  private final Map<String, Integer> figures = new TreeMap<>();
  private final Path folder;

  KillsIT(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void whateverMomentAProcessIsKilledAtADateIsWhole() throws Exception {
    TinyShop.write(folder);
    String lines = Files.readString(folder.resolve("orders.csv"));
    Files.writeString(folder.resolve("orders-A.csv"), lines);
    Files.writeString(folder.resolve("orders-B.csv"), lines + "11,emil,2025-03-30,8.00\n");
    Undisturbed undisturbed = undisturbed();
    int kills = Integer.getInteger("clientele.kills", 10);

    CompletableFuture<Void> delta =
        CompletableFuture.runAsync(() -> kills("delta", kills - kills / 2, undisturbed));
    kills("parquet", kills / 2, undisturbed);
    delta.join();
    isToldToEnd(undisturbed);

    System.out.println(kills + " kills, seed " + SEED + ": " + figures);
    assertThat(count("kills in all")).isEqualTo(kills);
    assertThat(count("last run equal")).isEqualTo(2);
  }

  /** A process that is told to end, rather than killed, says so in runs. */
  private void isToldToEnd(Undisturbed undisturbed) throws Exception {
    Child child = start("parquet", "A", "1");
    child.go();
    assertThat(child.out().readLine()).isEqualTo("began A");
    Thread.sleep(undisturbed.duration().toMillis() / 4);
    child.process().toHandle().destroy();
    assertThat(child.said()).containsExactly("ended A 143");

    assertThat(child.process().exitValue()).isEqualTo(143);
    assertThat(Files.readString(child.log()))
        .contains("The process was told to end before it was done.");
    assertThat(
            LocalSpark.session()
                .read()
                .parquet(folder.resolve("parquet/runs").toString())
                .filter("status = 'failed'")
                .selectExpr("concat_ws(' ', segment_date, exit_code, message)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("2025-03-31 143 The process was told to end before it was done.");
  }

  /**
   * What a warehouse holds where nobody is killed.
   *
   * @param first the date from source A
   * @param second the date from source B
   * @param tables all tables from source B
   * @param duration how long a first run takes
   */
  private record Undisturbed(
      List<String> first, List<String> second, List<String> tables, Duration duration) {

    String source(List<String> rows) {
      return rows.equals(first) ? "A" : rows.equals(second) ? "B" : "neither";
    }
  }

  private Undisturbed undisturbed() throws Exception {
    Readers readers = new Readers(folder.resolve("undisturbed"), "parquet");
    Child child =
        Child.start(
            folder, "-XX:ArchiveClassesAtExit=" + archive(), "undisturbed", "parquet", "A", "2");
    child.go();
    long start = System.nanoTime();
    assertThat(child.out().readLine()).isEqualTo("began A");
    assertThat(child.out().readLine()).isEqualTo("ended A 0");
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    assertThat(child.said()).containsExactly("began B", "ended B 0");
    List<String> second = readers.date(DATE).orElseThrow();
    List<String> tables = readers.bare(TABLES);
    Child again =
        Child.start(folder, "-XX:SharedArchiveFile=" + archive(), "first", "parquet", "A", "1");
    again.go();
    assertThat(again.said()).containsExactly("began A", "ended A 0");
    List<String> first = new Readers(folder.resolve("first"), "parquet").date(DATE).orElseThrow();
    assertThat(first).isNotEqualTo(second);
    return new Undisturbed(first, second, tables, duration);
  }

  private void kills(String format, int kills, Undisturbed undisturbed) {
    Random random = new Random(SEED + format.hashCode());
    Readers readers = new Readers(folder.resolve(format), format);
    Optional<String> state = Optional.empty();
    try {
      for (int kill = 0; kill < kills; kill++) {
        String next = state.filter("A"::equals).isPresent() ? "B" : "A";
        double share = random.nextDouble();
        state = killed(readers, next, share, undisturbed, state);
      }
      Child last = start(format, "B", "1");
      last.go();
      assertThat(last.said()).containsExactly("began B", "ended B 0");
      assertThat(readers.date(DATE)).contains(undisturbed.second());
      assertThat(readers.bare(TABLES)).isEqualTo(undisturbed.tables());
      add("last run equal");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Kills one run, and returns the source of the state that readers see then. */
  private Optional<String> killed(
      Readers readers,
      String source,
      double share,
      Undisturbed undisturbed,
      Optional<String> before)
      throws IOException, InterruptedException {
    Child child = start(readers.format(), source, "1000");
    child.go();
    Thread.sleep((long) (share * undisturbed.duration().toMillis()));
    // The process itself would close what it has said unread.
    child.process().toHandle().destroyForcibly();
    List<String> said = child.said();
    assertThat(child.process().exitValue()).isEqualTo(137);

    List<String> ended = said.stream().filter(line -> line.startsWith("ended")).toList();
    assertThat(ended).allMatch(line -> line.endsWith(" 0"));
    Optional<String> old =
        ended.isEmpty() ? before : Optional.of(ended.get(ended.size() - 1).substring(6, 7));
    String begun = said.isEmpty() ? source : said.get(said.size() - 1).substring(6, 7);
    Optional<String> seen = readers.date(DATE).map(undisturbed::source);

    String at = readers.format() + " at " + share + ", " + child.stage() + ", " + said;
    System.out.println("killed " + at + ": " + old + " -> " + begun + ", seen " + seen);
    assertThat(seen).as(at).isIn(old, Optional.of(begun), Optional.empty());
    if (readers.format().equals("delta") && old.isPresent()) {
      assertThat(seen).as(at).isPresent();
    }
    add("kills in all");
    add("killed in " + child.stage());
    add("seen " + (seen.isEmpty() ? "absent" : seen.equals(old) ? "old" : "new"));
    ended.forEach(line -> add("whole runs on what a killed one left"));
    return seen;
  }

  private Child start(String format, String source, String most) throws IOException {
    return Child.start(folder, "-XX:SharedArchiveFile=" + archive(), format, format, source, most);
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private synchronized void add(String figure) {
    figures.merge(figure, 1, Integer::sum);
  }

  private synchronized int count(String figure) {
    return figures.getOrDefault(figure, 0);
  }
}
