package io.clientele.cli;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@code scripts/clientele} or another script as people do, on a PATH whose Maven fails: the
 * jar is there.
 *
 * @param script the script
 * @param folder the working directory, and where the script's output goes
 * @param environment variables besides a plain PATH
 */
record Script(Path script, Path folder, Map<String, String> environment) {
  private static final long MINUTES = 10;

  /**
   * How a process ended.
   *
   * @param status its exit status
   * @param out what it printed
   * @param err what it complained of
   */
  record Outcome(int status, String out, String err) {}

  static Script in(Path folder) {
    return new Script(RealData.root().resolve("scripts/clientele"), folder, Map.of());
  }

  /** Returns the same with a variable set. */
  Script with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Script(script, folder, more);
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().retainAll(List.of("HOME", "TMPDIR"));
    builder.environment().put("PATH", failingMaven() + ":/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("CLIENTELE_HEAP", "1g");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + command);
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Path failingMaven() throws IOException {
    return tool(folder.resolve("failing-maven"), "mvn", "echo no Maven run was needed >&2; exit 9");
  }

  /** Writes an executable into a folder, which is returned. */
  static Path tool(Path folder, String name, String line) throws IOException {
    Files.createDirectories(folder);
    Path tool = folder.resolve(name);
    Files.writeString(tool, "#!/bin/sh\n" + line + "\n");
    if (!tool.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + tool);
    }
    return folder;
  }
}
