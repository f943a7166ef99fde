package io.clientele.settings;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.util.List;

/** Tells all problems of a configuration at once. */
public final class Problems {

  private Problems() {}

  /**
   * Does nothing where there are no problems.
   *
   * @throws ClienteleException with {@link ExitCode#USAGE} and the whole list otherwise
   */
  public static void raise(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw ClienteleException.listing(ExitCode.USAGE, text(problems));
    }
  }

  /** Returns the list as people read it: a heading, then key, place, problem and cure of each. */
  public static String text(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    text.append(problems.size())
        .append(problems.size() == 1 ? " problem" : " problems")
        .append(" in the configuration");
    for (Problem problem : problems) {
      text.append("\n\n")
          .append(problem.key())
          .append(": ")
          .append(problem.what())
          .append("\n  where: ")
          .append(problem.where())
          .append("\n  mend:  ")
          .append(problem.cure());
    }
    return text.toString();
  }
}
