package io.clientele.cli;

/** What lines are drawn with. */
enum Glyphs {
  /** Characters every terminal has. */
  ASCII('-', '#'),
  /** Box characters. */
  BOXES('─', '█');

  private final char rule;
  private final char bar;

  Glyphs(char rule, char bar) {
    this.rule = rule;
    this.bar = bar;
  }

  /** Returns a horizontal line. */
  String rule(int width) {
    return String.valueOf(rule).repeat(width);
  }

  /** Returns a bar of a share of a width; something where there is anything. */
  String bar(double share, int width) {
    long length = Math.round(Math.min(1, Math.max(0, share)) * width);
    return String.valueOf(bar).repeat((int) (share > 0 ? Math.max(1, length) : 0));
  }
}
