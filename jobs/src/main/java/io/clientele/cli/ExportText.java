package io.clientele.cli;

import io.clientele.jobs.Exported;
import java.util.ArrayList;
import java.util.List;

/** What export wrote, as text of at most 80 columns where names of folders allow it. */
final class ExportText {
  private static final int WIDTH = 78;

  private final Glyphs glyphs;

  ExportText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns the text under a title. */
  String of(String title, Exported exported) {
    List<String> lines = new ArrayList<>(List.of(title, ""));
    List<List<String>> rows = exported.tables().stream().map(ExportText::line).toList();
    lines.addAll(
        new TextTable(List.of("tables", "rows", "files", "first", "last"), rows).lines(glyphs));
    lines.addAll(List.of("", "written to " + exported.folder()));
    if (!exported.notes().isEmpty()) {
      lines.addAll(List.of("", "notes"));
      exported.notes().forEach(note -> lines.addAll(Wrapped.bullet(note, WIDTH)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> line(Exported.Part part) {
    boolean isWhole = part.dates().isEmpty();
    return List.of(
        part.table().name(),
        Numbers.whole(part.rows()),
        Numbers.whole(isWhole ? 1 : part.dates().size()),
        isWhole ? "-" : part.dates().get(0).toString(),
        isWhole ? "-" : part.dates().get(part.dates().size() - 1).toString());
  }
}
