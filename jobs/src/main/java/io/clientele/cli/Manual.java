package io.clientele.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The manual pages. */
final class Manual {

  private Manual() {}

  /** Returns the page of a command, or the first page. */
  static String page(Optional<Command> command) {
    String name = "help/" + command.map(Command::word).orElse(Wording.PROGRAM) + ".txt";
    try (InputStream stream = Manual.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("No manual page " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
