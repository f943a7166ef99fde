package io.clientele.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Ingests;
import io.clientele.schema.Runs;
import io.clientele.table.Rivals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar on a cluster of a master and two workers, on HDFS and on the S3 protocol: the
 * same rows everywhere as in one process.
 */
class ClusterIT {
  private static final int KILLED = 137;
  private static final String CLIENT = "--deploy-mode client";
  private static final String ONE = CLIENT + " --conf spark.cores.max=1";

  /** spark-submit comes back when the driver has ended. */
  private static final String CLUSTER =
      "--deploy-mode cluster --conf spark.standalone.submit.waitAppCompletion=true";

  private static final String SAME = "same rows as in one process";

  /** Longer than a process of a busy machine stands still. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  @TempDir private static Path folder;
  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static SparkCluster cluster;
  private static StorageServer hdfs;
  private static StorageServer s3;
  private static ClusterShop shop;
  private static Map<String, List<String>> local;

  @BeforeAll
  static void computeTheShopInOneProcess() throws Exception {
    cluster = opened(SparkCluster.start(folder));
    hdfs = opened(StorageServer.hdfs(folder));
    s3 = opened(StorageServer.s3(folder, folder.resolve("buckets")));
    shop = ClusterShop.in(folder);
    Path configuration = shop.at("local", folder.toString(), "delta");
    ClusterShop.runHere(configuration);
    local = ClusterShop.rows(configuration);
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable open : OPEN) {
      open.close();
    }
  }

  @Test
  void aKilledDriverIsAFailedRunAndItsRerunOnHdfsSurvivesAKilledExecutor() throws Exception {
    Path configuration = shop.at("hdfs", onHdfs("shop"), "delta");
    Started killed = opened(cluster.submit("driver-killed", ONE, arguments(configuration)));

    // The orders are written, and the row that says so is not.
    killed.printed(began("rejected_rows"));
    killed.kill();

    assertThat(killed.status()).isEqualTo(KILLED);
    assertThat(ClusterShop.rows(configuration))
        .containsEntry(Runs.SCHEMA.name(), List.of())
        .containsEntry(Ingests.SCHEMA.name(), List.of())
        .satisfies(rows -> assertThat(rows.get("orders")).isNotEmpty());

    Started again = opened(cluster.submit("driver-again", CLIENT, arguments(configuration)));
    again.printed(began("orders"));
    again.until(() -> cluster.executors().size() == 2, "two executors");
    assertThat(cluster.executors().get(0).destroyForcibly()).isTrue();

    assertThat(again.status()).as(again.output()).isZero();
    assertThat(again.output())
        .contains(
            "Taking over from a process that is gone: run of 2025-12-31 by process "
                + killed.process().pid());
    // One more at least: a worker that is slow to start one may be asked for another.
    assertThat(cluster.executorsOfTheLatest()).as("two and their replacement").isGreaterThan(2);
    assertThat(ClusterShop.rows(configuration)).as(SAME).isEqualTo(local);
  }

  @Test
  void deltaOnS3() throws Exception {
    assertThat(runOnS3("delta")).doesNotContain("plain Parquet");

    Path configuration = shop.at("bucket", bucket(), "delta");
    assertThat(ClusterShop.rows(configuration)).as(SAME).isEqualTo(local);
  }

  @Test
  void theLockHoldsOnS3() throws Exception {
    FileUtils.forceMkdir(folder.resolve("buckets/locks").toFile());
    try (FileSystem files = s3.bucket("locks")) {
      Rivals.vie(files, new org.apache.hadoop.fs.Path("s3a://locks/.lock"), SILENCE);
      Rivals.race(files, new org.apache.hadoop.fs.Path("s3a://locks/race"));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void theLockHoldsOnHdfs() throws Exception {
    try (FileSystem files = hdfs.files()) {
      Rivals.vie(files, new org.apache.hadoop.fs.Path(files.getUri() + "/locks"), SILENCE);
      Rivals.race(files, new org.apache.hadoop.fs.Path(files.getUri() + "/race"));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void parquetOnS3WarnsOfItself() throws Exception {
    assertThat(runOnS3("parquet"))
        .contains("The warehouse is plain Parquet on s3a://shop/parquet, where renaming a folder");

    Path configuration = shop.at("bucket", bucket(), "parquet");
    assertThat(ClusterShop.rows(configuration)).as(SAME).isEqualTo(local);
  }

  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void parquetOnHdfs() throws Exception {
    Path configuration = shop.at("hdfs-parquet", onHdfs("parquet-shop"), "parquet");

    for (String name : List.of("hdfs-parquet", "hdfs-parquet-again")) {
      Started run = opened(cluster.submit(name, ONE, arguments(configuration)));
      assertThat(run.status()).as(run.output()).isZero();
    }

    Map<String, List<String>> twice = ClusterShop.rows(configuration);
    assertThat(twice.get(Runs.SCHEMA.name())).hasSize(2);
    twice.put(Runs.SCHEMA.name(), local.get(Runs.SCHEMA.name()));
    assertThat(twice).as(SAME).isEqualTo(local);
  }

  @Test
  void exitCodesHoldInClientMode() throws Exception {
    assertThat(status(CLIENT, "check", "--conf", folder.resolve("nowhere.conf").toString()))
        .isEqualTo(2);
  }

  /** Where Spark passes exit codes on, and where it hides them: docs/operations.md. */
  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void exitCodesAreHiddenInClusterMode() throws Exception {
    String nowhere = folder.resolve("nowhere.conf").toString();
    Path sound = shop.at("sound", folder.toString(), "delta");
    Path absent = shop.at("absent", folder.resolve("absent").toString(), "delta");

    assertThat(status(CLIENT, "check", "--conf", absent.toString())).isEqualTo(3);
    assertThat(status(CLIENT, "check", "--conf", sound.toString())).isZero();
    assertThat(status(CLUSTER, "check", "--conf", nowhere)).isZero();
    assertThat(cluster.outputOfTheLatestDriver()).isEmpty();
    assertThat(status(CLUSTER, "check", "--conf", sound.toString())).isZero();
    assertThat(cluster.outputOfTheLatestDriver()).contains("the configuration is sound");
  }

  private static int status(String options, String... command) throws Exception {
    return opened(cluster.submit("status", options, command)).status();
  }

  private static String runOnS3(String format) throws Exception {
    FileUtils.copyDirectory(
        folder.resolve("source").toFile(), Path.of(bucket(), "source").toFile());
    Path configuration = shop.at("s3", "s3a://shop", format);
    Started run = opened(cluster.alone("s3-" + format, s3.s3Options(), arguments(configuration)));
    assertThat(run.status()).as(run.output()).isZero();
    return run.output();
  }

  private static String bucket() {
    return folder.resolve("buckets/shop").toString();
  }

  /** Copies the sources to a folder there, and returns the folder. */
  private static String onHdfs(String name) throws Exception {
    try (FileSystem files = hdfs.files()) {
      String root = files.getUri() + "/" + name;
      files.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(folder.resolve("source").toUri()),
          new org.apache.hadoop.fs.Path(root + "/source"));
      return root;
    }
  }

  private static String[] arguments(Path configuration) {
    return new String[] {
      "run", "--conf", configuration.toString(), "--as-of", ClusterShop.DATE + "", "--log", "json"
    };
  }

  private static String began(String stage) {
    return "\"stage began\",\"stage\":\"" + stage + "\"";
  }

  private static <T extends AutoCloseable> T opened(T closeable) {
    OPEN.add(0, closeable);
    return closeable;
  }
}
