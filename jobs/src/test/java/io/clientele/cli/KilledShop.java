package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.Readers;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;

/**
 * A shop with two complete dates in a warehouse of one format. The newer one is computed again and
 * again, from two sources A and B by turns, by processes that end before they are done.
 */
final class KilledShop {
  static final String EARLIER = "2025-02-28";
  static final String DATE = "2025-03-31";
  private static final int SEED = 4;

  private final Path folder;
  private final String format;
  private final Readers readers;
  private final Map<String, Integer> figures = new TreeMap<>();

  /** What readers find where nobody is killed, by the source of the newer date. */
  private final Map<String, Map<String, List<String>>> undisturbed = new HashMap<>();

  private List<String> tables = List.of();
  private Duration duration = Duration.ZERO;
  private int told;

  KilledShop(Path folder, String format) {
    this.folder = folder;
    this.format = format;
    this.readers = new Readers(folder.resolve(format), format);
  }

  /** Writes the sources. */
  static void write(Path folder) throws IOException {
    TinyShop.write(folder);
    String lines = Files.readString(folder.resolve("orders.csv"));
    Files.writeString(folder.resolve("orders-A.csv"), lines);
    Files.writeString(folder.resolve("orders-B.csv"), lines + "11,emil,2025-03-30,8.00\n");
  }

  /**
   * Computes both dates of shops from A, in one process that leaves its classes: they are those of
   * all formats.
   */
  static void prepare(Path folder, List<KilledShop> shops)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (KilledShop shop : shops) {
      for (String run : List.of("A@" + EARLIER, "A@" + DATE)) {
        arguments.add(run + "@" + shop.format + "@" + shop.format);
        said.addAll(List.of("began " + run, "ended " + run + " 0"));
      }
    }
    Child child =
        Child.start(folder, "-XX:ArchiveClassesAtExit=" + KillsIT.archive(folder), arguments);
    child.go();
    assertThat(child.said()).isEqualTo(said);
    for (KilledShop shop : shops) {
      shop.undisturbed.put("A", shop.readers.dates());
      assertThat(shop.readers.dates()).containsOnlyKeys(EARLIER, DATE);
    }
  }

  /** Computes the newer date from B in a copy, and takes the time. */
  void rehearse() throws IOException, InterruptedException {
    String name = format + "-undisturbed";
    FileUtils.copyDirectory(readers.warehouse().toFile(), folder.resolve(name).toFile());
    Child child = start(name, "B");
    child.go();
    assertThat(child.out().readLine()).isEqualTo("began B@" + DATE);
    long start = System.nanoTime();
    assertThat(child.out().readLine()).isEqualTo("ended B@" + DATE + " 0");
    duration = Duration.ofNanos(System.nanoTime() - start);
    child.said();
    Readers copy = new Readers(folder.resolve(name), format);
    undisturbed.put("B", copy.dates());
    tables = copy.bare(KillsIT.TABLES);
  }

  /** Returns what readers find where nobody is killed, by the source of the newer date. */
  Map<String, Map<String, List<String>>> undisturbed() {
    return undisturbed;
  }

  /** Kills as many processes, in all parts of a run alike, each on what the one before has left. */
  void kill(int kills) throws IOException, InterruptedException {
    Random random = new Random(SEED + format.hashCode());
    List<Double> shares = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      shares.add((kill + random.nextDouble()) / kills);
    }
    Collections.shuffle(shares, random);
    Optional<String> state = Optional.of("A");
    for (double share : shares) {
      state = killed(state, share);
    }
  }

  /** Kills one run, and returns the source of the state that readers see then. */
  private Optional<String> killed(Optional<String> before, double share)
      throws IOException, InterruptedException {
    String other = before.filter("A"::equals).map(source -> "B").orElse("A");
    String[] sources = new String[20];
    Arrays.setAll(sources, run -> (run % 2 == 0) == other.equals("A") ? "A" : "B");
    Child child = start(format, sources);
    child.go();
    Thread.sleep((long) (share * duration.toMillis()));
    // The process itself would close what it has said unread.
    child.process().toHandle().destroyForcibly();
    List<String> said = child.said();
    assertThat(child.process().exitValue()).isEqualTo(137);

    List<String> ended = said.stream().filter(line -> line.startsWith("ended")).toList();
    assertThat(ended).allMatch(line -> line.endsWith(" 0"));
    Optional<String> old =
        ended.isEmpty() ? before : Optional.of(source(ended.get(ended.size() - 1)));
    String begun = said.isEmpty() ? other : source(said.get(said.size() - 1));
    Optional<String> seen = seen();

    String at = "%s at %.3f, %s, %s".formatted(format, share, child.stage(), said);
    System.out.println("killed " + at + ": " + old + " -> " + begun + ", seen " + seen);
    // Plain files are not read while one date is in part old and in part new.
    assertThat(seen)
        .as(at)
        .isIn(old, Optional.of(begun), format.equals("delta") ? old : Optional.empty());
    add("kills");
    add("killed in " + child.stage());
    add("seen " + (seen.isEmpty() ? "absent" : seen.equals(old) ? "old" : "new"));
    ended.forEach(line -> add("whole runs on what a killed one left"));
    return seen;
  }

  /** Returns the source of the newer date as readers find it, if they do; the other one stays. */
  private Optional<String> seen() {
    Map<String, List<String>> dates = readers.dates();
    assertThat(dates.get(EARLIER)).isEqualTo(undisturbed.getOrDefault("A", Map.of()).get(EARLIER));
    if (!dates.containsKey(DATE)) {
      return Optional.empty();
    }
    assertThat(dates).isIn(undisturbed.values());
    return Optional.of(dates.equals(undisturbed.get("A")) ? "A" : "B");
  }

  /** Tells a process to end as it begins a stage: it says so in runs, as the last one did. */
  void tellToEnd(String stage) throws IOException, InterruptedException {
    Child child = start(format, "B");
    child.go();
    child.await(stage);
    child.process().toHandle().destroy();

    assertThat(child.said()).containsExactly("began B@" + DATE, "ended B@" + DATE + " 143");
    assertThat(child.process().exitValue()).isEqualTo(143);
    assertThat(Files.readString(child.log()))
        .contains("The process was told to end before it was done.");
    add("told to end in " + stage);
    told++;
    assertThat(failures())
        .isEqualTo(
            Collections.nCopies(
                told, DATE + " 143 The process was told to end before it was done."));
    seen();
  }

  private List<String> failures() {
    return LocalSpark.session()
        .read()
        .format(format)
        .load(folder.resolve(format + "/runs").toString())
        .filter("status = 'failed'")
        .selectExpr("concat_ws(' ', segment_date, exit_code, message)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Does a run to its end: everything is as if nobody had been killed. */
  void finish() throws IOException, InterruptedException {
    Child child = start(format, "B");
    child.go();
    assertThat(child.said()).containsExactly("began B@" + DATE, "ended B@" + DATE + " 0");
    assertThat(readers.dates()).isEqualTo(undisturbed.get("B"));
    assertThat(readers.bare(KillsIT.TABLES)).isEqualTo(tables);
  }

  Map<String, Integer> figures() {
    return figures;
  }

  private Child start(String warehouse, String... sources) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String source : sources) {
      arguments.add("%s@%s@%s@%s".formatted(source, DATE, format, warehouse));
    }
    return Child.start(folder, "-XX:SharedArchiveFile=" + KillsIT.archive(folder), arguments);
  }

  /** Returns the source of a run that said that it began or ended. */
  private static String source(String line) {
    return line.substring("began ".length(), "began ".length() + 1);
  }

  private void add(String figure) {
    figures.merge(figure, 1, Integer::sum);
  }
}
