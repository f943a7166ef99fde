package io.clientele.settings;

import java.util.function.DoublePredicate;

/** Which numbers a key allows, and how that is said. */
record Limits(String text, DoublePredicate allow) {

  static Limits any() {
    return new Limits("any number", value -> true);
  }

  static Limits atLeast(double least) {
    return new Limits(shown(least) + " or more", value -> value >= least);
  }

  static Limits above(double bound) {
    return new Limits("above " + shown(bound), value -> value > bound);
  }

  static Limits within(double least, double most) {
    return new Limits(
        "from " + shown(least) + " to " + shown(most), value -> value >= least && value <= most);
  }

  static Limits between(double low, double high) {
    return new Limits(
        "above " + shown(low) + " and below " + shown(high), value -> value > low && value < high);
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
