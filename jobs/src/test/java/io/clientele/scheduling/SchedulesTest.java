package io.clientele.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.cli.Guest;
import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The other schedules of conf/scheduling, with stand-ins for what they start and are started by.
 */
class SchedulesTest {
  private static final Path SCHEDULING = RealData.root().resolve("conf/scheduling");

  @TempDir private Path folder = Path.of("");

  /** How a process ended, and what it printed. */
  private record Outcome(int status, String output) {}

  @Test
  void airflowAndDatabricksAskForTheRightDay() throws Exception {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))),
        "python3 is absent");
    Path tests = RealData.root().resolve("jobs/src/test/python/schedules_test.py");

    Outcome outcome =
        run(
            Map.of("PYTHONDONTWRITEBYTECODE", "1"),
            List.of("python3", tests.toString(), SCHEDULING.toString()));

    assertThat(outcome.output()).contains("Ran 6 tests", "\nOK\n");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void cronTriesAgainOnExitCode5ForTheSameDay() throws Exception {
    exits(5, 5, 0);

    assertThat(daily()).isEqualTo(new Outcome(0, ""));
    assertThat(Files.readString(folder.resolve("calls")))
        .isEqualTo("run --conf /etc/shop.conf --as-of 2025-12-31 --log json\n".repeat(3));
  }

  @Test
  void cronMailsAFailureAtOnce() throws Exception {
    for (int status : new int[] {1, 2, 3, 4, 143}) {
      exits(status);

      assertThat(daily())
          .isEqualTo(
              new Outcome(
                  status,
                  "clientele: /etc/shop.conf, 2025-12-31: exit code "
                      + status
                      + " after 1 tries; the end of "
                      + folder
                      + "/shop-2025-12-31.log:\nit said so\n"));
    }
  }

  @Test
  void cronGivesUpAfterSevenTries() throws Exception {
    exits(5, 5, 5, 5, 5, 5, 5);

    assertThat(daily().status()).isEqualTo(5);
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(7);
  }

  @Test
  void databricksStartsTheGuestAndNeverTwoAtOnce() throws IOException {
    JsonNode job =
        JsonMapper.builder().build().readTree(SCHEDULING.resolve("databricks/job.json").toFile());
    JsonNode run = job.at("/tasks/1");

    assertThat(job.get("max_concurrent_runs").asInt()).isEqualTo(1);
    assertThat(run.at("/spark_jar_task/main_class_name").asText()).isEqualTo(Guest.class.getName());
    assertThat(texts(run.at("/spark_jar_task/parameters")))
        .containsSubsequence("run", "--conf", "--as-of", "{{tasks.day.values.as_of}}");
    assertThat(run.at("/depends_on/0/task_key")).isEqualTo(job.at("/tasks/0/task_key"));
    assertThat(run.get("job_cluster_key")).isEqualTo(job.at("/job_clusters/0/job_cluster_key"));
    assertThat(run.get("max_retries").asInt()).as("it cannot tell exit codes apart").isZero();
  }

  /** Makes a starter that ends with one code after the other. */
  private void exits(int... codes) throws IOException {
    Files.deleteIfExists(folder.resolve("calls"));
    tool(
        "clientele",
        """
        echo "$@" >>"$FOLDER/calls"
        echo it said so
        set -- %s
        shift $(($(wc -l <"$FOLDER/calls") - 1))
        exit "$1"
        """
            .formatted(String.join(" ", Arrays.stream(codes).mapToObj(String::valueOf).toList())));
    tool(
        "date",
        """
        test "$TZ $*" = "Europe/Berlin -d yesterday +%F" && echo 2025-12-31
        """);
  }

  private void tool(String name, String text) throws IOException {
    Path tool = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  private Outcome daily() throws Exception {
    return run(
        Map.of(
            "PATH",
            folder + ":/usr/bin:/bin",
            "FOLDER",
            folder.toString(),
            "CLIENTELE",
            folder.resolve("clientele").toString(),
            "CLIENTELE_LOGS",
            folder.toString(),
            "CLIENTELE_PAUSE",
            "0"),
        List.of(
            SCHEDULING.resolve("cron/clientele-daily").toString(),
            "/etc/shop.conf",
            "Europe/Berlin"));
  }

  private Outcome run(Map<String, String> environment, List<String> command) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile()).environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Outcome(status, Files.readString(output));
  }

  private static List<String> texts(JsonNode array) {
    return new ArrayList<>(
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList());
  }
}
