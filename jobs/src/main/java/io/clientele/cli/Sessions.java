package io.clientele.cli;

import io.clientele.table.Storage;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the Spark session: what the user or spark-submit has set stays, the rest gets a value. */
final class Sessions {
  /** Group of all Spark jobs that do the work. */
  static final String WORK = "clientele";

  private static final String EXTENSIONS = "spark.sql.extensions";

  /**
   * Java never compiles a method of more bytes, and generated code of many labels has one: those of
   * millions of customers were interpreted, row by row. Spark then makes smaller ones instead.
   */
  private static final String LONGEST_METHOD = "spark.sql.codegen.hugeMethodLimit";

  private static final String COMPILED = "8000";
  private static final int TASKS_PER_CORE = 8;
  private static final int USUAL_PARTITIONS = 200;

  private Sessions() {}

  /** Does work in a session whose days are those of the zone, and stops it afterwards. */
  static <T> T within(String name, ZoneId zone, Function<SparkSession, T> work) {
    SparkSession spark =
        SparkSession.builder().config(configured(new SparkConf(), name, zone)).getOrCreate();
    // By this name it can be cancelled.
    spark.sparkContext().setJobGroup(WORK, name, false);
    try {
      return work.apply(spark);
    } finally {
      spark.stop();
    }
  }

  /** Does work in a session of its own on a Spark that is somebody else's and goes on. */
  static <T> T visiting(String name, ZoneId zone, Function<SparkSession, T> work) {
    SparkSession host = SparkSession.builder().getOrCreate();
    SparkSession spark = host.newSession();
    spark.conf().set("spark.sql.session.timeZone", zone.getId());
    spark.conf().set("spark.sql.dataFrameQueryContext.enabled", "false");
    spark.conf().set(LONGEST_METHOD, COMPILED);
    SparkSession.setActiveSession(spark);
    spark.sparkContext().setJobGroup(WORK, name, false);
    try {
      return work.apply(spark);
    } finally {
      spark.sparkContext().clearJobGroup();
      SparkSession.setActiveSession(host);
    }
  }

  /** Returns the configuration to open a session with. */
  static SparkConf configured(SparkConf given, String name, ZoneId zone) {
    SparkConf conf = given.clone();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setAppName("clientele " + name);
    // Not a default but the contract: text, dates and days are the shop's.
    conf.set("spark.sql.session.timeZone", zone.getId());
    Storage.sessionSettings().forEach(conf::setIfMissing);
    conf.set(EXTENSIONS, merged(given.get(EXTENSIONS, "")));
    conf.setIfMissing("spark.sql.adaptive.enabled", "true");
    // Every column would take a stack trace of where it was made, for messages nobody is shown.
    conf.setIfMissing("spark.sql.dataFrameQueryContext.enabled", "false");
    conf.setIfMissing(LONGEST_METHOD, COMPILED);
    conf.setIfMissing("spark.io.compression.codec", "lz4");
    // What is kept is read two or three times: compressing it costs more than it saves.
    conf.setIfMissing("spark.sql.inMemoryColumnarStorage.compressed", "false");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.ui.showConsoleProgress", "false");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      // Spark makes this folder on every start, by default in the user's working directory.
      conf.setIfMissing("spark.sql.warehouse.dir", scratch());
      conf.setIfMissing("spark.sql.shuffle.partitions", String.valueOf(localPartitions()));
    }
    return conf;
  }

  private static String scratch() {
    String user = System.getProperty("user.name", "");
    return "file:" + Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "clientele-" + user);
  }

  private static int localPartitions() {
    return Math.min(USUAL_PARTITIONS, TASKS_PER_CORE * Runtime.getRuntime().availableProcessors());
  }

  /** Somebody's extensions and ours, each once. */
  private static String merged(String given) {
    Set<String> extensions = new LinkedHashSet<>();
    String ours = Storage.sessionSettings().getOrDefault(EXTENSIONS, "");
    Arrays.stream((given + "," + ours).split(",", -1))
        .map(String::trim)
        .filter(extension -> !extension.isEmpty())
        .forEach(extensions::add);
    return String.join(",", extensions);
  }
}
