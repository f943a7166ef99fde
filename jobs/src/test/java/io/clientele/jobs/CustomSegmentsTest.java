package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.settings.CustomSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration's segments in the tables, and before they are. */
class CustomSegmentsTest {
  private static final String DATE = "2025-03-31";

  private final JobShop shop;

  CustomSegmentsTest(@TempDir Path folder) throws IOException {
    Path people =
        Files.writeString(
            folder.resolve("people.csv"),
            """
            id,land,yes,tier
            anna,DE,true,gold
            bert,GB,false,gold
            cleo,DE,,
            fred,GB,true,gold
            """);
    this.shop =
        new JobShop(folder)
            .with("source.customers.path", people.toString())
            .with("source.customers.format", "csv")
            .with("source.customers.options.header", "true")
            .with("source.customers.columns.customer_id", "id")
            .with("source.customers.columns.country", "land")
            .with("source.customers.columns.consent", "yes")
            .with("source.customers.columns.tier", "tier")
            .with("families.clusters.enabled", "false")
            .with("families.custom.segments.German", "country = 'DE'")
            .with("families.custom.segments.\"May call\"", "consent")
            .with("families.custom.segments.Best", "`May call` and orders >= 3")
            .with(
                "families.custom.segments.\"Gold tier\"",
                "attributes['tier'] = 'gold' and lifecycle <> 'Prospect'");
  }

  @Test
  void whoComesAndGoesIsToldOfRulesThatStoodOnBothDates() {
    shop.with("families.custom.segments.\"Of late\"", "recency_days <= 40")
        .with("families.custom.segments.Known", "`Of late` or orders > 9")
        .does("run", "2025-02-28");
    shop.with("families.custom.segments.New", "orders > 0").does("features", DATE);
    shop.does("segments", DATE);

    assertThat(ways(DATE, "Of late"))
        .as("cleo stays, dora goes, anna comes")
        .containsExactly(
            "in -> in 1 null",
            "in -> not in 1 null",
            "not in -> in 1 null",
            "not in -> not in 2 null");
    assertThat(ways(DATE, "German"))
        .as("the register is that of today")
        .containsExactly("in -> in 2 as ingested last", "not in -> not in 3 as ingested last");
    assertThat(ways(DATE, "Best"))
        .as("through another segment")
        .allMatch(way -> way.endsWith(" as ingested last"));
    assertThat(ways(DATE, "New"))
        .containsExactly("no label -> in 4 null", "no label -> not in 1 null");

    // What another one reads is defined anew, and with it that one.
    shop.with("families.custom.segments.\"Of late\"", "recency_days <= 50")
        .does("features", "2025-04-01");
    shop.does("segments", "2025-04-01");
    assertThat(ways("2025-04-01", "Of late")).allMatch(way -> way.startsWith("no label -> "));
    assertThat(ways("2025-04-01", "Known")).allMatch(way -> way.startsWith("no label -> "));
    assertThat(ways("2025-04-01", "New"))
        .containsExactly("in -> in 4 null", "not in -> not in 1 null");
  }

  private List<String> ways(String date, String segment) {
    return shop
        .tables()
        .read(SegmentTransitions.SCHEMA)
        .filter(
            "segment_date = DATE'%s' and horizon = 'previous run' and family = 'custom:%s'"
                .formatted(date, segment))
        .selectExpr(
            "concat_ws(' ', from_segment, '->', to_segment, customers, coalesce(remark, 'null'))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  @Test
  void segmentsAreListedSummedAndCountedBeforehand() {
    CustomSettings custom = shop.settings().families().custom();
    assertThat(CustomPreview.of(custom, shop.tables())).isEmpty();

    RunReport report = shop.does("run", DATE);

    assertThat(
            shop.tables()
                .read(CustomerSegments.SCHEMA)
                .selectExpr("customer_id || ' ' || concat_ws(', ', custom_segments)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder(
            "anna Best, German, Gold tier, May call",
            "bert Gold tier",
            "cleo German",
            "dora ",
            "emil ");
    assertThat(report.segments())
        .filteredOn(line -> line.family().startsWith("custom"))
        .extracting(
            line -> line.family() + " " + line.segment() + " " + line.customers().orElse(-1))
        .containsExactly(
            "custom:Best in 1",
            "custom:Best not in 4",
            "custom:German in 2",
            "custom:German not in 3",
            "custom:Gold tier in 2",
            "custom:Gold tier not in 3",
            "custom:May call in 1",
            "custom:May call not in 4");
    assertThat(
            shop.rows(
                SegmentSummary.SCHEMA,
                "family = 'base' and segment = 'all' and customers = 5 and net_revenue = 137.40"))
        .hasSize(1);
  }

  @Test
  void anotherRuleIsSeenBeforeTheNextRun() {
    RunReport report = shop.does("run", DATE);
    assertThat(report.inputs()).containsKeys("customers", "model.custom");
    assertThat(shop.rows(SegmentModels.SCHEMA, "family = 'custom'")).hasSize(1);

    shop.with("families.custom.segments.Best", "`May call` and orders < 3");
    assertThat(CustomPreview.of(shop.settings().families().custom(), shop.tables()))
        .isEqualTo(
            Optional.of(
                new CustomPreview(
                    LocalDate.parse(DATE),
                    5,
                    Map.of("Best", 0L, "German", 2L, "Gold tier", 2L, "May call", 1L))));
    shop.with("families.custom.enabled", "false").does("run", DATE);
    assertThat(shop.rows(CustomerSegments.SCHEMA, "custom_segments is not null")).isEmpty();
  }
}
