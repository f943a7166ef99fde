package io.clientele.settings;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/** What a single value of the configuration says. */
final class Scalar {

  private Scalar() {}

  /** Returns a text, number, true or false as text, white space included; empty for the others. */
  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  /** Returns what a value is, for messages. */
  static String kind(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "a text";
      case NULL -> "null";
    };
  }
}
