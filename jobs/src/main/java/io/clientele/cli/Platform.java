package io.clientele.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/**
 * The Spark and the Scala we were started on, read from their jars without loading a class of
 * theirs: another Scala would fail with a linkage error before it could be refused.
 *
 * @param spark version of Spark; empty where there is none
 * @param scala version of the Scala library; empty where there is none
 */
record Platform(Optional<String> spark, Optional<String> scala) {
  private static final String SPARK_LINE = "4.1.";
  private static final String SCALA_LINE = "2.13.";

  /** Returns what is on the class path. */
  static Platform here() {
    return new Platform(
        property("spark-version-info.properties", "version"),
        property("library.properties", "version.number"));
  }

  /** Returns why this platform cannot be used, if so. */
  Optional<String> refusal() {
    boolean sound = isOf(spark, SPARK_LINE) && isOf(scala, SCALA_LINE);
    return sound
        ? Optional.empty()
        : Optional.of(
            "clientele needs Spark 4.1 for Scala 2.13, and was started on "
                + name("Spark", spark)
                + " and "
                + name("Scala", scala)
                + ".\n  mend:  let SPARK_HOME point to a Spark 4.1 for Scala 2.13, or unset it:"
                + " scripts/clientele then starts a local Spark");
  }

  @Override
  public String toString() {
    return name("Spark", spark) + ", " + name("Scala", scala);
  }

  private static boolean isOf(Optional<String> version, String line) {
    return version.filter(found -> found.startsWith(line)).isPresent();
  }

  private static String name(String product, Optional<String> version) {
    return version.map(found -> product + " " + found).orElse("no " + product);
  }

  private static Optional<String> property(String resource, String key) {
    try (InputStream stream = Platform.class.getResourceAsStream("/" + resource)) {
      if (stream == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(stream);
      return Optional.ofNullable(properties.getProperty(key));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
