package io.clientele.cli;

import io.clientele.testing.LocalFiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A process of {@link RunsUntilKilled} on the packaged jar.
 *
 * <p>Its classes come from an archive that the first one leaves.
 *
 * @param process the process
 * @param out what it says of its runs
 * @param log where its log goes
 */
record Child(Process process, BufferedReader out, Path log) {
  private static final Pattern STAGE =
      Pattern.compile("\"event\":\"stage (began|ended)\".*?\"stage\":\"([^\"]+)\"");

  /** Starts one, and waits until it is ready to work. */
  static Child start(Path folder, String archive, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.removeIf(option -> option.contains("incubator.vector"));
    command.addAll(List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:ReservedCodeCacheSize=240m", "-Xlog:cds=off"));
    command.addAll(List.of("-Xlog:cds+dynamic=off", archive, "-cp", classPath(folder)));
    command.addAll(List.of(RunsUntilKilled.class.getName(), folder.toString()));
    command.addAll(arguments);
    Path log = Files.createTempFile(folder, "log", ".txt");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    Child child =
        new Child(
            process,
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
            log);
    String first = child.out.readLine();
    if (!"ready".equals(first)) {
      throw new IOException(first + "\n" + Files.readString(log));
    }
    return child;
  }

  /** Lets it work. */
  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Returns everything it has said since it was ready, once it is dead or done. */
  List<String> said() throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
    }
    process.waitFor();
    return said;
  }

  /** Waits until it has begun a stage. */
  void await(String stage) throws IOException, InterruptedException {
    Pattern begun =
        Pattern.compile("\"event\":\"stage began\".*?\"stage\":\"" + Pattern.quote(stage) + "\"");
    while (!begun.matcher(Files.readString(log)).find()) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(log));
      }
      Thread.sleep(5);
    }
  }

  /** Returns what it was at last. */
  String stage() throws IOException {
    String stage = "before the first stage";
    Matcher matcher = STAGE.matcher(Files.readString(log));
    while (matcher.find()) {
      stage = matcher.group(1).equals("began") ? matcher.group(2) : "after " + matcher.group(2);
    }
    return stage;
  }

  /** The archive of classes wants jars: the few classes of the tests go into one of their own. */
  private static synchronized String classPath(Path folder) throws IOException {
    Path driver = folder.resolve("driver.jar");
    if (!Files.exists(driver)) {
      try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(driver))) {
        add(jar, RunsUntilKilled.class.getName());
        add(jar, RunsUntilKilled.class.getName() + "$1");
        add(jar, LocalFiles.class.getName());
        for (Class<?> inner : LocalFiles.class.getDeclaredClasses()) {
          add(jar, inner.getName());
        }
      }
    }
    Path packaged = Path.of(System.getProperty("clientele.jar", ""));
    Path spark = packaged.resolveSibling("spark.classpath");
    return String.join(
        File.pathSeparator,
        packaged.toString(),
        driver.toString(),
        Files.readString(spark).strip());
  }

  private static void add(JarOutputStream jar, String name) throws IOException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream bytes = Child.class.getClassLoader().getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IOException("no class " + name);
      }
      jar.putNextEntry(new JarEntry(file));
      bytes.transferTo(jar);
      jar.closeEntry();
    }
  }
}
