package io.clientele.cli;

import io.clientele.failure.ExitCode;
import java.util.List;

/**
 * Where the program begins in a driver that is not its own, such as that of a Databricks cluster:
 * it ends by returning or throwing, and leaves the process and Spark as they are.
 */
public final class Guest {

  private Guest() {}

  /**
   * Does what the arguments say.
   *
   * @throws IllegalStateException if the exit code would not be 0; the message names it
   */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    Platform platform = Platform.here();
    platform
        .refusal()
        .ifPresentOrElse(
            refusal -> end(Program.refuse(console, refusal)),
            () ->
                end(
                    new Program(console, platform, new SparkWork(Sessions::visiting))
                        .run(List.of(arguments))));
  }

  /** Returns where the status is 0, and throws where it is not. */
  static void end(int status) {
    if (status != ExitCode.DONE.number()) {
      throw new IllegalStateException("clientele ended with exit code " + status);
    }
  }
}
