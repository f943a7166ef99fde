package io.clientele.jobs;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of the questions, docs/questions.md. */
final class QuestionsPage {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern SECTION =
      Pattern.compile(
          "\\n## [^\\n]*\\n.*?\\[SQL]\\(questions/([^)]*)\\).*?\\n\\n\\| ([^\\n]*) \\|\\n",
          Pattern.DOTALL);

  private static final String HEAD =
      """
      # Twenty questions a shop asks

      Each is a file of SQL that runs unchanged on Spark SQL over the tables and on DuckDB over an
      [export](bi.md); a test runs all of them on both and compares the rows. They are written for
      Trino as well, where they have not been run. They take the newest complete date; put a date of
      your own in the place of `max(segment_date)` for another.

      The answers here are of the [quickstart](../README.md#quickstart)'s shop with a few dates
      before, at most five rows of each. This makes them:

      ```
      scripts/quickstart
      SHOP="--set source.orders.path=.cache/quickstart/shop/order_lines
        --set source.customers.path=.cache/quickstart/shop/customers
        --set source.events.path=.cache/quickstart/shop/events
        --set warehouse.path=.cache/quickstart/warehouse"
      scripts/clientele backfill --conf conf/sample.conf $SHOP \\
        --from 2025-11-26 --to 2025-12-31 --every week
      scripts/clientele export --conf conf/sample.conf $SHOP \\
        --table all --out .cache/quickstart/export
      mvn -Dquick -pl common,jobs test -Dtest=QuestionsPageTest \\
        -Dsurefire.failIfNoSpecifiedTests=false -Dclientele.answers=.cache/quickstart/export
      ```
      """;

  private QuestionsPage() {}

  /** Returns the page as it is. */
  static String text() {
    try {
      return Files.readString(RealData.root().resolve("docs/questions.md"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the heads of the answers that the page shows, by the file of the question. */
  static Map<String, List<String>> heads() {
    Map<String, List<String>> heads = new LinkedHashMap<>();
    Matcher sections = SECTION.matcher(text());
    while (sections.find()) {
      heads.put(sections.group(1), List.of(sections.group(2).split(" \\| ", -1)));
    }
    return heads;
  }

  /** Returns everything of the page but the rows of its answers. */
  static String withoutAnswers(String page) {
    return page.replaceAll("(?m)^\\|.*\\n", "");
  }

  /**
   * Returns the page.
   *
   * @param answers of each question the heads and rows of its answer
   */
  static String of(Map<Question, List<List<String>>> answers) {
    StringBuilder page = new StringBuilder(HEAD);
    int number = 0;
    for (Map.Entry<Question, List<List<String>>> answer : answers.entrySet()) {
      number++;
      page.append(section(number, answer.getKey(), answer.getValue()));
    }
    return page.toString();
  }

  private static String section(int number, Question question, List<List<String>> answer) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("## %d. %s".formatted(number, question.title()));
    lines.add("");
    String empty = question.empty().isEmpty() ? "" : " No rows: " + decapitalised(question.empty());
    lines.add(
        "[SQL](questions/%s), from %s. %s%s"
            .formatted(
                question.file(),
                String.join(
                    ", ", question.tables().stream().map(name -> "`" + name + "`").toList()),
                question.reading(),
                empty));
    lines.add("");
    if (!answer.isEmpty()) {
      lines.addAll(table(answer));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> table(List<List<String>> answer) {
    List<List<String>> shown = answer.subList(1, Math.min(answer.size(), 6));
    List<String> lines = new ArrayList<>();
    lines.add("| " + String.join(" | ", answer.get(0)) + " |");
    StringBuilder rule = new StringBuilder("|");
    for (int column = 0; column < answer.get(0).size(); column++) {
      int at = column;
      boolean isNumber =
          shown.stream()
              .map(row -> row.get(at))
              .allMatch(cell -> cell.equals("null") || NUMBER.matcher(cell).matches());
      rule.append(isNumber ? "---:|" : "---|");
    }
    lines.add(rule.toString());
    shown.forEach(
        row ->
            lines.add(
                "| "
                    + String.join(
                        " | ", row.stream().map(cell -> cell.equals("null") ? "" : cell).toList())
                    + " |"));
    return lines;
  }

  private static String decapitalised(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
