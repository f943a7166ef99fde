package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Script.Outcome;
import io.clientele.testing.RealData;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenLineage's listener with its file transport, Spark's metrics for Prometheus, and those of a
 * batch for its textfile collector: all by configuration, in one run of the packaged jar on Delta,
 * as cron starts it.
 */
class WatchedRunIT {
  private static final String LISTENER = "io.openlineage.spark.agent.OpenLineageSparkListener";
  private static final String SCHEDULED =
      "_driver_DAGScheduler_job_allJobs_Number{type=\"gauges\"} ";

  private final Path folder;

  WatchedRunIT(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void lineageAndMetricsComeByConfiguration() throws Exception {
    TinyShop.write(folder);
    // What is left is enough to have tables.
    Files.writeString(
        folder.resolve("shop.conf"),
        """
        segments.insights = false
        families {
          clusters.enabled = false
          prediction.enabled = false
          behaviour.enabled = false
          rfm.enabled = false
          price-sensitivity.enabled = false
        }
        """,
        StandardOpenOption.APPEND);
    int port = freePort();

    CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> run(options(port)));
    String metrics = scraped(port, run);
    Outcome outcome = run.get();

    assertThat(outcome).as("cron mails nothing").isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(folder.resolve("shop-2025-03-31.log")))
        .contains("Tiny shop, 2025-03-31", "\"stage ended\"")
        .doesNotContain("WARN");
    assertThat(metrics).contains(SCHEDULED, "_driver_jvm_heap_used_Number");
    List<RunEvent> events =
        Files.readAllLines(folder.resolve("events")).stream()
            .map(OpenLineageClientUtils::runEventFromJson)
            .toList();
    theListenerNamesWhatIsRead(events);
    oursNamesWhatIsWritten(events);
    theFiguresAreThere(Files.readString(folder.resolve("clientele.prom")));
  }

  private void theListenerNamesWhatIsRead(List<RunEvent> events) {
    List<RunEvent> listened =
        events.stream()
            .filter(event -> event.getJob().getName().startsWith("clientele_run"))
            .toList();
    assertThat(listened)
        .flatExtracting(RunEvent::getInputs)
        .extracting(OpenLineage.InputDataset::getName)
        .as("a change for docs/operations.md, if it does see sources that are kept at hand")
        .contains(folder + "/warehouse/runs")
        .doesNotContain(folder + "/orders.csv");
    assertThat(listened)
        .as("a change for docs/operations.md, if it does see what is written to Delta now")
        .flatExtracting(RunEvent::getOutputs)
        .isEmpty();
  }

  private void oursNamesWhatIsWritten(List<RunEvent> events) {
    RunEvent ours =
        events.stream()
            .filter(event -> event.getJob().getName().equals("clientele.run"))
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(ours.getEventType()).isEqualTo(RunEvent.EventType.COMPLETE);
    assertThat(ours.getJob().getNamespace()).isEqualTo("shop");
    assertThat(ours.getInputs())
        .extracting(OpenLineage.InputDataset::getName)
        .containsExactly(folder + "/orders.csv");
    assertThat(ours.getOutputs())
        .extracting(OpenLineage.OutputDataset::getName)
        .contains(folder + "/warehouse/orders", folder + "/warehouse/customer_segments")
        .allSatisfy(name -> assertThat(name).startsWith(folder + "/warehouse/"));
  }

  private static void theFiguresAreThere(String figures) {
    String labels = "{configuration=\"shop.conf\",command=\"run\"";
    assertThat(figures)
        .contains("clientele_last_run_exit_code" + labels + "} 0\n")
        .contains(
            "clientele_last_run_stage_rows"
                + labels
                + ",stage=\"customer_segments\"} "
                + TinyShop.CUSTOMERS
                + "\n")
        .contains("clientele_last_success_segment_date_seconds" + labels + "} 1743379200\n");
  }

  private String options(int port) {
    return String.join(
        " --conf ",
        "--jars " + RealData.root().resolve("jobs/target/dependency/openlineage-spark.jar"),
        "spark.extraListeners=" + LISTENER,
        "spark.openlineage.transport.type=file",
        "spark.openlineage.transport.location=" + folder.resolve("events"),
        "spark.openlineage.namespace=shop",
        "spark.metrics.conf=" + RealData.root().resolve("conf/metrics.properties"),
        "spark.ui.enabled=true",
        "spark.ui.port=" + port,
        "spark.clientele.metrics.file=" + folder.resolve("clientele.prom"),
        "spark.sql.shuffle.partitions=2",
        "spark.sql.codegen.wholeStage=false",
        "spark.sql.codegen.factoryMode=NO_CODEGEN");
  }

  private Outcome run(String options) {
    try {
      Path nightly = RealData.root().resolve("conf/scheduling/cron/clientele-daily");
      return new Script(nightly, folder, Script.in(folder).environment())
          .with("SPARK_LOCAL_IP", "127.0.0.1")
          .with("CLIENTELE_SPARK_OPTIONS", options)
          .with("CLIENTELE_LOGS", folder.toString())
          // Another class path than that of the tests beside it, which look for its archive.
          .with("CLIENTELE_CLASS_ARCHIVE", "no")
          .run("shop.conf", "Europe/London", "2025-03-31");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Asks for metrics, as Prometheus does, until jobs are among them or the run has ended. */
  private static String scraped(int port, CompletableFuture<Outcome> run) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/prometheus/"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    String metrics = "";
    while (!metrics.contains(SCHEDULED) && !run.isDone()) {
      try {
        metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      } catch (IOException notThere) {
        // Not yet, or not any more: the run's end ends this.
      }
      Thread.sleep(100);
    }
    return metrics;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
