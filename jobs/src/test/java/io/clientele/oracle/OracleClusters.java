package io.clientele.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.PlaybookSettings;
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
    if (model.get("centroids").isEmpty()) {
      return name == null ? Optional.empty() : Optional.of("a cluster of too few buyers");
    }
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

  /** The playbook's entries for clusters without a name. */
  List<PlaybookSettings.Entry> groups() {
    List<PlaybookSettings.Entry> groups = new ArrayList<>();
    for (JsonNode centroid : model.get("centroids")) {
      if (centroid.get("meets").isNull()) {
        groups.add(
            new PlaybookSettings.Entry(
                "cluster",
                centroid.get("name").asText(),
                Optional.of(centroid.get("about").asText()),
                Optional.empty(),
                Optional.empty()));
      }
    }
    return groups;
  }

  /**
   * Names and texts that are not true of three quarters of a cluster.
   *
   * @param buyers features and labels of everybody who bought, on the date of a first fit
   */
  List<String> untruths(List<OracleCells> buyers) {
    List<String> untruths = new ArrayList<>();
    for (JsonNode centroid : model.get("centroids")) {
      String name = centroid.get("name").asText();
      List<OracleCells> members =
          buyers.stream().filter(row -> row.text("cluster").equals(name)).toList();
      if (!centroid.get("meets").isNull()) {
        long met = members.stream().filter(row -> isTrue(name, row, buyers)).count();
        if (4 * met < 3L * members.size()) {
          untruths.add(name + " is true of " + met + " of " + members.size());
        }
        continue;
      }
      String about = centroid.get("about").asText();
      for (String part :
          about.replaceAll("^At least three quarters have |[.]$", "").split(", and as many ", -1)) {
        if (part.startsWith("Nothing sets")) {
          continue;
        }
        String[] words = part.split(" ");
        long met = members.stream().filter(row -> isBeside(row, words)).count();
        if (4 * met < 3L * members.size()) {
          untruths.add(name + ": " + part + " is true of " + met + " of " + members.size());
        }
      }
    }
    return untruths;
  }

  /** The number in the text is rounded, the one it is held against is not. */
  private static boolean isBeside(OracleCells row, String... words) {
    double cut = Double.parseDouble(words[2]);
    return row.get(words[0]) instanceof Number value
        && (words[1].equals("above")
            ? value.doubleValue() > cut - 1e-4
            : value.doubleValue() < cut + 1e-4);
  }

  private static boolean isTrue(String name, OracleCells row, List<OracleCells> buyers) {
    boolean isCurrent = List.of("Just Ordered", "Active").contains(row.text("lifecycle"));
    long days = row.count(CustomerFeatures.PURCHASE_DAYS);
    return switch (name) {
      case "Champion" ->
          days >= 2 && isCurrent && number(row, "net_revenue") >= cut(buyers, "net_revenue", 0.75);
      case "Regular" -> days >= 3 && isCurrent;
      case "Dormant" -> !isCurrent;
      case "Fading Regular" -> days >= 3 && !isCurrent;
      case "One-Off" -> days == 1;
      case "Big Spender" ->
          number(row, "average_order_value") >= cut(buyers, "average_order_value", 0.75);
      case "Explorer" ->
          number(row, "distinct_categories")
              >= Math.max(2, cut(buyers, "distinct_categories", 0.75));
      case "Bargain Hunter" ->
          2 * row.count("clearly_discounted_orders") >= row.count(CustomerFeatures.ORDERS);
      case "Small Basket" ->
          number(row, "average_order_value") < cut(buyers, "average_order_value", 0.5);
      default -> throw new IllegalArgumentException("Nothing is known of the name " + name);
    };
  }

  private static double number(OracleCells row, String column) {
    return row.get(column) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  private static double cut(List<OracleCells> buyers, String column, double share) {
    List<Double> values = buyers.stream().map(row -> number(row, column)).toList();
    return OracleLoyalty.quantile(values, share);
  }
}
