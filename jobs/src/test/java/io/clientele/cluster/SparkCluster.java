package io.clientele.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cluster of {@code scripts/cluster}, and the packaged job on it.
 *
 * @param folder logs, process ids and work of executors
 * @param address of its master
 * @param home the SPARK_HOME it runs from
 */
record SparkCluster(Path folder, String address, String home) implements AutoCloseable {
  /** Compiling what a few rows pass through takes longer than they do. */
  private static final String OPTIONS =
      """
      spark.driver.memory 1g
      spark.executor.memory 600m
      spark.executor.cores 1
      spark.sql.shuffle.partitions 2
      spark.sql.codegen.wholeStage false
      spark.sql.codegen.factoryMode NO_CODEGEN
      spark.ui.enabled false
      spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m
      spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m
      """;

  static SparkCluster start(Path parent) throws Exception {
    Path folder = Files.createDirectories(parent.resolve("cluster"));
    Files.writeString(folder.resolve("spark.properties"), OPTIONS);
    String home = lastLine(script(folder, "", "spark-home"));
    SparkCluster cluster = new SparkCluster(folder, "", home);
    // Where the test itself is stopped, close is not called.
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::kill));
    return new SparkCluster(folder, lastLine(script(folder, home, "cluster", "start")), home);
  }

  /** Starts the job on the cluster, with options for Spark: a command and its options. */
  Started submit(String name, String options, String... command) throws IOException {
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME",
            home,
            "CLIENTELE_SPARK_OPTIONS",
            "--master %s --properties-file %s %s"
                .formatted(address, folder.resolve("spark.properties"), options));
    return clientele(folder.resolveSibling(name + ".log"), environment, command);
  }

  /** Starts the job in one process, with options for Spark: a command and its options. */
  Started alone(String name, String options, String... command) throws IOException {
    return submit(name, "--master local[2] " + options, command);
  }

  private static Started clientele(Path log, Map<String, String> environment, String... command)
      throws IOException {
    return Started.of(
        log,
        environment,
        Stream.concat(Stream.of(scripts().resolve("clientele").toString()), Stream.of(command))
            .toList());
  }

  /** Returns the processes of the executors that run now. */
  List<ProcessHandle> executors() {
    return processes("worker-\\d+").flatMap(ProcessHandle::children).toList();
  }

  private void kill() {
    processes(".+").forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> processes(String names) {
    return files(folder)
        .filter(file -> file.getFileName().toString().matches(names + "\\.pid"))
        .map(SparkCluster::processId)
        .flatMap(id -> ProcessHandle.of(id).stream());
  }

  /** Returns how many executors the application had that started last. */
  long executorsOfTheLatest() {
    return files(latest("app-")).filter(Files::isDirectory).count();
  }

  /** Returns what the driver printed that the cluster started last. */
  String outputOfTheLatestDriver() throws IOException {
    return Files.readString(latest("driver-").resolve("stdout"));
  }

  /** Names hold the time of their start. */
  private Path latest(String kind) {
    return files(folder.resolve("work"))
        .filter(file -> file.getFileName().toString().startsWith(kind))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public void close() {
    try {
      script(folder, home, "cluster", "stop");
    } catch (Exception failure) {
      throw new IllegalStateException("The cluster in " + folder + " was not stopped", failure);
    }
  }

  private static String script(Path folder, String home, String name, String... arguments)
      throws Exception {
    try (Started script =
        Started.of(
            folder.resolve(name + ".log"),
            Map.of(
                "SPARK_HOME",
                home,
                "CLIENTELE_CLUSTER",
                folder.toString(),
                "CLIENTELE_WORKER_MEMORY",
                "1g",
                "SPARK_DAEMON_MEMORY",
                "192m"),
            Stream.concat(Stream.of(scripts().resolve(name).toString()), Stream.of(arguments))
                .toList())) {
      assertThat(script.status()).as(script.output()).isZero();
      return script.output();
    }
  }

  private static Path scripts() {
    return RealData.root().resolve("scripts");
  }

  /** What the script says last; before it Maven may have built, in colours. */
  private static String lastLine(String text) {
    return text.replaceAll("\u001B\\[[0-9;]*m", "").lines().reduce("", (before, line) -> line);
  }

  private static long processId(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
