package io.clientele.cli;

/** A failure that came after something worth showing was done. */
final class PartialWork extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * Holds both.
   *
   * @param text what to show of what was done
   * @param cause what ended it
   */
  PartialWork(String text, Throwable cause) {
    super(cause);
    this.text = text;
  }

  /** Returns what to show. */
  String text() {
    return text;
  }
}
