package io.clientele.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the stack trace of an unexpected failure, for whoever is going to mend it. */
final class TraceFile {

  private TraceFile() {}

  /** Writes the trace to a new file that only its owner reads: it may quote values of rows. */
  static Optional<Path> keep(Throwable thrown) {
    try {
      Path file = Files.createTempFile("clientele-failure-", ".txt");
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
        thrown.printStackTrace(writer);
      }
      return Optional.of(file);
    } catch (IOException unwritable) {
      // The failure itself matters more than that its trace could not be kept.
      return Optional.empty();
    }
  }
}
