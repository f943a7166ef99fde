package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.sample.SampleReport;
import io.clientele.sample.SampleReport.Written;
import io.clientele.sample.SampleSettings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTextTest {

  @Test
  void showsTablesAndPlantedRows() {
    Map<String, Written> tables = new LinkedHashMap<>();
    tables.put("order_lines", new Written(20_345, "shop/order_lines"));
    tables.put("truth", new Written(2_000, "shop/truth"));
    SampleReport report = new SampleReport(tables, Map.of("no time", 12L));

    assertThat(
            new SampleText(Glyphs.ASCII)
                .of(
                    new SampleSettings(2_000, 42, LocalDate.of(2025, 12, 31), "shop", "delta", 0.1),
                    report))
        .isEqualTo(
            """
            Sample shop in shop: 2,000 customers, seed 42, until 2025-12-31

            tables         rows
            -------------------
            order_lines  20,345
            truth         2,000

            bad rows planted  rows
            ----------------------
            no time             12
            """);
  }
}
