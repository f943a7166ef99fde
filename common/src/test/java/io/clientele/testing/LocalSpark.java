package io.clientele.testing;

import io.clientele.table.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** The one local session all tests share: two cores, two shuffle partitions, a zone with DST. */
public final class LocalSpark {

  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String EXPRESSIONS = "spark.sql.codegen.factoryMode";

  private static final List<String> OTHERS =
      List.of("yarn.", "mapreduce.", "dfs.", "fs.s3a.", "fs.azure.", "fs.abfs", "hadoop.registry.");

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
              .config("spark.sql.shuffle.partitions", "2")
              // Compiling what a dozen rows pass through takes most of a test's time. One run over
              // a generated shop, those of the packaged jar and those over real orders compile.
              .config(WHOLE_STAGE, "false")
              .config(EXPRESSIONS, "NO_CODEGEN")
              .config("spark.sql.dataFrameQueryContext.enabled", "false")
              .config("spark.sql.session.timeZone", "Europe/London")
              // A test's JVM need not read the tables of a library for letters it does not have.
              .config("spark.sql.icu.caseMappings.enabled", "false")
              .config(
                  "spark.sql.warehouse.dir",
                  "target/spark-warehouse-" + System.getProperty("clientele.fork", "1"));
      LocalFiles.settings().forEach(builder::config);
      Storage.sessionSettings().forEach(builder::config);
      SparkSession session = builder.getOrCreate();
      session.sparkContext().setLogLevel("ERROR");
      forgetOthers(session.sparkContext().hadoopConfiguration());
      return session;
    }

    /**
     * Every scan compresses and sends all settings of Hadoop, one by one: a tenth of a test's time
     * went into a thousand defaults of YARN, MapReduce and object stores that no test here asks
     * for.
     */
    private static void forgetOthers(Configuration hadoop) {
      List<String> defaults = new ArrayList<>();
      for (Map.Entry<String, String> entry : hadoop) {
        String[] sources = hadoop.getPropertySources(entry.getKey());
        boolean isDefault = sources != null && sources[0].endsWith("-default.xml");
        if (isDefault && OTHERS.stream().anyMatch(entry.getKey()::startsWith)) {
          defaults.add(entry.getKey());
        }
      }
      defaults.forEach(hadoop::unset);
    }
  }
}
