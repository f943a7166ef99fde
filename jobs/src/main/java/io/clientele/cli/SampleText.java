package io.clientele.cli;

import io.clientele.sample.SampleReport;
import io.clientele.sample.SampleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was generated, as text. */
final class SampleText {
  private final Glyphs glyphs;

  SampleText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns the tables with their rows, and the bad rows planted. */
  String of(SampleSettings settings, SampleReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Sample shop in %s: %s customers, seed %d, until %s"
            .formatted(
                settings.directory(),
                Numbers.whole(settings.customers()),
                settings.seed(),
                settings.until()));
    lines.add("");
    List<List<String>> tables = new ArrayList<>();
    report
        .tables()
        .forEach((name, written) -> tables.add(List.of(name, Numbers.whole(written.rows()))));
    lines.addAll(new TextTable(List.of("tables", "rows"), tables).lines(glyphs));
    if (!report.planted().isEmpty()) {
      lines.add("");
      lines.addAll(planted(report.planted()));
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> planted(Map<String, Long> planted) {
    List<List<String>> rows = new ArrayList<>();
    planted.forEach((reason, count) -> rows.add(List.of(reason, Numbers.whole(count))));
    return new TextTable(List.of("bad rows planted", "rows"), rows).lines(glyphs);
  }
}
