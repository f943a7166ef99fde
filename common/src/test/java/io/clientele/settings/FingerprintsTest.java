package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintsTest {
  private static final Map<String, String> BASE =
      Map.of(
          "shop.time-zone", "Europe/London",
          "shop.currency", "GBP",
          "source.orders.format", "csv",
          "source.orders.path", "a",
          "source.orders.columns.order_id", "id",
          "source.orders.columns.customer_id", "customer",
          "source.orders.columns.ordered_at", "at");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source.orders.path                        | b           |
          source.orders.format                      | json        |
          source.orders.options.header              | true        |
          shop.name                                 | Other       |
          warehouse.path                            | elsewhere   |
          warehouse.format                          | parquet     |
          warehouse.database                        | shop        |
          families.clusters.k                       | 6.0         |
          families.clusters.k                       | 5           | clusters whole
          families.clusters.archetypes.Champion     | null        | clusters whole
          families.lifecycle.method                 | shop        | lifecycle whole
          families.behaviour.coupon-lover.min-share | 0.9         | behaviour whole
          families.rfm.recency-cuts                 | [4,3,2,1]   | rfm whole
          families.price-sensitivity.min-items      | 4           | price-sensitivity whole
          families.custom.segments.often            | orders > 2  | custom whole
          families.lifecycle.refit                  | daily       | whole
          families.lifecycle.enabled                | false       | whole
          families.lifecycle.method                 | rhythm      | lifecycle whole
          families.prediction.method                | mbg-nbd     | lifecycle prediction whole
          families.prediction.season                | [1,1,1,1,1,1,1,1,1,1,1,2] | lifecycle prediction whole
          families.prediction.enabled               | false       | lifecycle whole
          families.loyalty.vip.minimum              | 5           | loyalty whole
          quality.max-rejected-share                | 0.5         | whole
          segments.control-salt                     | pepper      | whole
          shop.time-zone                            | Europe/Rome | EVERY
          shop.money-scale                          | 2           | EVERY
          shop.rates                                | {USD = 0.8} | EVERY
          quality.cancelled-statuses                | [void]      | EVERY
          families.count                            | orders      | MODELS
          families.fit-limit                        | 10          | MODELS
          source.orders.filter                      | id > 0      | EVERY
          source.orders.columns.order_id            | other       | EVERY
          """)
  void aChangeIsSeenByWhatDependsOnIt(String key, String value, String changed) {
    Map<String, String> overrides = new LinkedHashMap<>(BASE);
    overrides.put(key, value);

    assertThat(changes(fingerprints(BASE), fingerprints(overrides))).isEqualTo(named(changed));
  }

  /** Models and the whole, or all of those and the ingest, or what is named. */
  private static Set<String> named(@Nullable String changed) {
    Set<String> names = new HashSet<>(fingerprints(BASE).keySet());
    if (changed != null && changed.equals("EVERY")) {
      return names;
    }
    names.remove(Settings.INGEST);
    return changed == null
        ? Set.of()
        : changed.equals("MODELS") ? names : Set.of(changed.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          families.prediction.method        | mbg-nbd | lifecycle prediction whole
          families.prediction.enabled       | false   | lifecycle whole
          families.prediction.refit         | daily   | whole
          families.lifecycle.model.active   | 0.8     | lifecycle whole
          """)
  void stagesByTheModelDependOnIt(String key, String value, String changed) {
    Map<String, String> before = new LinkedHashMap<>(BASE);
    before.put("families.lifecycle.method", "model");
    Map<String, String> after = new LinkedHashMap<>(before);
    after.put(key, value);

    assertThat(changes(fingerprints(before), fingerprints(after)))
        .isEqualTo(Set.of(changed.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          families.prediction.method        | mbg-nbd | prediction whole
          families.prediction.enabled       | false   | whole
          """)
  void stagesOfAMethodThatIsGivenDoNot(String key, String value, String changed) {
    Map<String, String> before = new LinkedHashMap<>(BASE);
    before.put("families.lifecycle.method", "rhythm");
    Map<String, String> after = new LinkedHashMap<>(before);
    after.put(key, value);

    assertThat(changes(fingerprints(before), fingerprints(after)))
        .isEqualTo(Set.of(changed.split(" ")));
  }

  @Test
  void fingerprintsAreSha256InHexAndDifferByFamily() {
    Map<String, String> fingerprints = fingerprints(BASE);

    assertThat(fingerprints.keySet())
        .containsExactlyInAnyOrder(
            "prediction",
            "lifecycle",
            "loyalty",
            "ready-made",
            "clusters",
            "behaviour",
            "rfm",
            "price-sensitivity",
            "custom",
            "ingest",
            "whole");
    assertThat(fingerprints.values())
        .doesNotHaveDuplicates()
        .allMatch(hex -> hex.matches("[0-9a-f]{64}"));
  }

  @Test
  void valuesAreRenderedTheSameWayWhateverTheirOrder() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", Optional.of(new TierCut(0.75, 3)));
    value.put("a\"", Optional.empty());

    assertThat(Fingerprints.canonical(value))
        .isEqualTo("{\"a\\\"\":null,\"b\":{\"minimum\":3,\"quantile\":0.75}}");
  }

  private static Map<String, String> fingerprints(Map<String, String> overrides) {
    return SettingsReader.read(Optional.empty(), overrides).settings().fingerprints();
  }

  private static Set<String> changes(Map<String, String> before, Map<String, String> after) {
    Set<String> changes = new TreeSet<>();
    before.forEach(
        (name, fingerprint) -> {
          if (!fingerprint.equals(after.get(name))) {
            changes.add(name);
          }
        });
    return changes;
  }
}
