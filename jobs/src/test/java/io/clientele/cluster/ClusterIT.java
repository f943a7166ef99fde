package io.clientele.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Runs;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
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
@EnabledIfSystemProperty(named = "clientele.cluster", matches = ".+")
class ClusterIT {
  private static final int KILLED = 137;
  private static final String CLIENT = "--deploy-mode client";

  /** Compiling what a few rows pass through takes longer than they do; one run does. */
  private static final String INTERPRETED =
      " --conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN";

  /** spark-submit comes back when the driver has ended. */
  private static final String CLUSTER =
      "--deploy-mode cluster --conf spark.standalone.submit.waitAppCompletion=true";

  private static final String SAME = "same rows as in one process";

  @TempDir private static Path folder;
  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static SparkCluster cluster;
  private static StorageServer hdfs;
  private static ClusterShop shop;
  private static Path local;

  @BeforeAll
  static void computeTheShopInOneProcess() throws Exception {
    cluster = opened(SparkCluster.start(folder));
    hdfs = opened(StorageServer.hdfs(folder));
    shop = ClusterShop.in(folder);
    local = shop.at("local", folder.toString(), "delta");
    ClusterShop.runHere(local);
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable open : OPEN) {
      open.close();
    }
  }

  @Test
  void aKilledExecutorIsSurvived() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    FileUtils.copyDirectory(
        folder.resolve("source").toFile(), elsewhere.resolve("source").toFile());
    Path configuration = shop.at("elsewhere", elsewhere.toString(), "delta");
    Started run = opened(cluster.submit("executor-killed", CLIENT, arguments(configuration)));

    run.printed(began("orders"));
    ProcessHandle executor = cluster.executors().get(0);
    assertThat(executor.destroyForcibly()).isTrue();

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(cluster.executorsOfTheLatest()).as("two and their replacement").isEqualTo(3);
    assertThat(ClusterShop.rows(configuration)).as(SAME).isEqualTo(ClusterShop.rows(local));
  }

  @Test
  void aKilledDriverIsAFailedRunAndCleanlyRerunOnHdfs() throws Exception {
    Path configuration = shop.at("hdfs", onHdfs("shop"), "delta");
    Started killed =
        opened(cluster.submit("driver-killed", CLIENT + INTERPRETED, arguments(configuration)));

    killed.printed(began("customer_features"));
    killed.kill();

    assertThat(killed.status()).isEqualTo(KILLED);
    assertThat(ClusterShop.rows(configuration))
        .containsEntry(Runs.SCHEMA.name(), List.of())
        .satisfies(rows -> assertThat(rows.get("orders")).isNotEmpty());

    Started again =
        opened(cluster.submit("driver-again", CLIENT + INTERPRETED, arguments(configuration)));

    assertThat(again.status()).as(again.output()).isZero();
    assertThat(ClusterShop.rowsWithoutVersions(configuration))
        .as(SAME)
        .isEqualTo(ClusterShop.rowsWithoutVersions(local));
  }

  @Test
  void deltaOnS3() throws Exception {
    assertThat(runOnS3("delta")).doesNotContain("plain Parquet");

    assertThat(ClusterShop.rows(shop.at("bucket", bucket(), "delta")))
        .as(SAME)
        .isEqualTo(ClusterShop.rows(local));
  }

  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void parquetOnS3WarnsOfItself() throws Exception {
    assertThat(runOnS3("parquet"))
        .contains("The warehouse is plain Parquet on s3a://shop/parquet, where renaming a folder");

    assertThat(ClusterShop.rowsWithoutVersions(shop.at("bucket", bucket(), "parquet")))
        .as(SAME)
        .isEqualTo(ClusterShop.rowsWithoutVersions(local));
  }

  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void parquetOnHdfs() throws Exception {
    Path configuration = shop.at("hdfs-parquet", onHdfs("parquet-shop"), "parquet");

    for (String name : List.of("hdfs-parquet", "hdfs-parquet-again")) {
      Started run = opened(cluster.submit(name, CLIENT + INTERPRETED, arguments(configuration)));
      assertThat(run.status()).as(run.output()).isZero();
    }

    Map<String, List<String>> once = ClusterShop.rowsWithoutVersions(local);
    Map<String, List<String>> twice = ClusterShop.rowsWithoutVersions(configuration);
    assertThat(twice.remove(Runs.SCHEMA.name())).hasSize(2);
    once.remove(Runs.SCHEMA.name());
    assertThat(twice).as(SAME).isEqualTo(once);
  }

  /** Where Spark passes exit codes on, and where it hides them: docs/operations.md. */
  @Test
  @EnabledIfSystemProperty(named = "clientele.cluster", matches = "all")
  void exitCodesHoldInClientModeOnly() throws Exception {
    String nowhere = folder.resolve("nowhere.conf").toString();
    Path sound = shop.at("sound", folder.toString(), "delta");
    Path absent = shop.at("absent", folder.resolve("absent").toString(), "delta");

    assertThat(status(CLIENT, "check", "--conf", nowhere)).isEqualTo(2);
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
    try (StorageServer s3 = StorageServer.s3(folder, folder.resolve("buckets"))) {
      Path configuration = shop.at("s3", "s3a://shop", format);
      Started run =
          opened(
              SparkCluster.local(
                  folder, "s3-" + format, s3.s3Options() + INTERPRETED, arguments(configuration)));
      assertThat(run.status()).as(run.output()).isZero();
      return run.output();
    }
  }

  private static String bucket() {
    return folder.resolve("buckets/shop").toString();
  }

  /** Copies the sources to a folder there, and returns the folder. */
  private static String onHdfs(String name) throws Exception {
    String root = "hdfs://127.0.0.1:" + hdfs.port() + "/" + name;
    FileSystem files = FileSystem.get(URI.create(root), new Configuration());
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(folder.resolve("source").toUri()),
        new org.apache.hadoop.fs.Path(root + "/source"));
    return root;
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
