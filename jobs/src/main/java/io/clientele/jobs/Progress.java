package io.clientele.jobs;

import java.time.Duration;
import java.util.OptionalLong;

/** Where a job says what it is doing: shown on a terminal, ignored elsewhere. */
public interface Progress {

  /** A stage begins. */
  void began(String stage);

  /** The stage ended, having made so many rows, where it counted them. */
  void ended(String stage, OptionalLong rows, Duration duration);

  /** Something the reader should know, one sentence. */
  void noted(String sentence);
}
