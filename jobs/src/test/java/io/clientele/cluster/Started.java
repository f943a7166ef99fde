package io.clientele.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A process of a test, which does not outlive it.
 *
 * @param process the process
 * @param log where everything goes that it prints
 */
record Started(Process process, Path log) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 50;

  static Started of(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(log.resolveSibling("").toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().retainAll(List.of("HOME", "TMPDIR"));
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(environment);
    Started started = new Started(builder.start(), log);
    // Where the test itself is stopped, close is not called.
    Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
    return started;
  }

  /** Starts Java on a class path, with little memory. */
  static Started java(Path log, String classPath, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath));
    command.addAll(List.of(arguments));
    return of(log, Map.of(), command);
  }

  /** Waits until it has printed a text. */
  void printed(String text) throws InterruptedException {
    until(() -> output().contains(text), "printed " + text);
  }

  /** Waits until something is so, and fails where the process ends before. */
  void until(Supplier<Boolean> isSo, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.get()) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as("not %s, but ended or tarried: %s", what, output())
          .isTrue();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Waits for its end and returns its exit status. */
  int status() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("still running: " + output());
    }
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends it at once, as kill -9 does. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
