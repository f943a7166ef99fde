package io.clientele.cli;

import java.util.Optional;

/** What a command line asks for. */
public sealed interface Invocation {

  /**
   * A manual page, to stdout.
   *
   * @param command the command it is about; empty for the whole
   */
  record Help(Optional<Command> command) implements Invocation {}

  /** The version, to stdout. */
  record Version() implements Invocation {}

  /**
   * A command line that cannot be followed.
   *
   * @param message every problem found, a line each
   */
  record Refusal(String message) implements Invocation {}

  /**
   * Work.
   *
   * @param command what to do
   * @param options how
   */
  record Start(Command command, Options options) implements Invocation {}
}
