package io.clientele.jobs;

import io.clientele.settings.Settings;
import java.util.List;
import java.util.Locale;

/**
 * A word in the first rows of a source, and what is made of it.
 *
 * @param column the logical column it stands in
 * @param word the word, as it may be shown; empty for none
 * @param rows the rows it stands on
 * @param made what is made of it
 * @param isKnown whether the word says the same
 */
public record SeenWord(String column, String word, long rows, String made, boolean isKnown) {
  /** The columns whose words decide something. */
  static final List<String> COLUMNS = List.of("status", "currency", "event_type", "consent");

  /** As many as can be read at a glance; a column of more holds no words. */
  static final int MOST = 40;

  /** Returns what is said of a column that holds more than words. */
  static SeenWord tooMany(String column, int different, long rows) {
    String made = "%,d different ones: too many for words".formatted(different);
    return new SeenWord(column, "..", rows, made, false);
  }

  /** Returns a word of a column with what the settings make of it. */
  static SeenWord of(Settings settings, String column, String word, long rows) {
    WordMeaning.Meaning meaning =
        word.isEmpty() && !column.equals("event_type")
            ? new WordMeaning.Meaning(ofNone(column), true)
            : new WordMeaning(settings).meaning(new Word(column, alike(column, word)));
    return new SeenWord(column, Masked.word(word), rows, meaning.text(), meaning.isKnown());
  }

  private static String alike(String column, String word) {
    return column.equals("currency")
        ? word.toUpperCase(Locale.ROOT)
        : word.toLowerCase(Locale.ROOT);
  }

  private static String ofNone(String column) {
    return switch (column) {
      case "status" -> "bought";
      case "currency" -> "the shop's";
      default -> "not known";
    };
  }
}
