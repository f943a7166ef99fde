package io.clientele.cli;

import io.clientele.jobs.Progress;
import io.clientele.jobs.RunReport.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Progress that is passed on, and whose stages are kept. */
final class MeasuredProgress implements Progress {
  private final Progress progress;
  private final Map<String, Stage> stages = new LinkedHashMap<>();

  MeasuredProgress(Progress progress) {
    this.progress = progress;
  }

  /** Returns each stage that ended, with the seconds of all its turns and its newest rows. */
  List<Stage> stages() {
    return List.copyOf(stages.values());
  }

  @Override
  public void began(String stage) {
    progress.began(stage);
  }

  @Override
  public void ended(String stage, OptionalLong rows, Duration duration) {
    stages.merge(
        stage,
        new Stage(stage, rows, duration),
        (before, now) -> new Stage(stage, now.rows(), before.duration().plus(now.duration())));
    progress.ended(stage, rows, duration);
  }

  @Override
  public void noted(String sentence) {
    progress.noted(sentence);
  }
}
