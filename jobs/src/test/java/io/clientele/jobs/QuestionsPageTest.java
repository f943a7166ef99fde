package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That docs/questions.md is made from the files in docs/questions. */
class QuestionsPageTest {

  @Test
  void thePageSaysWhatTheFilesSay() throws IOException, SQLException {
    Map<Question, List<List<String>>> answers = new LinkedHashMap<>();
    Question.all().forEach(question -> answers.put(question, List.of()));
    String export = System.getProperty("clientele.answers", "");
    if (!export.isEmpty()) {
      try (DuckReader reader = DuckReader.parquet(RealData.root().resolve(export))) {
        for (Question question : Question.all()) {
          answers.put(question, reader.shown(question.sql()));
        }
      }
      Path page = RealData.root().resolve("docs/questions.md");
      Files.writeString(page, QuestionsPage.of(answers));
    }

    assertThat(answers).hasSize(20);
    assertThat(QuestionsPage.withoutAnswers(QuestionsPage.text()))
        .isEqualTo(QuestionsPage.withoutAnswers(QuestionsPage.of(answers)));
    assertThat(QuestionsPage.heads().keySet())
        .containsExactlyElementsOf(answers.keySet().stream().map(Question::file).toList());
  }
}
