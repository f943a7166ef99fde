package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.InputSettings;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.settings.ShopSettings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleConfTest {
  private static final Path CONF = RealData.root().resolve("conf/sample.conf");

  @Test
  void describesTheShop() {
    Settings settings = SettingsReader.read(Optional.of(CONF), Map.of()).settings();

    assertThat(settings.shop())
        .isEqualTo(new ShopSettings("Sample shop", ZoneId.of("Europe/Berlin"), "EUR", 2, Map.of()));
    assertThat(settings.quality().cancelledStatuses()).isEqualTo(Set.of("cancelled"));
    assertThat(settings.sources().knowsMoney()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"orders, order_lines", "customers, customers", "events, events"})
  void mapsEveryColumnOfTheTableWhereItIsGenerated(String name, String table) {
    SampleSettings settings = SampleSettings.defaults();
    Map<String, Dataset<Row>> tables = new SampleTables(LocalSpark.session(), settings).all();
    Dataset<Row> rows = Objects.requireNonNull(tables.get(table));

    SourceSettings source = source(name);

    InputSettings input = Objects.requireNonNull(source.inputs().get(name));
    assertThat(input.path()).hasValue(settings.directory() + "/" + table);
    assertThat(input.format()).isEqualTo(settings.format());
    String[] mapped = source.columns().values().toArray(String[]::new);
    assertThat(rows.selectExpr(mapped).columns()).containsExactlyInAnyOrder(rows.columns());
  }

  private static SourceSettings source(String name) {
    SourcesSettings sources = SettingsReader.read(Optional.of(CONF), Map.of()).settings().sources();
    return switch (name) {
      case "orders" -> sources.orders();
      case "customers" -> sources.customers().orElseThrow();
      case "events" -> sources.events().orElseThrow();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
