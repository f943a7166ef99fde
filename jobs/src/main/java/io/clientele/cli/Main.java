package io.clientele.cli;

import java.util.List;

/** Where the process begins and ends. */
public final class Main {

  private Main() {}

  /** Does what the arguments say, and exits with a status of {@code ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(Termination.orderly(() -> status(arguments)));
  }

  private static int status(String[] arguments) {
    Console console = Console.ofProcess();
    Platform platform = Platform.here();
    return platform
        .refusal()
        .map(refusal -> Program.refuse(console, refusal))
        .orElseGet(
            () ->
                new Program(console, platform, new SparkWork(Sessions::within))
                    .run(List.of(arguments)));
  }
}
