package io.clientele.jobs;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A question of docs/questions.
 *
 * @param file the name of its file
 * @param title the question
 * @param tables the tables it asks
 * @param reading how to read the answer
 * @param empty when there is no answer; empty text where there always is one
 * @param sql the query, without its last semicolon
 */
record Question(
    String file, String title, List<String> tables, String reading, String empty, String sql) {
  private static final Pattern COMMENT =
      Pattern.compile("\\A((?:-- .*\\n)+)((?:with|select)\\s[^;]*);\\n\\z");

  /** Returns all questions, in order. */
  static List<Question> all() {
    try (Stream<Path> files = Files.list(RealData.root().resolve("docs/questions"))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(Question::of)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Question of(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Matcher matcher = COMMENT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException(file + " is no comment followed by one query");
    }
    // A line that goes on is indented.
    String head = matcher.group(1).replaceAll("\\n-- {3}", " ");
    return new Question(
        file.getFileName().toString(),
        part(head, "Question"),
        List.of(part(head, "Tables").split(", ", -1)),
        part(head, "Reading"),
        part(head, "Empty"),
        matcher.group(2).strip());
  }

  private static String part(String head, String name) {
    return head.lines()
        .filter(line -> line.startsWith("-- " + name + ": "))
        .map(line -> line.substring(name.length() + 5))
        .findFirst()
        .orElse("");
  }
}
