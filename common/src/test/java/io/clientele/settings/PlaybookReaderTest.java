package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.PlaybookSettings.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What marketers may say of segments, and what they find said. */
class PlaybookReaderTest {
  @TempDir private Path folder;

  private SettingsReading read(String playbook) throws IOException {
    Path file = folder.resolve("shop.conf");
    Files.writeString(
        file,
        """
        shop { time-zone = UTC, currency = EUR }
        source.orders {
          format = parquet
          path = x
          columns { order_id = id, customer_id = customer, ordered_at = at }
        }
        """
            + playbook);
    return SettingsReader.read(Optional.of(file), new HashMap<>());
  }

  @Test
  void everySegmentWithAFixedNameHasAMeaningAnActionAndAMoment() throws IOException {
    List<Entry> entries = read("").settings().playbook().entries();

    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.meaning()).isPresent();
              assertThat(entry.action()).isPresent();
              assertThat(entry.moment()).isPresent();
            });
    Map<String, Long> counts =
        entries.stream().collect(Collectors.groupingBy(Entry::family, Collectors.counting()));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "behaviour", 7L,
                "cluster", 10L,
                "lifecycle", 5L,
                "loyalty", 4L,
                "price_sensitivity", 2L,
                "ready_made", 7L,
                "rfm", 11L));
  }

  @Test
  void aRunEndsWithAReportInEnglishUnlessToldOtherwise() throws IOException {
    assertThat(read("").settings().report())
        .isEqualTo(new ReportSettings(true, Optional.empty(), Locale.ENGLISH));
    assertThat(
            read("report { enabled = no, folder = /reports, language = de-CH }")
                .settings()
                .report())
        .isEqualTo(
            new ReportSettings(false, Optional.of("/reports"), Locale.forLanguageTag("de-CH")));
  }

  @Test
  void aShopSaysItsOwn() throws IOException {
    PlaybookSettings playbook =
        read("""
                playbook.lifecycle.Lost.action = "A postcard"
                playbook.lifecycle.Prospect = null
                playbook.custom."Big and slipping" { action = Call }
                playbook.rfm = null
                """)
            .settings()
            .playbook();

    assertThat(playbook.entry("lifecycle", "Lost").flatMap(Entry::action)).contains("A postcard");
    assertThat(playbook.entry("lifecycle", "Lost").flatMap(Entry::meaning)).isPresent();
    assertThat(playbook.entry("lifecycle", "Prospect")).isEmpty();
    assertThat(playbook.entry("custom", "Big and slipping"))
        .contains(
            new Entry(
                "custom",
                "Big and slipping",
                Optional.empty(),
                Optional.of("Call"),
                Optional.empty()));
    assertThat(playbook.entries()).extracting(Entry::family).doesNotContain("rfm");
  }

  @Test
  void slipsOfThePenAreTold() throws IOException {
    assertThat(
            read("""
                    playbook.lifecicle.Lost.action = a
                    playbook.loyalty."Vip" { action = a }
                    playbook.cluster.Champion.acton = a
                    report.language = klingon-
                    """)
                .problems())
        .extracting(
            problem ->
                String.join(" | ", problem.key(), problem.where(), problem.what(), problem.cure()))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                    "playbook.lifecicle | %s:7 | is not a family that has a playbook | nearest: lifecycle",
                    "playbook.loyalty.Vip | %s:8 | is not a segment of loyalty | nearest: VIP",
                    "playbook.cluster.Champion.acton | %s:9 | is not a key"
                        + " | nearest valid key: playbook.cluster.Champion.action",
                    "report.language | %s:10 | is klingon-"
                        + " | needs a language tag such as en, en-GB, de or fr-CA")
                .stream()
                .map(line -> line.formatted(folder.resolve("shop.conf")))
                .toList());
  }
}
