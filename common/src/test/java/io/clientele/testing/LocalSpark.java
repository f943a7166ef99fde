package io.clientele.testing;

import io.clientele.table.Storage;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** The one local session all tests share: two cores, four shuffle partitions, a zone with DST. */
public final class LocalSpark {

  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String EXPRESSIONS = "spark.sql.codegen.factoryMode";

  private LocalSpark() {}

  /** Returns the shared session; its time zone is Europe/London. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  /** Does work with generated code, as a real session would, instead of interpreting it. */
  public static void compiling(Runnable work) {
    RuntimeConfig conf = session().conf();
    conf.set(WHOLE_STAGE, "true");
    conf.set(EXPRESSIONS, "CODEGEN_ONLY");
    try {
      work.run();
    } finally {
      conf.set(WHOLE_STAGE, "false");
      conf.set(EXPRESSIONS, "NO_CODEGEN");
    }
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
              // Compiling what a dozen rows pass through takes most of a test's time. One run over
              // a generated shop, those of the packaged jar and those over real orders compile.
              .config(WHOLE_STAGE, "false")
              .config(EXPRESSIONS, "NO_CODEGEN")
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
