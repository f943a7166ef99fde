package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clientele.cli.Script.Outcome;
import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * All notebooks, by the script that readers start them with. What they need besides the job jar is
 * built by the module notebooks, which a quick build leaves out.
 */
@EnabledIfSystemProperty(named = "clientele.notebooks", matches = "built")
class NotebooksIT {
  private static final Path ROOT = RealData.root();
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final String INTERPRETED =
      "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN";

  @TempDir Path folder;

  @Test
  void runOnTheSampleShopAsTheyAreCommitted() throws Exception {
    assumeJupyter();

    Outcome outcome =
        notebook(
            "--execute",
            "--output",
            folder.resolve("executed").toString(),
            "--html",
            folder.resolve("pages").toString());

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().map(line -> line.replaceAll(": .*", "")))
        .containsExactly("choose-thresholds.ipynb", "first-look.ipynb", "own-segment.ipynb");
    for (String name : outcome.out().lines().map(line -> line.replaceAll(": .*", "")).toList()) {
      JsonNode executed = JSON.readTree(folder.resolve("executed").resolve(name).toFile());
      JsonNode committed = JSON.readTree(ROOT.resolve("notebooks").resolve(name).toFile());
      assertThat(withoutPictures(executed))
          .as("%s is stale: scripts/notebook --execute", name)
          .isEqualTo(withoutPictures(committed));
      assertThat(streams(executed)).as(name).doesNotContain("stderr");
      assertThat(Files.readString(folder.resolve("pages").resolve(name.replace("ipynb", "html"))))
          .as("a page with what %s shows, which loads nothing", name)
          .contains("<table", "data:image/png")
          .doesNotContain("<script")
          .doesNotContainPattern("(src|href)=\"(?!data:|#)")
          .doesNotContainPattern("url\\((?!['\"]?data:)");
    }
  }

  @Test
  void aCellThatFailsIsNamed() throws Exception {
    assumeJupyter();
    Path broken = folder.resolve("broken.ipynb");
    Files.writeString(
        broken,
        """
        {"cells": [
          {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Broken"},
          {"cell_type": "code", "id": "b", "metadata": {}, "source": "int customers = 0;",
           "execution_count": null, "outputs": []},
          {"cell_type": "code", "id": "c", "metadata": {}, "source": "100 / customers",
           "execution_count": null, "outputs": []}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """);
    // The configuration is that of no shop: this notebook opens none.
    Path conf = Files.writeString(folder.resolve("shop.conf"), "");

    Outcome outcome = notebook("--execute", "--conf", conf.toString(), broken.toString());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith(
            """
            notebook: broken.ipynb, cell 3 failed:
                100 / customers
            java.lang.ArithmeticException: / by zero
            """);
    assertThat(Files.readString(broken)).contains("\"outputs\": []").doesNotContain("Arithmetic");
  }

  @Test
  void aCommandLineThatMakesNoSenseIsRefused() throws Exception {
    assertThat(notebook("--excute"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "notebook: There is no option --excute.\n  mend:  scripts/notebook --help\n"));
    assertThat(notebook("--output", "pages").err())
        .startsWith("notebook: Only --execute takes notebooks, --output and --html.");
    assertThat(notebook("--execute", "--conf", "none.conf").err())
        .isEqualTo(
            "notebook: There is no file "
                + folder.resolve("none.conf")
                + ".\n  mend:  correct --conf\n");
    assertThat(notebook("--help").out()).startsWith("usage: scripts/notebook ");
  }

  private static void assumeJupyter() throws Exception {
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", "import nbclient, nbconvert")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Assumptions.assumeTrue(
        python.waitFor() == 0,
        "notebooks are not executed: apt-get install jupyter-nbconvert python3-nbclient");
  }

  private Outcome notebook(String... arguments) throws IOException, InterruptedException {
    return new Script(ROOT.resolve("scripts/notebook"), folder, Map.of())
        // For the sample warehouse: compiling takes longer than interpreting for two thousand
        // customers.
        .with("CLIENTELE_SPARK_OPTIONS", INTERPRETED)
        .run(arguments);
  }

  /** Fonts differ from machine to machine: of a picture, only that it is there is kept. */
  private static JsonNode withoutPictures(JsonNode notebook) {
    for (JsonNode picture : notebook.findParents("image/png")) {
      if (!picture.get("image/png").asText().isEmpty()) {
        ((ObjectNode) picture).put("image/png", "a picture");
      }
    }
    return notebook;
  }

  private static List<String> streams(JsonNode notebook) {
    return notebook.findParents("output_type").stream()
        .filter(output -> output.path("output_type").asText().equals("stream"))
        .map(output -> output.path("name").asText())
        .toList();
  }
}
