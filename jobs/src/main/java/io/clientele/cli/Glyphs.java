package io.clientele.cli;

/** What lines are drawn with. */
enum Glyphs {
  /** Characters every terminal has. */
  ASCII('-'),
  /** Box characters. */
  BOXES('─');

  private final char rule;

  Glyphs(char rule) {
    this.rule = rule;
  }

  /** Returns a horizontal line. */
  String rule(int width) {
    return String.valueOf(rule).repeat(width);
  }
}
