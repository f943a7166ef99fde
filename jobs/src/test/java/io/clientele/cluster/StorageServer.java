package io.clientele.cluster;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * HDFS or S3 on 127.0.0.1, as a process with a class path of its own (the module storage).
 *
 * @param process the server
 * @param port where it listens
 */
record StorageServer(Started process, int port) implements AutoCloseable {
  private static final String QUIET =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d %-5level %logger{1} %msg%n</pattern></encoder>
        </appender>
        <root level="warn"><appender-ref ref="out"/></root>
      </configuration>
      """;
  private static final Pattern PORT = Pattern.compile("\"namenode_port\":(\\d+)");

  /** Starts a name node and a data node that keep their files in a folder. */
  static StorageServer hdfs(Path folder) throws Exception {
    Path details = folder.resolve("hdfs.json");
    Started server =
        Started.java(
            folder.resolve("hdfs.log"),
            classPath(),
            quiet(folder),
            "-Dtest.build.data=" + folder.resolve("hdfs"),
            "org.apache.hadoop.test.MiniDFSClusterManager",
            "-datanodes",
            "1",
            "-format",
            "-nnport",
            "0",
            "-writeDetails",
            details.toString());
    server.until(() -> PORT.matcher(text(details)).find(), "HDFS ready");
    Matcher port = PORT.matcher(text(details));
    if (!port.find()) {
      throw new IllegalStateException(text(details));
    }
    return new StorageServer(server, Integer.parseInt(port.group(1)));
  }

  /** Starts an S3 whose buckets are the folders of a folder, which it makes if need be. */
  static StorageServer s3(Path folder, Path buckets) throws Exception {
    int port = freePort();
    Files.createDirectories(buckets);
    Path settings = folder.resolve("s3.properties");
    Files.writeString(
        settings,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=clientele
        s3proxy.credential=for-this-test-only
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, buckets));
    Started server =
        Started.java(
            folder.resolve("s3.log"),
            classPath(),
            quiet(folder),
            "org.gaul.s3proxy.Main",
            "--properties",
            settings.toString());
    server.until(() -> listens(port), "S3 ready");
    return new StorageServer(server, port);
  }

  /** Returns the options with which Spark reaches the S3 server. */
  String s3Options() {
    StringBuilder options = new StringBuilder("--jars " + s3Jars());
    s3Settings()
        .forEach(
            (key, value) -> options.append(" --conf spark.hadoop.%s=%s".formatted(key, value)));
    return options.toString();
  }

  /** Opens a bucket of the S3 server in this process, which has no S3 client but for this. */
  FileSystem bucket(String name) throws IOException {
    Configuration configuration = new Configuration();
    s3Settings().forEach(configuration::set);
    List<URL> jars = new ArrayList<>();
    for (String jar : s3Jars().split(",", -1)) {
      jars.add(Path.of(jar).toUri().toURL());
    }
    configuration.setClassLoader(
        new URLClassLoader(jars.toArray(URL[]::new), StorageServer.class.getClassLoader()));
    return FileSystem.newInstance(URI.create("s3a://" + name), configuration);
  }

  /** Opens the HDFS in this process. */
  FileSystem files() throws IOException {
    return FileSystem.newInstance(URI.create("hdfs://127.0.0.1:" + port), new Configuration());
  }

  private Map<String, String> s3Settings() {
    return Map.of(
        "fs.s3a.endpoint",
        "http://127.0.0.1:" + port,
        "fs.s3a.endpoint.region",
        "us-east-1",
        "fs.s3a.path.style.access",
        "true",
        // The sources were put there behind its back, without tags.
        "fs.s3a.change.detection.version.required",
        "false",
        // What fails here fails again.
        "fs.s3a.attempts.maximum",
        "2",
        "fs.s3a.retry.limit",
        "2",
        "fs.s3a.access.key",
        "clientele",
        "fs.s3a.secret.key",
        "for-this-test-only");
  }

  private static String s3Jars() {
    return text(storage("s3-client/target/s3-client.jars")).strip();
  }

  @Override
  public void close() {
    process.close();
  }

  private static String quiet(Path folder) throws IOException {
    return "-Dlogback.configurationFile="
        + Files.writeString(folder.resolve("server-log.xml"), QUIET);
  }

  private static String classPath() {
    return text(storage("servers/target/servers.classpath")).strip();
  }

  private static Path storage(String name) {
    return RealData.root().resolve("storage").resolve(name);
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
