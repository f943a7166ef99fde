package io.clientele.cli;

import io.clientele.jobs.Progress;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.StringMapMessage;

/** Progress for machines: log lines with fields, which a quiet text log does not show. */
final class LoggedProgress implements Progress {
  private static final Logger LOG = LogManager.getLogger("io.clientele.progress");

  @Override
  public void began(String stage) {
    LOG.info(message("stage began").with("stage", stage));
  }

  @Override
  public void ended(String stage, OptionalLong rows, Duration duration) {
    StringMapMessage message =
        message("stage ended").with("stage", stage).with("millis", duration.toMillis());
    rows.ifPresent(count -> message.with("rows", count));
    LOG.info(message);
  }

  @Override
  public void noted(String sentence) {
    LOG.info(message("note").with("note", sentence));
  }

  private static StringMapMessage message(String event) {
    return new StringMapMessage().with("event", event);
  }
}
