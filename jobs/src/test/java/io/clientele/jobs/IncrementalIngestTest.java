package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Night after night, what an ingest makes of what is new equals what one makes of everything. */
class IncrementalIngestTest {
  private static final String ONLY_NEW = "Only what is new in the sources was read.";

  @ParameterizedTest
  @CsvSource({"delta, 12, false", "parquet, 13, true"})
  void whatIsNewGivesWhatEverythingGives(
      String format, long seed, boolean isTidy, @TempDir Path folder) {
    NightlyShop shop = new NightlyShop(folder, format, seed, isTidy);
    shop.night();
    assertThat(ingest(shop, "nightly").notes()).doesNotContain(ONLY_NEW);
    for (int night = 0; night < (isTidy ? 2 : 1); night++) {
      shop.night();

      RunReport nightly = ingest(shop, "nightly");
      RunReport anew = ingest(shop, "anew-" + night);

      assertThat(nightly.notes()).contains(ONLY_NEW);
      assertThat(shop.rows("nightly")).isEqualTo(shop.rows("anew-" + night));
      assertThat(text(nightly)).isEqualTo(text(anew));
    }
    shop.compact();
    assertThat(ingest(shop, "nightly").notes())
        .contains("Nothing is new in the sources since the last ingest.");
  }

  private static RunReport ingest(NightlyShop shop, String warehouse) {
    return Commands.job("ingest").orElseThrow().run(shop.run(warehouse));
  }

  /** Amounts may carry zeros behind the point. */
  private static List<String> text(RunReport report) {
    return report.reconciliations().stream()
        .map(rows -> rows.toString().replaceAll("(\\.\\d*?)0+\\b", "$1"))
        .toList();
  }
}
