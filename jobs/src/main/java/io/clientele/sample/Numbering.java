package io.clientele.sample;

/** Writes numbers as ids of even length. */
final class Numbering {
  private static final int DIGITS = 7;

  private Numbering() {}

  /** Returns the customer's id, such as C0000123. */
  static String customer(long number) {
    return id("C", number, DIGITS);
  }

  /** Returns an order's id, such as O0000123-004: its customer and how many came before it. */
  static String order(String prefix, long person, int index) {
    return id(id(prefix, person, DIGITS) + '-', index + 1, 3);
  }

  /** Returns a session's id, 16 hexadecimal digits that say nothing about the visitor. */
  static String session(long key) {
    String digits = Long.toHexString(key);
    return "0".repeat(16 - digits.length()) + digits;
  }

  /** Returns prefix and number, with zeros before it up to so many digits. */
  static String id(String prefix, long number, int digits) {
    String text = Long.toString(number);
    return prefix + "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
