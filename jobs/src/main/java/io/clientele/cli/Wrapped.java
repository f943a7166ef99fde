package io.clientele.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines between words. */
final class Wrapped {

  private Wrapped() {}

  /** Returns a list item: a dash before the first line, the others indented likewise. */
  static List<String> bullet(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("  -");
    for (String word : text.split("\\s+", -1)) {
      if (line.length() + 1 + word.length() > width && line.length() > 3) {
        lines.add(line.toString());
        line = new StringBuilder("   ");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
