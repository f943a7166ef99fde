package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.AllTables;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.TableSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked of maintain. */
class MaintenanceReaderTest {
  private static final Map<String, String> SOUND =
      Map.of(
          "shop.time-zone", "Europe/London",
          "shop.currency", "GBP",
          "source.orders.format", "csv",
          "source.orders.path", "a",
          "source.orders.columns.order_id", "id",
          "source.orders.columns.customer_id", "customer",
          "source.orders.columns.ordered_at", "at");

  @Test
  void byDefaultOnlyChangedCustomersAreDroppedAndNothingYoungIsRemoved() {
    Map<String, RetentionSettings> forEver = new LinkedHashMap<>();
    for (String table :
        new String[] {
          "customer_segments",
          "customer_features",
          "rejected_rows",
          "segment_summary",
          "segment_transitions",
          "segment_validity",
          "customer_base_history",
          "customer_base_growth",
          "value_risk_matrix",
          "revenue_concentration",
          "cohort_retention",
          "gap_distribution",
          "cluster_profiles",
          "segment_overlaps",
          "segment_playbook"
        }) {
      forEver.put(table, RetentionSettings.forEver());
    }
    forEver.put("changed_customers", new RetentionSettings(OptionalInt.of(60), OptionalInt.of(0)));
    assertThat(read(Map.of()).settings().maintenance())
        .isEqualTo(new MaintenanceSettings(168, new CompactionSettings(8, 16), forEver));
  }

  @Test
  void theTablesOfInsightsAreRetainedAlike() {
    Map<String, RetentionSettings> retention =
        read(Map.of(
                "maintenance.retention.insights.days", "30",
                "maintenance.retention.insights.months", "12"))
            .settings()
            .maintenance()
            .retention();

    assertThat(
            retention.entrySet().stream()
                .filter(
                    table ->
                        table
                            .getValue()
                            .equals(new RetentionSettings(OptionalInt.of(30), OptionalInt.of(12))))
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            AllTables.insights().stream().map(TableSchema::name).toList());
  }

  @Test
  void everyTableHasItsOwnRetention() {
    MaintenanceSettings settings =
        read(Map.of(
                "maintenance.vacuum-hours", "0",
                "maintenance.allow-short-vacuum", "true",
                "maintenance.compaction.min-files", "2",
                "maintenance.compaction.small-mib", "64",
                "maintenance.retention.customer-features.days", "100",
                "maintenance.retention.customer-features.months", "0"))
            .settings()
            .maintenance();

    assertThat(settings.vacuumHours()).isZero();
    assertThat(settings.compaction()).isEqualTo(new CompactionSettings(2, 64));
    assertThat(settings.retention(CustomerFeatures.SCHEMA))
        .isEqualTo(new RetentionSettings(OptionalInt.of(100), OptionalInt.of(0)));
    assertThat(settings.retention(SegmentModels.SCHEMA)).isEqualTo(RetentionSettings.forEver());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vacuum-hours                     | 167 | is 167, shorter than the week that Delta holds to be safe | needs 168 or more, or maintenance.allow-short-vacuum = true
          vacuum-hours                     | -1  | is -1 | needs a whole number, 0 or more
          compaction.min-files             | 1   | is 1  | needs a whole number, 2 or more
          compaction.small-mib             | 65  | is 65 | needs a whole number, from 1 to 64
          retention.customer-segments.days | 0   | is 0  | needs a whole number, 1 or more
          retention.rejected-rows.months   | 3   | says nothing without days: every date stays | give days as well, or null
          """)
  void whatCannotBeIsTold(String key, String value, String what, String cure) {
    assertThat(read(Map.of("maintenance." + key, value)).problems())
        .containsExactly(new Problem("maintenance." + key, "--set", what, cure));
  }

  @Test
  void onlyTablesWithDatesThatMayGoAreKnown() {
    assertThat(read(Map.of("maintenance.retention.segment-models.days", "9")).problems())
        .singleElement()
        .extracting(Problem::what)
        .isEqualTo("is not a key");
  }

  private static SettingsReading read(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(SOUND);
    all.putAll(overrides);
    return SettingsReader.read(Optional.empty(), all);
  }
}
