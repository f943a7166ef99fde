package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;

/**
 * What a user is told, and what a scheduler.
 *
 * @param exitCode the kind of failure
 * @param message what went wrong, where, and how to mend it
 */
public record Failure(ExitCode exitCode, String message) {

  static Failure of(ExitCode exitCode, String what, String where, String cure) {
    return of(ClienteleException.of(exitCode, what, where, cure));
  }

  static Failure of(ClienteleException exception) {
    return new Failure(exception.exitCode(), String.valueOf(exception.getMessage()));
  }
}
