package io.clientele.report;

import io.clientele.report.Chart.Grid;
import io.clientele.schema.ClusterProfiles;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The clusters side by side. */
final class ClusterSection {

  private ClusterSection() {}

  /** Returns the section; empty where the family is off. */
  static Optional<Section> of(Facts facts) {
    List<Fact> cells = facts.of(ClusterProfiles.SCHEMA);
    Segments clusters = Segments.of(facts, CustomerSegments.CLUSTER, List.of());
    if (cells.isEmpty() || clusters.isEmpty()) {
      return Optional.empty();
    }
    List<String> names =
        clusters.rows().stream().map(fact -> fact.text(SegmentSummary.SEGMENT)).toList();
    List<String> features = features(cells);
    return Optional.of(
        Section.of(
            "clusters",
            "Clusters",
            "%d groups found by what customers do, named by the profile each resembles most. The largest is %s with %s of all customers."
                .formatted(
                    names.size(),
                    names.get(0),
                    facts
                        .figures()
                        .percent(clusters.rows().get(0).number(SegmentSummary.CUSTOMER_SHARE))),
            List.of(
                clusters.shares("clusters-shares", clusters.titled("Clusters")),
                new Chart(
                    "clusters-profiles",
                    "Means against those of all buyers: 1 is the same, 2 twice as much",
                    "profiles",
                    Map.of(
                        "x",
                        features.stream().map(FeatureWords::of).toList(),
                        "y",
                        names,
                        "cells",
                        ratios(cells, names, features)),
                    table(facts.figures(), cells, names, features))),
            "Blue is less than all buyers, orange more, deepest from a quarter and from four times"
                + " on."));
  }

  /** Features that the shop does not have are left out. */
  private static List<String> features(List<Fact> cells) {
    return cells.stream()
        .filter(fact -> fact.has(ClusterProfiles.BASE_MEAN))
        .map(fact -> fact.text(ClusterProfiles.FEATURE))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<List<Object>> ratios(
      List<Fact> cells, List<String> names, List<String> features) {
    List<List<Object>> ratios = new ArrayList<>();
    for (Fact fact : cells) {
      OptionalDouble ratio = ratio(fact);
      if (ratio.isPresent()) {
        ratios.add(
            List.of(
                features.indexOf(fact.text(ClusterProfiles.FEATURE)),
                names.indexOf(fact.text(ClusterProfiles.CLUSTER)),
                ratio.getAsDouble()));
      }
    }
    return ratios;
  }

  private static OptionalDouble ratio(Fact fact) {
    OptionalDouble mean = fact.number(ClusterProfiles.MEAN);
    OptionalDouble base = fact.number(ClusterProfiles.BASE_MEAN);
    return mean.isPresent() && base.isPresent() && base.getAsDouble() != 0
        ? OptionalDouble.of(mean.getAsDouble() / base.getAsDouble())
        : OptionalDouble.empty();
  }

  private static Grid table(
      Figures figures, List<Fact> cells, List<String> names, List<String> features) {
    List<String> heads = new ArrayList<>(List.of("Mean of"));
    heads.addAll(names);
    heads.add("All buyers");
    List<List<String>> rows = new ArrayList<>();
    for (String feature : features) {
      List<Fact> ofFeature =
          cells.stream()
              .filter(fact -> fact.text(ClusterProfiles.FEATURE).equals(feature))
              .toList();
      List<String> row = new ArrayList<>(List.of(FeatureWords.of(feature)));
      for (String name : names) {
        row.add(
            ofFeature.stream()
                .filter(fact -> fact.text(ClusterProfiles.CLUSTER).equals(name))
                .findFirst()
                .map(fact -> fact.number(ClusterProfiles.MEAN))
                .map(mean -> FeatureWords.value(figures, feature, mean))
                .orElse(Figures.NONE));
      }
      row.add(
          FeatureWords.value(figures, feature, ofFeature.get(0).number(ClusterProfiles.BASE_MEAN)));
      rows.add(row);
    }
    return new Grid(heads, rows);
  }
}
