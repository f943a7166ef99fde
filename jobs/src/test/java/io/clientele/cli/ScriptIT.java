package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Script.Outcome;
import io.clientele.testing.RealData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScriptIT {
  @TempDir Path folder;

  @Test
  void tellsItsVersionWithoutARunOfMaven() throws Exception {
    Outcome outcome = Script.in(folder).run("--version");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches(
            "clientele \\d+\\.\\d+\\.\\d+ \\(Spark 4\\.1\\.\\d, Scala 2\\.13\\.\\d+, Java .*\\)\n");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void showsAManualPage() throws Exception {
    assertThat(Script.in(folder).run("run", "--help"))
        .isEqualTo(new Outcome(0, Manual.page(Optional.of(Command.RUN)), ""));
  }

  @Test
  void refusesAWrongCommandLine() throws Exception {
    assertThat(Script.in(folder).run("run", "--conf", "a b.conf", "--as-off", "2025-12-31"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                """
                clientele run: 2 problems
                  unknown option --as-off; did you mean --as-of?
                  --as-of is missing: --as-of DATE, the day to compute, as YYYY-MM-DD
                Try: clientele run --help
                """));
  }

  @Test
  void tellsASourceThatIsMissing() throws Exception {
    TinyShop.write(folder);
    Files.delete(folder.resolve("orders.csv"));

    Outcome outcome = Script.in(folder).run("check", "--conf", "shop.conf");

    assertThat(outcome.err()).contains("does not exist").contains("orders.csv");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(3);
  }

  @Test
  void aWrongConfigurationWinsOverAMissingSource() throws Exception {
    TinyShop.write(folder);
    Files.delete(folder.resolve("orders.csv"));

    Outcome outcome =
        Script.in(folder).run("check", "--conf", "shop.conf", "--set", "shop.curency=EUR");

    assertThat(outcome.err())
        .startsWith("clientele: 1 problem in the configuration\n\nshop.curency: ")
        .contains("shop.currency");
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void worksFromACheckoutWhosePathHasBlanks() throws Exception {
    Path root = RealData.root();
    Path checkout = Files.createDirectories(folder.resolve("a check out"));
    Path scripts = Files.createDirectories(checkout.resolve("scripts"));
    Path script = Files.copy(root.resolve("scripts/clientele"), scripts.resolve("clientele"));
    for (String part : new String[] {"pom.xml", "conf", "common", "jobs"}) {
      Files.createSymbolicLink(checkout.resolve(part), root.resolve(part));
    }
    TinyShop.write(folder);

    Outcome outcome =
        new Script(script, folder, Script.in(folder).environment())
            .run("check", "--conf", "shop.conf");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("Tiny shop: the configuration is sound (Europe/London, EUR)\n");
    assertThat(outcome.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"spark-core_2.13-4.0.1", "spark-core_2.12-3.5.6", "spark-core_2.13-4.2.0"})
  void refusesAnotherSpark(String core) throws Exception {
    Path home = Files.createDirectories(folder.resolve("spark"));
    Script.tool(home.resolve("bin"), "spark-submit", "echo started");
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars").resolve(core + ".jar"));

    assertThat(Script.in(folder).with("SPARK_HOME", home.toString()).run("--version"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "clientele: clientele needs Spark 4.1 for Scala 2.13, and "
                    + home
                    + " has "
                    + core
                    + ".\n  mend:  let SPARK_HOME point to a Spark 4.1 for Scala 2.13, or unset"
                    + " it: a local Spark is then started\n"));
  }

  @Test
  void handsOverToSparkSubmitWithDeltaWhereThatSparkHasNone() throws Exception {
    Path home = Files.createDirectories(folder.resolve("spark"));
    Script.tool(home.resolve("bin"), "spark-submit", "for word; do echo \"<$word>\"; done");
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars/spark-core_2.13-4.1.0.jar"));

    Outcome outcome =
        Script.in(folder)
            .with("SPARK_HOME", home.toString())
            .with("CLIENTELE_SPARK_OPTIONS", "--master local[1]")
            .run("check", "--conf", "a b.conf");

    assertThat(outcome.out().lines().toList())
        .satisfies(words -> assertThat(words.get(1)).contains("delta-spark_").contains(",/"))
        .containsSubsequence("<--jars>", "<--driver-memory>", "<1g>", "<--master>", "<local[1]>")
        .containsSubsequence("<--class>", "<io.clientele.cli.Main>", "<check>", "<--conf>")
        .endsWith("<a b.conf>");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void refusesAHomeWithoutSpark() throws Exception {
    Outcome outcome = Script.in(folder).with("SPARK_HOME", "/no/spark").run("--version");

    assertThat(outcome.err())
        .startsWith("clientele: SPARK_HOME is /no/spark, and there is no bin/spark-submit in it.");
    assertThat(outcome.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"11.0.2", "25", "1.8.0_392"})
  void refusesAnotherJava(String version) throws Exception {
    Path home = folder.resolve("java");
    Script.tool(home.resolve("bin"), "java", "echo 'openjdk version \"" + version + "\"' >&2");

    Outcome outcome = Script.in(folder).with("JAVA_HOME", home.toString()).run("--version");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                2,
                "",
                "clientele: Spark 4.1 runs on Java 17 to 24, and "
                    + home
                    + "/bin/java is: openjdk version \""
                    + version
                    + "\".\n  mend:  let JAVA_HOME point to a JDK 17 or 21\n"));
  }

  /** Later starts find the classes that the first run has left. */
  @Test
  @Order(1)
  void aRunPrintsItsReportAndLeavesItsClasses() throws Exception {
    TinyShop.write(folder);

    Outcome run = Script.in(folder).run("run", "--conf", "shop.conf", "--as-of", "2025-03-31");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Tiny shop, 2025-03-31\n\norders read")
        .contains("Just Ordered", "customer_segments");
    assertThat(TinyShop.segments(folder, "delta").lines()).hasSize(TinyShop.CUSTOMERS);
    tellsItsVersionWithoutARunOfMaven();
    assertThat(RealData.root().resolve(".cache/classes.jsa")).isNotEmptyFile();
  }
}
