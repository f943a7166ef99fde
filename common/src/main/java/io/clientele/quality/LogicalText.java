package io.clientele.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.clientele.settings.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * Reads logical columns of a source as the rules want them.
 *
 * @param source the source and its mapping
 */
record LogicalText(SourceSettings source) {
  /** Spaces, controls, and marks without a width, of which some stand within the others' range. */
  private static final String INVISIBLE =
      IntStream.rangeClosed(0, 0xFFFF)
          .filter(LogicalText::isInvisible)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  /** Texts compare by their bytes. */
  private static final String FIRST_VISIBLE = "!";

  private static final String AFTER_VISIBLE = "\u007f";

  /**
   * Returns a text column without the spaces, control characters and zero-width characters around
   * it, blank as null; null for every row where it is not mapped.
   */
  Column text(String name) {
    if (!source.maps(name)) {
      return lit(null).cast("string");
    }
    return trimmed(col(name).cast("string"));
  }

  /** Returns a column cast to a type, null where that fails or where it is not mapped. */
  Column tried(String name, String type) {
    return source.maps(name) ? col(name).try_cast(type) : lit(null).cast(type);
  }

  /**
   * Returns a text without what cannot be seen around it, blank as null.
   *
   * <p>Nearly every text begins and ends with a visible character of ASCII: these are told by one
   * comparison each, where looking for a hundred and more characters took most of an ingest's time.
   */
  static Column trimmed(Column text) {
    Column last = text.substr(-1, 1);
    Column isBare =
        text.geq(FIRST_VISIBLE)
            .and(text.lt(AFTER_VISIBLE))
            .and(last.geq(FIRST_VISIBLE))
            .and(last.lt(AFTER_VISIBLE));
    return when(isBare, text).otherwise(nullif(trim(text, INVISIBLE), lit("")));
  }

  /** Returns a text with the capital letters of ASCII made small, and all others as they are. */
  static Column smallLetters(Column text) {
    return translate(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz");
  }

  /**
   * Holds for texts that are one of some words, whatever their capital letters; null for null.
   *
   * <p>Letters of ASCII are told apart without Spark's tables of all alphabets, which take a second
   * to set up in every process; and nearly all texts are none of the words by their length or their
   * second letter, before a letter is changed: "completed" is as long as "cancelled".
   *
   * @param words in lower case
   */
  static Column isAmong(Column text, Collection<String> words) {
    if (!words.stream().allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode)) {
      return lower(text).isInCollection(words);
    }
    List<Integer> lengths = words.stream().map(String::length).distinct().toList();
    List<String> seconds =
        words.stream()
            .map(word -> word.substring(Math.min(1, word.length()), Math.min(2, word.length())))
            .flatMap(letter -> Stream.of(letter, letter.toUpperCase(Locale.ROOT)))
            .distinct()
            .toList();
    return length(text)
        .isInCollection(lengths)
        .and(text.substr(2, 1).isInCollection(seconds))
        .and(smallLetters(text).isInCollection(words));
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }
}
