package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.table.Storage;
import java.time.ZoneId;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @Test
  void setsWhatIsNotSet() {
    SparkConf conf = Sessions.configured(new SparkConf(false), "run", ZONE);

    assertThat(conf.get("spark.app.name")).isEqualTo("clientele run");
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("Europe/Berlin");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(conf.get("spark.sql.adaptive.enabled")).isEqualTo("true");
    assertThat(conf.get("spark.sql.codegen.hugeMethodLimit")).isEqualTo("8000");
    assertThat(conf.get("spark.sql.warehouse.dir"))
        .startsWith("file:/")
        .endsWith("/clientele-" + System.getProperty("user.name"));
    Storage.sessionSettings()
        .forEach((key, value) -> assertThat(conf.get(key)).as(key).isEqualTo(value));
  }

  @Test
  void keepsWhatTheUserHasSet() {
    SparkConf given =
        conf(
            Map.of(
                "spark.master", "local[3]",
                "spark.ui.enabled", "true",
                "spark.sql.shuffle.partitions", "7",
                "spark.io.compression.codec", "zstd",
                "spark.sql.catalog.spark_catalog", "com.example.Catalog"));

    SparkConf conf = Sessions.configured(given, "run", ZONE);

    assertThat(conf.get("spark.master")).isEqualTo("local[3]");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
    assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("7");
    assertThat(conf.get("spark.io.compression.codec")).isEqualTo("zstd");
    assertThat(conf.get("spark.sql.catalog.spark_catalog")).isEqualTo("com.example.Catalog");
  }

  @Test
  void addsItsExtensionsToOthersOnce() {
    String delta = "io.delta.sql.DeltaSparkSessionExtension";

    assertThat(extensions("com.example.One, com.example.Two"))
        .isEqualTo("com.example.One,com.example.Two," + delta);
    assertThat(extensions(delta + ",com.example.One")).isEqualTo(delta + ",com.example.One");
  }

  @Test
  void takesTheShopsZoneWhateverIsSet() {
    SparkConf given = conf(Map.of("spark.sql.session.timeZone", "UTC"));

    assertThat(Sessions.configured(given, "run", ZONE).get("spark.sql.session.timeZone"))
        .isEqualTo("Europe/Berlin");
  }

  @Test
  void leavesAClusterItsOwnSettings() {
    SparkConf conf = Sessions.configured(conf(Map.of("spark.master", "yarn")), "run", ZONE);

    assertThat(conf.contains("spark.ui.enabled")).isFalse();
    assertThat(conf.contains("spark.driver.host")).isFalse();
    assertThat(conf.contains("spark.sql.warehouse.dir")).isFalse();
    assertThat(conf.contains("spark.sql.shuffle.partitions")).isFalse();
  }

  private static String extensions(String given) {
    return Sessions.configured(conf(Map.of("spark.sql.extensions", given)), "run", ZONE)
        .get("spark.sql.extensions");
  }

  private static SparkConf conf(Map<String, String> settings) {
    SparkConf conf = new SparkConf(false);
    settings.forEach(conf::set);
    return conf;
  }
}
