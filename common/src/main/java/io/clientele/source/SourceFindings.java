package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.Problem;
import io.clientele.settings.Problems;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What checking the sources brought to light.
 *
 * @param problems what does not fit in the configuration; exit code 2
 * @param missing sources that are missing or cannot be read; exit code 3
 */
public record SourceFindings(List<Problem> problems, List<ClienteleException> missing) {

  /** Keeps its own copies. */
  public SourceFindings {
    problems = List.copyOf(problems);
    missing = List.copyOf(missing);
  }

  /**
   * Does nothing where all is well.
   *
   * @throws ClienteleException with exit code 2 and all problems, if there are any; else with exit
   *     code 3 and all missing sources
   */
  public void raise() {
    Problems.raise(problems);
    if (missing.size() == 1) {
      throw missing.get(0);
    }
    if (!missing.isEmpty()) {
      throw ClienteleException.listing(
          ExitCode.INPUT,
          missing.stream()
              .map(failure -> String.valueOf(failure.getMessage()))
              .collect(Collectors.joining("\n")));
    }
  }
}
