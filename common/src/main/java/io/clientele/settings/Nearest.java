package io.clientele.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody probably meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * Returns the candidate with the fewest letters to change, case aside and ties by name; empty
   * where more than half of the word would have to change.
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> 2 * distance(word, candidate) <= Math.max(word.length(), 2));
  }

  /** Returns a sentence about the candidates: the nearest, or all of them where none is near. */
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates)
        .map(nearest -> "nearest: " + nearest)
        .orElseGet(
            () -> "one of: " + String.join(", ", candidates.stream().sorted().limit(40).toList()));
  }

  private static int distance(String word, String candidate) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
  }
}
