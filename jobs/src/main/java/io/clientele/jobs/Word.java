package io.clientele.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;

/**
 * A word that a source uses.
 *
 * @param column status, currency, nobody (a customer id that means nobody), event_type or consent
 * @param word the word, in small letters but for a currency
 */
record Word(String column, String word) implements Comparable<Word> {
  /** The columns that words are told of, in order. */
  static final List<String> COLUMNS =
      List.of("status", "currency", "nobody", "event_type", "consent");

  private static final Comparator<Word> ORDER =
      Comparator.comparing((Word word) -> COLUMNS.indexOf(word.column())).thenComparing(Word::word);

  @Override
  public int compareTo(Word other) {
    return ORDER.compare(this, other);
  }

  /** Reads what {@link #text} gave. */
  @JsonCreator
  static Word of(String text) {
    int border = text.indexOf('=');
    return new Word(text.substring(0, border), text.substring(border + 1));
  }

  /** Returns the word as one text, a key in JSON. */
  @JsonValue
  String text() {
    return column + "=" + word;
  }

  @Override
  public String toString() {
    return text();
  }
}
