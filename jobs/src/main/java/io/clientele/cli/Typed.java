package io.clientele.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was typed, before it is understood: filled by the parser as it reads along. */
final class Typed {
  private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
  private Optional<Command> command = Optional.empty();
  private Optional<String> argument = Optional.empty();

  Typed withCommand(Command read) {
    command = Optional.of(read);
    return this;
  }

  Typed with(Option option, String value) {
    values.computeIfAbsent(option, key -> new ArrayList<>()).add(value);
    return this;
  }

  Typed withArgument(String value) {
    argument = Optional.of(value);
    return this;
  }

  /** Returns what was typed beside the options. */
  Optional<String> argument() {
    return argument;
  }

  Optional<Command> command() {
    return command;
  }

  boolean has(Option option) {
    return values.containsKey(option);
  }

  List<String> all(Option option) {
    return values.getOrDefault(option, List.of());
  }
}
