package io.clientele.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a user probably meant. */
final class Nearest {

  private Nearest() {}

  /** Returns the candidate fewest edits away, at most a third of the word's length and one. */
  static Optional<String> to(String word, Collection<String> candidates) {
    int limit = word.length() / 3 + 1;
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= limit)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance, one row at a time. */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced =
            previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        int added = current[column - 1] + 1;
        int dropped = previous[column] + 1;
        current[column] = Math.min(replaced, Math.min(added, dropped));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
