package io.clientele.settings;

import io.clientele.schema.ColumnType;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.TableColumn;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the block {@code families.clusters}. */
final class ClustersReader {
  private static final Set<ColumnType> NUMERIC =
      Set.of(
          ColumnType.WHOLE,
          ColumnType.COUNT,
          ColumnType.RATIO,
          ColumnType.MONEY,
          ColumnType.QUANTITY,
          ColumnType.LOG_SUM);

  private static final List<String> COLUMNS =
      CustomerFeatures.SCHEMA.columns().stream()
          .filter(column -> NUMERIC.contains(column.type()))
          .map(TableColumn::name)
          .toList();

  private ClustersReader() {}

  static ClustersSettings read(Section section) {
    List<String> features = features(section);
    Map<String, Map<String, Double>> archetypes =
        archetypes(section.section("archetypes"), features);
    ClustersSettings clusters =
        new ClustersSettings(
            section.flag("enabled"),
            section.whole("min-buyers", Limits.atLeast(1)),
            section.whole("k", Limits.atLeast(1)),
            choice(section.section("choose-k"), archetypes.size()),
            section.choice("refit", Refit.class),
            section.number("refit-limit", Limits.within(0, 1)),
            section.whole("sample", Limits.atLeast(1)),
            new ClustersSettings.Training(
                section.longWhole("seed"),
                section.whole("starts", Limits.atLeast(1)),
                section.whole("max-iterations", Limits.atLeast(1))),
            features,
            archetypes);
    if (section.sound("k") && clusters.k() > archetypes.size()) {
      section.problem(
          "k",
          "is " + clusters.k(),
          "needs at most the number of archetypes, " + archetypes.size() + ", or more archetypes");
    }
    if (section.sound("k") && section.sound("sample") && clusters.sample() < clusters.k()) {
      section.problem("sample", "is " + clusters.sample(), "needs at least k, " + clusters.k());
    }
    return clusters;
  }

  private static Optional<ClustersSettings.Choice> choice(Section section, int archetypes) {
    Optional<Integer> from = section.optionalWhole("from", Limits.atLeast(2));
    Optional<Integer> to = section.optionalWhole("to", Limits.atLeast(2));
    if (from.isEmpty() && to.isEmpty()) {
      return Optional.empty();
    }
    if (from.isEmpty() || to.isEmpty()) {
      section.problem(
          from.isEmpty() ? "from" : "to", "is missing", "give both, or null for both: k is used");
      return Optional.empty();
    }
    if (from.get() > to.get()) {
      section.problem("from", "is " + from.get(), "needs at most choose-k.to, " + to.get());
    }
    if (to.get() > archetypes) {
      section.problem(
          "to",
          "is " + to.get(),
          "needs at most the number of archetypes, " + archetypes + ", or more archetypes");
    }
    return Optional.of(new ClustersSettings.Choice(from.get(), to.get()));
  }

  private static List<String> features(Section section) {
    List<String> features = section.texts("features");
    if (features.isEmpty() && section.sound("features")) {
      section.problem("features", "is empty", "name at least one; " + Nearest.hint("", COLUMNS));
    }
    Set<String> seen = new HashSet<>();
    for (String feature : features) {
      if (!COLUMNS.contains(feature)) {
        section.problem(
            "features",
            "names " + feature + ", no numeric column of customer_features",
            Nearest.hint(feature, COLUMNS));
      } else if (!seen.add(feature)) {
        section.problem("features", "names " + feature + " twice", "name it once");
      }
    }
    return features;
  }

  private static Map<String, Map<String, Double>> archetypes(
      Section section, List<String> features) {
    Map<String, Map<String, Double>> archetypes = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (name.matches("Group [0-9]+")) {
        section.problem(name, "is what clusters without a name are called", "call it otherwise");
      }
      Section values = section.section(name);
      Map<String, Double> typical = new LinkedHashMap<>();
      for (String feature : values.names()) {
        double value = values.number(feature, Limits.within(-10, 10));
        if (!COLUMNS.contains(feature)) {
          values.problem(
              feature, "is no numeric column of customer_features", Nearest.hint(feature, COLUMNS));
        } else if (features.contains(feature)) {
          typical.put(feature, value);
        }
      }
      archetypes.put(name, Map.copyOf(typical));
    }
    return archetypes;
  }
}
