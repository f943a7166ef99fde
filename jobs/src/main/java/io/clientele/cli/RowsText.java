package io.clientele.cli;

import io.clientele.jobs.SeenRows;
import io.clientele.jobs.SeenRows.Extent;
import io.clientele.jobs.SeenRows.Rejection;
import io.clientele.jobs.SeenRows.SeenColumn;
import io.clientele.jobs.SeenWord;
import io.clientele.quality.RowClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was seen of the rows of the sources, as text. */
final class RowsText {
  private final Glyphs glyphs;

  RowsText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns a passage for each source: rows before and after, what is rejected, and words. */
  String of(List<SeenRows> sources) {
    StringBuilder text = new StringBuilder();
    for (SeenRows seen : sources) {
      text.append('\n');
      lines(seen).forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private List<String> lines(SeenRows seen) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s %s rows looked at"
            .formatted(
                seen.source(),
                seen.extent() == Extent.WHOLE ? "all" : "the first",
                Numbers.whole(seen.rows())));
    if (seen.rows() == 0) {
      return lines;
    }
    lines.addAll(table("before", seen, seen.before()));
    lines.add("");
    lines.addAll(table("after", seen, seen.after()));
    lines.add("");
    lines.addAll(verdict(seen));
    if (!seen.words().isEmpty()) {
      lines.add("");
      lines.addAll(words(seen.words()));
    }
    return lines;
  }

  private List<String> table(String head, SeenRows seen, List<SeenColumn> columns) {
    List<String> heads =
        Stream.concat(
                Stream.of(head, "null"),
                seen.shown().stream().map(number -> "row " + Numbers.whole(number)))
            .toList();
    List<List<String>> cells =
        columns.stream()
            .map(
                column ->
                    Stream.concat(
                            Stream.of(
                                column.name(),
                                Numbers.percent((double) column.nulls() / seen.rows())),
                            column.values().stream())
                        .toList())
            .toList();
    return new TextTable(heads, cells).lines(glyphs);
  }

  private List<String> verdict(SeenRows seen) {
    List<String> lines = new ArrayList<>();
    if (seen.filtered() > 0) {
      lines.add("filtered: %s".formatted(Numbers.whole(seen.filtered())));
    }
    long rejected = seen.rejections().stream().mapToLong(Rejection::rows).sum();
    if (rejected == 0) {
      lines.add("none of them would be rejected");
      return lines;
    }
    lines.add(
        "%s of them would be rejected, %s:"
            .formatted(Numbers.whole(rejected), Numbers.percent((double) rejected / seen.rows())));
    for (Rejection rejection : seen.rejections()) {
      lines.add("%10s  %s".formatted(Numbers.whole(rejection.rows()), rejection.reason()));
      String such = rejection.reason().equals(RowClass.BROKEN_ROW) ? "" : "such as ";
      rejection.examples().forEach(example -> lines.add("            " + such + example));
    }
    return lines;
  }

  private List<String> words(List<SeenWord> words) {
    List<List<String>> rows =
        words.stream()
            .map(
                word ->
                    List.of(
                        word.column() + " " + (word.word().isEmpty() ? "(none)" : word.word()),
                        Numbers.whole(word.rows()),
                        word.made()))
            .toList();
    return new TextTable(List.of("words", "rows", "taken for"), rows).lines(glyphs);
  }
}
