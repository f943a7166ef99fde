package io.clientele.cli;

import io.clientele.failure.ExitCode;
import java.util.List;

/** Where the process begins and ends. */
public final class Main {

  private Main() {}

  /** Does what the arguments say, and exits with a status of {@code ExitCode}. */
  public static void main(String[] arguments) {
    int status = Termination.orderly(() -> status(arguments));
    // A driver inside the cluster is done when it returns: YARN takes any exit, even with 0, for a
    // failure.
    if (status != ExitCode.DONE.number() || !isInsideCluster()) {
      System.exit(status);
    }
  }

  private static boolean isInsideCluster() {
    return "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  private static int status(String[] arguments) {
    Console console = Console.ofProcess();
    Platform platform = Platform.here();
    return platform
        .refusal()
        .map(refusal -> Program.refuse(console, refusal))
        .orElseGet(
            () ->
                new Program(
                        console,
                        platform,
                        MeasuredWork.asConfigured(new SparkWork(Sessions::within)))
                    .run(List.of(arguments)));
  }
}
