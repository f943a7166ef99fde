package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.ValueRiskMatrix;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.table.Storage;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is at risk in the CDNOW sample, as its ready configuration reads it. */
class CdnowShopTest {
  @TempDir private Path folder;

  @Test
  void tellsWhatIsAtRiskAndWhatIsLost() {
    Run run = run();
    for (String command :
        List.of(Commands.INGEST, Commands.FEATURES, Commands.SEGMENTS, Commands.INSIGHTS)) {
      Commands.job(command).orElseThrow().run(run);
    }

    assertThat(
            run
                .tables()
                .read(ValueRiskMatrix.SCHEMA)
                .groupBy(ValueRiskMatrix.LIFECYCLE)
                .agg(
                    Map.of(
                        ValueRiskMatrix.REPEAT_CUSTOMERS, "sum",
                        ValueRiskMatrix.REVENUE_AT_RISK, "sum",
                        ValueRiskMatrix.REVENUE_LOST, "sum"))
                .selectExpr(
                    ValueRiskMatrix.LIFECYCLE,
                    "`sum(repeat_customers)`",
                    "round(`sum(revenue_at_risk)`)",
                    "round(`sum(revenue_lost)`)")
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" ")))
        .contains("Slipping Away 207 32966 0", "Lost 483 0 51797");
  }

  private Run run() {
    Settings settings =
        SettingsReader.read(
                Optional.of(RealData.root().resolve("conf/cdnow.conf")),
                Map.of(
                    "source.orders.path",
                    RealData.file("cdnow_sample/CDNOW_sample.txt.gz").toString(),
                    "warehouse.path",
                    folder.toString(),
                    "families.lifecycle.method",
                    "rhythm",
                    "families.prediction.enabled",
                    "false",
                    "families.clusters.enabled",
                    "false"))
            .settings();
    return new Run(
        settings,
        LocalSpark.session(),
        Storage.open(LocalSpark.session(), settings.warehouse(), settings.money()),
        LocalDate.parse("1998-06-30"),
        Run.Fitting.WHEN_DUE,
        new Silent());
  }

  private record Silent() implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {}
  }
}
