package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleConfTest {
  private static final Config CONF =
      ConfigFactory.parseFile(RealData.root().resolve("conf/sample.conf").toFile());

  @ParameterizedTest
  @CsvSource({"orders, order_lines", "customers, customers", "events, events"})
  void mapsEveryColumnOfTheTableWhereItIsGenerated(String source, String table) {
    SampleSettings settings = SampleSettings.defaults();
    Map<String, Dataset<Row>> tables = new SampleTables(LocalSpark.session(), settings).all();
    Dataset<Row> rows = Objects.requireNonNull(tables.get(table));

    Config mapping = CONF.getConfig("source." + source);

    assertThat(mapping.getString("path")).isEqualTo(settings.directory() + "/" + table);
    assertThat(mapping.getString("format")).isEqualTo(settings.format());
    List<String> columns =
        mapping.getConfig("columns").entrySet().stream()
            .map(column -> String.valueOf(column.getValue().unwrapped()))
            .toList();
    assertThat(rows.selectExpr(columns.toArray(String[]::new)).columns())
        .containsExactlyInAnyOrder(rows.columns());
  }
}
