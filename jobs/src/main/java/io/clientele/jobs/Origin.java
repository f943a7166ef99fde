package io.clientele.jobs;

import io.clientele.settings.Settings;
import java.util.Map;

/**
 * What the rows of a date follow from, besides the dates before it.
 *
 * @param version the version of Clientele
 * @param configuration the fingerprint of the whole configuration
 * @param sources the versions of the sources, by {@code source.name}
 */
record Origin(String version, String configuration, Map<String, String> sources) {

  /** Keeps its own copy. */
  Origin {
    sources = Map.copyOf(sources);
  }

  /** Returns what a run would start from, as things stand. */
  static Origin of(Run run) {
    return new Origin(
        Version.current(),
        run.settings().fingerprint(Settings.WHOLE),
        ShopSources.versions(run.spark(), run.settings()));
  }
}
