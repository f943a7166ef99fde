package io.clientele.cli;

import io.clientele.jobs.Forgotten;
import io.clientele.jobs.ForgottenRows;
import java.util.ArrayList;
import java.util.List;

/** What forget did, or would do, as text of at most 80 columns. It names nobody. */
final class ForgetText {
  private static final int WIDTH = 78;

  private final Glyphs glyphs;

  ForgetText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns what was done. */
  String done(Forgotten forgotten) {
    List<String> lines = new ArrayList<>(people(forgotten.people(), "kept out from now on"));
    lines.addAll(tables("rows removed", forgotten));
    lines.add("");
    lines.addAll(
        Wrapped.bullet(
            "Older versions of these tables are gone too. The sources still hold what they held:"
                + " later ingests count it as forgotten and keep nothing of it.",
            WIDTH));
    return String.join("\n", lines) + "\n\n";
  }

  /** Returns what would be done, under a title. */
  String foreseen(String title, Forgotten forgotten) {
    List<String> lines = new ArrayList<>(List.of(title, ""));
    lines.addAll(people(forgotten.people(), "to be kept out from now on"));
    lines.addAll(tables("rows to remove", forgotten));
    lines.addAll(List.of("", "Nothing was touched: this is what forget does without --dry-run."));
    return String.join("\n", lines) + "\n";
  }

  private List<String> people(Forgotten.People people, String listed) {
    return new TextTable(
            List.of("customers", "number"),
            List.of(
                List.of("in the file", Numbers.whole(people.asked())),
                List.of("  with rows here", Numbers.whole(people.known())),
                List.of("  without", Numbers.whole(people.asked() - people.known())),
                List.of(listed, Numbers.whole(people.listed()))))
        .lines(glyphs);
  }

  private List<String> tables(String title, Forgotten forgotten) {
    List<List<String>> rows = new ArrayList<>();
    forgotten.tables().forEach(one -> rows.add(line(one)));
    rows.add(
        List.of(
            "all tables",
            Numbers.whole(forgotten.tables().stream().mapToLong(ForgottenRows::rows).sum()),
            ""));
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(new TextTable(List.of(title, "rows", "dates"), rows).lines(glyphs));
    return lines;
  }

  private static List<String> line(ForgottenRows one) {
    return List.of(
        one.table().name(),
        Numbers.whole(one.rows()),
        one.table().partition().isPresent() ? Numbers.whole(one.dates()) : "-");
  }
}
