package io.clientele.cli;

import io.clientele.jobs.Progress;

/** What happens behind the command line. */
interface Work {

  /** Does what was asked for and returns the text to show for it. */
  String perform(Invocation.Start start, Progress progress, Glyphs glyphs);
}
