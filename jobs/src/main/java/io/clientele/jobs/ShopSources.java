package io.clientele.jobs;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.source.SourceVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The sources that a shop has. */
final class ShopSources {

  private ShopSources() {}

  /** Returns the sources in the order to report them. */
  static List<SourceSettings> of(Settings settings) {
    List<SourceSettings> sources = new ArrayList<>();
    sources.add(settings.sources().orders());
    settings.sources().customers().ifPresent(sources::add);
    settings.sources().events().ifPresent(sources::add);
    settings.sources().identity().ifPresent(sources::add);
    return sources;
  }

  /** Returns the versions of the sources as they stand, by {@code source.name}. */
  static Map<String, String> versions(SparkSession spark, Settings settings) {
    Map<String, String> versions = new LinkedHashMap<>();
    of(settings)
        .forEach(
            source -> versions.put("source." + source.name(), new SourceVersion(spark).of(source)));
    return versions;
  }
}
