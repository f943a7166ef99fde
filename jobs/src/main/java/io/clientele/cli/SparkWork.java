package io.clientele.cli;

import io.clientele.jobs.Progress;

/** The work itself, in a Spark session. */
final class SparkWork implements Work {

  @Override
  public String perform(Invocation.Start start, Progress progress, Glyphs glyphs) {
    throw new IllegalStateException("Not yet: " + start.command().word());
  }
}
