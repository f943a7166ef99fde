package io.clientele.oracle;

import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.testing.RealData;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Real shops by the configurations that come with the project. */
final class RealShops {

  private RealShops() {}

  /** Returns a configuration with some keys set. */
  static Settings settings(String name, Map<String, String> overrides) {
    return SettingsReader.read(
            Optional.of(RealData.root().resolve("conf/" + name + ".conf")), overrides)
        .settings();
  }

  /** Returns the clusters and how many are in each, the largest first. */
  static List<String> clusters(List<OracleCells> labelled) {
    return labelled.stream()
        .filter(row -> row.get("cluster") != null)
        .collect(Collectors.groupingBy(row -> row.text("cluster"), Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(cluster -> cluster.getKey() + " " + cluster.getValue())
        .toList();
  }

  /**
   * Returns what the names and texts of clusters say that is not true of three quarters.
   *
   * @param model the fitted model
   * @param labelled features and labels of the day of a first fit
   */
  static List<String> untruths(String model, List<OracleCells> labelled) {
    return new OracleClusters(model)
        .untruths(labelled.stream().filter(row -> row.get("cluster") != null).toList());
  }
}
