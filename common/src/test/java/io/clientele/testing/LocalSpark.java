package io.clientele.testing;

import io.clientele.table.Storage;
import org.apache.spark.sql.SparkSession;

/** The one local session all tests share: two cores, four shuffle partitions, a zone with DST. */
public final class LocalSpark {

  private LocalSpark() {}

  /** Returns the shared session; its time zone is Europe/London. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    private static final SparkSession SESSION = start();

    private static SparkSession start() {
      SparkSession.Builder builder =
          SparkSession.builder()
              .appName("clientele-tests")
              .master("local[2]")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "4")
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.sql.codegen.wholeStage", "false")
              .config("spark.sql.session.timeZone", "Europe/London")
              .config(
                  "spark.sql.warehouse.dir",
                  "target/spark-warehouse-" + System.getProperty("clientele.fork", "1"));
      Storage.sessionSettings().forEach(builder::config);
      SparkSession session = builder.getOrCreate();
      session.sparkContext().setLogLevel("ERROR");
      return session;
    }
  }
}
