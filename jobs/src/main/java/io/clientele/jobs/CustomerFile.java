package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A file of customer ids, one a line. */
public final class CustomerFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private CustomerFile() {}

  /**
   * Returns the ids of a file in UTF-8: its lines without blanks around them, as ids are read from
   * the sources too. Blank lines say nothing; every other line is an id, whatever it begins with.
   *
   * @throws ClienteleException (exit 3) where the file cannot be read or names nobody; the message
   *     holds nothing of what it says
   */
  public static Set<String> read(Path file) {
    Set<String> ids = new LinkedHashSet<>();
    for (String line : text(file).lines().toList()) {
      String id = trimmed(line);
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      throw failure("The file names no customer", file, "write one customer id a line into it");
    }
    return Collections.unmodifiableSet(ids);
  }

  private static String text(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException otherEncoding) {
      throw failure("The file of customers is not UTF-8", file, "save it as UTF-8");
    } catch (NoSuchFileException absent) {
      throw failure(
          "There is no such file of customers", file, "give the path of an existing file");
    } catch (IOException unreadable) {
      throw failure("The file of customers cannot be read", file, "give a file that you may read")
          .causedBy(unreadable);
    }
  }

  /** Spark trims blanks alone: a tab may be part of an id. */
  private static String trimmed(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && line.charAt(from) == ' ') {
      from++;
    }
    while (to > from && line.charAt(to - 1) == ' ') {
      to--;
    }
    return line.substring(from, to);
  }

  private static ClienteleException failure(String what, Path file, String cure) {
    return ClienteleException.of(ExitCode.INPUT, what, "--customers " + file, cure);
  }
}
