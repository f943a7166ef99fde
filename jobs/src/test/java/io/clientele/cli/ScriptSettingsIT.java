package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Script.Outcome;
import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java is started with: a java that prints what it was given in place of starting Spark. */
class ScriptSettingsIT {
  private static final List<String> SMALL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=240m");

  @TempDir Path folder;
  private Path home = Path.of("");

  @BeforeEach
  void pretend() throws Exception {
    home = folder.resolve("java");
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    Script.tool(
        home.resolve("bin"),
        "java",
        """
        case "$*" in
          *SparkSubmit*) printf '%%s\\n' "$@" ;;
          *JvmOptions*) sleep 0.5; exec '%1$s' "$@" ;;
          *) exec '%1$s' "$@" ;;
        esac"""
            .formatted(real));
    TinyShop.write(folder);
  }

  @Test
  void aSmallShopOfTheConfigurationIsCompiledQuickly() throws Exception {
    assertThat(optionsOf("run", "--conf", "shop.conf")).containsAll(SMALL);
    assertThat(optionsOf("ingest", "--conf", "shop.conf")).containsAll(SMALL);
  }

  @Test
  void aPathOfTheCommandLineCountsAsWell() throws Exception {
    Path large = folder.resolve("large.csv");
    Files.write(large, new byte[65 << 20]);

    assertThat(optionsOf("run", "--conf", "shop.conf", "--set", "source.orders.path=" + large))
        .doesNotContainAnyElementsOf(SMALL)
        .contains("-XX:Tier4InvocationThreshold=50000", "-XX:+UseParallelGC");
  }

  @Test
  void whatIsNotUnderstoodIsLarge() throws Exception {
    for (String path : List.of("s3a://bucket/orders", "/orders/*.csv", "/orders/{a,b}")) {
      assertThat(optionsOf("run", "--conf", "shop.conf", "--set", "source.orders.path=" + path))
          .as(path)
          .doesNotContainAnyElementsOf(SMALL);
    }
    assertThat(optionsOf("run", "--conf", "none.conf")).doesNotContainAnyElementsOf(SMALL);
    assertThat(optionsOf("sample", "--out", "shop")).doesNotContainAnyElementsOf(SMALL);
  }

  @Test
  void firstStartsAtOnceDoNotMeet() throws Exception {
    Path script = checkout();
    ExecutorService starts = Executors.newFixedThreadPool(4);
    try {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int start = 0; start < 4; start++) {
        Path own = Files.createDirectories(folder.resolve("start-" + start));
        Script one =
            new Script(script, own, Map.of("JAVA_HOME", home.toString()))
                .with("CLIENTELE_CLASS_ARCHIVE", "no");
        outcomes.add(starts.submit(() -> one.run("sample", "--out", "shop")));
      }
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get().err()).isEmpty();
        assertThat(outcome.get()).isEqualTo(outcomes.get(0).get());
        assertThat(outcome.get().status()).isZero();
      }
    } finally {
      starts.shutdownNow();
    }
    try (Stream<Path> kept = Files.list(script.resolveSibling("../.cache"))) {
      assertThat(kept.map(file -> file.getFileName().toString())).containsExactly("jvm-options");
    }
  }

  @Test
  void classesAreKeptFromOneStartToTheNextHoweverItIsCalled() throws Exception {
    Path script = checkout();
    Path archive = script.resolveSibling("../.cache/classes.jsa").normalize();
    Map<String, String> java = Map.of("JAVA_HOME", home.toString());
    new Script(script, folder, java).run("sample", "--out", "x");
    Files.writeString(archive, "classes");

    Outcome outcome =
        new Script(Path.of("scripts/clientele"), folder.resolve("checkout"), java)
            .run("sample", "--out", "x");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("-XX:SharedArchiveFile=");
    assertThat(archive).hasContent("classes");
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws Exception {
    Path script = checkout();
    Files.writeString(
        script.resolveSibling("../.cache").normalize(), "a file, where a folder goes");

    Outcome outcome =
        new Script(script, folder, Map.of("JAVA_HOME", home.toString()))
            .run("sample", "--out", "x");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("--add-opens").endsWith("sample\n--out\nx\n");
  }

  /** The script in a checkout that has never been started: its .cache is its own. */
  private Path checkout() throws IOException {
    Path root = RealData.root();
    Path checkout = folder.resolve("checkout");
    Path scripts = Files.createDirectories(checkout.resolve("scripts"));
    for (String part : new String[] {"pom.xml", "conf", "common", "jobs"}) {
      Files.createSymbolicLink(checkout.resolve(part), root.resolve(part));
    }
    return Files.copy(root.resolve("scripts/clientele"), scripts.resolve("clientele"));
  }

  private List<String> optionsOf(String... arguments) throws IOException, InterruptedException {
    Outcome outcome =
        Script.in(folder)
            .with("JAVA_HOME", home.toString())
            .with("CLIENTELE_CLASS_ARCHIVE", "no")
            .run(arguments);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    List<String> given = outcome.out().lines().toList();
    assertThat(given).endsWith(arguments);
    return Stream.concat(given.stream(), Stream.of("org.apache.spark.deploy.SparkSubmit"))
        .takeWhile(word -> !word.equals("org.apache.spark.deploy.SparkSubmit"))
        .toList();
  }
}
