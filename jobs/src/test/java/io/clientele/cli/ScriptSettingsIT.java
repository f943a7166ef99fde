package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Script.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
          *) exec '%s' "$@" ;;
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
        .contains("-XX:Tier4InvocationThreshold=50000");
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
