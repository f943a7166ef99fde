package io.clientele.cli;

import io.clientele.jobs.Explanation;
import java.util.ArrayList;
import java.util.List;

/** An explanation as text of at most 80 columns. */
final class ExplainText {
  private static final int WIDTH = 78;

  private ExplainText() {}

  /** Returns the text under a title. */
  static String of(String title, Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    for (Explanation.Section section : explanation.sections()) {
      lines.add("");
      lines.add(section.title());
      section.sentences().forEach(sentence -> lines.addAll(Wrapped.bullet(sentence, WIDTH)));
    }
    return String.join("\n", lines) + "\n";
  }
}
