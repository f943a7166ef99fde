package io.clientele.settings;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What results depend on, as SHA-256 in hex.
 *
 * <p>Taken over the checked values rather than the text, so that {@code 6}, {@code "6"} and a
 * default of 6 are the same.
 */
final class Fingerprints {
  /**
   * Counted up where a family fits by other rules than a release before: its older models say
   * something else, or cannot be read.
   */
  private static final Map<String, Integer> RULES =
      Map.of("prediction", 2, "lifecycle", 2, "loyalty", 2, "clusters", 2, "behaviour", 2);

  private Fingerprints() {}

  /** Returns the fingerprints by family, and that of the whole. */
  static Map<String, String> of(Settings settings) {
    Map<String, Object> common = common(settings);
    Map<String, Map<String, Object>> dependencies = dependencies(settings.families());
    Map<String, String> fingerprints = new LinkedHashMap<>();
    blocks(settings.families())
        .forEach(
            (name, block) -> {
              Map<String, Object> parts = new TreeMap<>();
              parts.put("family", name);
              parts.put("rules", RULES.getOrDefault(name, 1));
              // When models are fitted, and how far they may move, changes no model.
              parts.put(
                  "block", without(block, Set.of("enabled", "refit", "refitLimit", "selection")));
              parts.put("depends-on", dependencies.getOrDefault(name, Map.of()));
              parts.put("common", common);
              fingerprints.put(name, sha256(parts));
            });
    Map<String, Object> whole = new TreeMap<>();
    whole.put("families", settings.families());
    whole.put("quality", settings.quality());
    whole.put("segments", settings.segments());
    whole.put("common", common);
    fingerprints.put(Settings.WHOLE, sha256(whole));
    Map<String, Object> ingest = new TreeMap<>(common);
    ingest.keySet().removeAll(Set.of("count", "fit-limit"));
    fingerprints.put(Settings.INGEST, sha256(ingest));
    return fingerprints;
  }

  private static Map<String, Object> common(Settings settings) {
    Map<String, Object> common = new TreeMap<>();
    common.put("shop", without(settings.shop(), Set.of("name")));
    common.put("mapping", mapping(settings.sources()));
    if (settings.joinsPeople()) {
      common.put("identity", settings.identity());
    }
    // What only decides whether a run fails or says something changes no row.
    common.put(
        "quality",
        without(
            settings.quality(),
            Set.of("maxRejectedShare", "maxStalenessDays", "maxOrderDays", "maxCustomerShare")));
    common.put("count", settings.families().count());
    common.put("fit-limit", settings.families().fitLimit());
    return common;
  }

  private static Map<String, Record> blocks(FamiliesSettings families) {
    Map<String, Record> blocks = new LinkedHashMap<>();
    blocks.put("prediction", families.prediction());
    blocks.put("lifecycle", families.lifecycle());
    blocks.put("loyalty", families.loyalty());
    blocks.put("ready-made", families.readyMade());
    blocks.put("clusters", families.clusters());
    blocks.put("behaviour", families.behaviour());
    blocks.put("rfm", families.rfm());
    blocks.put("price-sensitivity", families.priceSensitivity());
    blocks.put("custom", families.custom());
    return blocks;
  }

  /** What a family's models depend on besides its own block. */
  private static Map<String, Map<String, Object>> dependencies(FamiliesSettings families) {
    Map<String, Object> ofLifecycle = new TreeMap<>();
    if (families.lifecycle().selection() == LifecycleSelection.AUTO) {
      // A method that is given has the models it always had.
      ofLifecycle.put("selection", LifecycleSelection.AUTO);
    }
    if (families.lifecycle().mayBe(LifecycleMethod.MODEL)) {
      ofLifecycle.putAll(without(families.prediction(), Set.of("refit")));
    }
    return Map.of("lifecycle", ofLifecycle);
  }

  private static Map<String, Object> mapping(SourcesSettings sources) {
    Map<String, Object> mapping = new TreeMap<>();
    mapping.put("orders", mapping(sources.orders()));
    mapping.put("versions", sources.versions());
    sources.customers().ifPresent(source -> mapping.put("customers", mapping(source)));
    sources.events().ifPresent(source -> mapping.put("events", mapping(source)));
    sources.identity().ifPresent(source -> mapping.put("identity", mapping(source)));
    return mapping;
  }

  private static Map<String, Object> mapping(SourceSettings source) {
    return without(source, Set.of("name", "inputs", "wheres"));
  }

  private static Map<String, Object> without(Record value, Set<String> left) {
    Map<String, Object> parts = new TreeMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      if (!left.contains(component.getName())) {
        parts.put(component.getName(), part(value, component));
      }
    }
    return parts;
  }

  private static Object part(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Renders a value the same way wherever it came from: names sorted, numbers without dress. */
  static String canonical(Object value) {
    if (value instanceof Record settings) {
      return canonical(without(settings, Set.of()));
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(Fingerprints::canonical).orElse("null");
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> canonical(entry.getKey()) + ":" + canonical(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Set<?> set) {
      return set.stream()
          .map(Fingerprints::canonical)
          .sorted()
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Collection<?> list) {
      return List.copyOf(list).stream()
          .map(Fingerprints::canonical)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String sha256(Object value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonical(value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
