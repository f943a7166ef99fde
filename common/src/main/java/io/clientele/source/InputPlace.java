package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.InputSettings;
import io.clientele.settings.SourceSettings;
import java.util.List;
import java.util.Map;

/**
 * One input of a source, and how to speak of it.
 *
 * @param name its name in the source's query
 * @param key the block that describes it
 * @param settings where it is
 */
record InputPlace(String name, String key, InputSettings settings) {

  static List<InputPlace> of(SourceSettings source) {
    return source.inputs().entrySet().stream().map(input -> of(source, input)).toList();
  }

  private static InputPlace of(SourceSettings source, Map.Entry<String, InputSettings> input) {
    String block = "source." + source.name();
    return new InputPlace(
        input.getKey(),
        source.query().isPresent() ? block + ".inputs." + input.getKey() : block,
        input.getValue());
  }

  /** Returns the path or table name. */
  String location() {
    return settings.path().or(settings::table).orElse("");
  }

  /** Returns what to throw where the input is missing or cannot be read. */
  ClienteleException failure(String what, String cure) {
    String last = settings.path().isPresent() ? ".path" : ".table";
    return ClienteleException.of(
        ExitCode.INPUT, location() + " " + what, key + last + " (" + settings.where() + ")", cure);
  }
}
