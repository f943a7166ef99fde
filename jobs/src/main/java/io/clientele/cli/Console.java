package io.clientele.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where results, and everything else, are printed.
 *
 * @param out results
 * @param err progress and failures
 * @param audience who reads err
 * @param glyphs what lines are drawn with
 */
record Console(PrintStream out, PrintStream err, Audience audience, Glyphs glyphs) {

  /** Who reads along. */
  enum Audience {
    /** Somebody at a terminal. */
    TERMINAL,
    /** A file or a scheduler. */
    FILE
  }

  /** Returns the console of this process; text is UTF-8 wherever it goes. */
  static Console ofProcess() {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        audienceOf(System.getenv()),
        glyphs(System.getenv()));
  }

  /** Returns boxes where the locale can show them. */
  static Glyphs glyphs(Map<String, String> environment) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(environment::get)
            .filter(Objects::nonNull)
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("");
    String upper = locale.toUpperCase(Locale.ROOT);
    return upper.contains("UTF-8") || upper.contains("UTF8") ? Glyphs.BOXES : Glyphs.ASCII;
  }

  /** The script knows whether stderr is a terminal; Java knows only of stdin and stdout. */
  private static Audience audienceOf(Map<String, String> environment) {
    return "1".equals(environment.get("CLIENTELE_TTY")) ? Audience.TERMINAL : Audience.FILE;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
