package io.clientele.jobs;

import java.util.List;
import java.util.Optional;

/** The commands that work on a warehouse, and the jobs each consists of. */
public final class Commands {
  /** Sources to orders. */
  public static final String INGEST = "ingest";

  /** Orders to features. */
  public static final String FEATURES = "features";

  /** Features to segments. */
  public static final String SEGMENTS = "segments";

  /** Segments to what they come to. */
  public static final String INSIGHTS = "insights";

  /** All four in one session. */
  public static final String RUN = "run";

  /** Past segments against what came after. */
  public static final String JUDGE = "judge";

  /** Old dates and unread files out of the warehouse. */
  public static final String MAINTAIN = "maintain";

  /** People out of the warehouse; as a job it takes their ids, see {@link Forget}. */
  public static final String FORGET = "forget";

  private Commands() {}

  /** Returns the job of a command, recorded in the runs table; empty for an unknown command. */
  public static Optional<Job> job(String command) {
    return switch (command) {
      case INGEST -> Optional.of(new Recorded(command, List.of(new Ingest())));
      case FEATURES -> Optional.of(new Recorded(command, List.of(new Features())));
      case SEGMENTS -> Optional.of(new Recorded(command, List.of(new Segments())));
      case INSIGHTS -> Optional.of(new Recorded(command, List.of(new Insights())));
      case JUDGE -> Optional.of(new Recorded(command, List.of(new Judge())));
      case RUN ->
          Optional.of(
              new Recorded(
                  command,
                  List.of(new Ingest(), new Features(), new Segments(), Insights.whereWanted())));
      case MAINTAIN -> Optional.of(new Recorded(command, List.of(new Maintain(table -> {}))));
      default -> Optional.empty();
    };
  }
}
