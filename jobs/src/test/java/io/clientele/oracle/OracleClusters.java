package io.clientele.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.schema.CustomerFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nearest centroid of a stored model, by plain distance. */
final class OracleClusters {
  private static final double TIE = 1e-6;

  private final JsonNode model;

  OracleClusters(String json) {
    try {
      this.model = new JsonMapper().readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What is wrong with a customer's stored cluster, if anything. */
  Optional<String> complaint(OracleCells features, OracleCells segment) {
    Object name = segment.get("cluster");
    if (features.count(CustomerFeatures.ORDERS) == 0) {
      return name == null ? Optional.empty() : Optional.of("a cluster without a purchase");
    }
    List<Double> point = point(features);
    double nearest = Double.POSITIVE_INFINITY;
    double own = Double.NaN;
    for (JsonNode centroid : model.get("centroids")) {
      double distance = distance(point, centroid.get("values"));
      nearest = Math.min(nearest, distance);
      own = centroid.get("name").asText().equals(name) ? distance : own;
    }
    if (!(own <= nearest * (1 + TIE) + 1e-9)) {
      return Optional.of(name + " at " + own + " though another is at " + nearest);
    }
    double told = segment.get("cluster_distance") instanceof Double value ? value : Double.NaN;
    return Math.abs(told - own) <= 1e-6 * Math.max(1, own)
        ? Optional.empty()
        : Optional.of("distance " + told + " instead of " + own);
  }

  private List<Double> point(OracleCells features) {
    List<Double> point = new ArrayList<>();
    for (JsonNode scale : model.get("features")) {
      double deviation = scale.get("stddev").asDouble();
      Object value = features.get(scale.get("feature").asText());
      double known =
          value instanceof Number number ? number.doubleValue() : scale.get("missing").asDouble();
      known = Math.min(known, scale.get("upper").asDouble());
      known = Math.max(known, scale.get("lower").asDouble());
      double logarithm = Math.signum(known) * Math.log1p(Math.abs(known));
      point.add(deviation == 0 ? 0.0 : (logarithm - scale.get("mean").asDouble()) / deviation);
    }
    return point;
  }

  private static double distance(List<Double> point, JsonNode centroid) {
    double squares = 0;
    for (int i = 0; i < point.size(); i++) {
      double away = point.get(i) - centroid.get(i).asDouble();
      squares += away * away;
    }
    return Math.sqrt(squares);
  }
}
