package io.clientele.cli;

import io.clientele.failure.ExitCode;
import io.clientele.jobs.RunReport.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures of a run in the text format of Prometheus, every one a gauge. */
final class MetricsText {
  private static final String RUN = "clientele_last_run_";
  private static final String SUCCESS = "clientele_last_success_";

  private final RunFigures figures;
  private final List<String> before;
  private final List<String> lines = new ArrayList<>();

  private MetricsText(RunFigures figures, List<String> before) {
    this.figures = figures;
    this.before = before;
  }

  /** Returns the file; a failed run keeps what the file before it says of the last success. */
  static String of(RunFigures figures, List<String> before) {
    MetricsText text = new MetricsText(figures, before);
    text.run();
    text.success();
    return text.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void run() {
    Duration duration = Duration.between(figures.began(), figures.ended());
    add(RUN, "timestamp_seconds", "When the newest run ended, well or not.", sample(ended()));
    add(
        RUN,
        "exit_code",
        "How the newest run ended: 0 is well, and only 5 is worth a retry.",
        sample(String.valueOf(figures.exitCode().number())));
    add(RUN, "duration_seconds", "How long the newest run took.", sample(seconds(duration)));
    add(
        RUN,
        "stage_seconds",
        "How long each stage of the newest run took.",
        figures.stages().stream().map(stage -> ofStage(stage, seconds(stage.duration()))).toList());
    add(
        RUN,
        "stage_rows",
        "How many rows each stage of the newest run wrote; a stage that writes has its table's"
            + " name.",
        figures.stages().stream()
            .filter(stage -> stage.rows().isPresent())
            .map(stage -> ofStage(stage, String.valueOf(stage.rows().orElseThrow())))
            .toList());
  }

  private void success() {
    List<String> day =
        figures.date().stream()
            .map(date -> sample(String.valueOf(date.atStartOfDay().toEpochSecond(ZoneOffset.UTC))))
            .flatMap(List::stream)
            .toList();
    add(
        SUCCESS,
        "timestamp_seconds",
        "When the newest run ended that ended well.",
        successful("timestamp_seconds", sample(ended())));
    add(
        SUCCESS,
        "segment_date_seconds",
        "The day that run computed, as its midnight in UTC.",
        successful("segment_date_seconds", day));
  }

  private List<String> successful(String name, List<String> now) {
    if (figures.exitCode() == ExitCode.DONE) {
      return now;
    }
    String start = SUCCESS + name + "{";
    return before.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(SUCCESS.length() + name.length()))
        .toList();
  }

  private void add(String family, String name, String help, List<String> samples) {
    if (!samples.isEmpty()) {
      lines.add("# HELP " + family + name + " " + help);
      lines.add("# TYPE " + family + name + " gauge");
      samples.forEach(sample -> lines.add(family + name + sample));
    }
  }

  private List<String> sample(String value) {
    return List.of("{" + labels() + "} " + value);
  }

  private String ofStage(Stage stage, String value) {
    return "{" + labels() + "," + label("stage", stage.name()) + "} " + value;
  }

  private String labels() {
    return Stream.of(
            label("configuration", figures.configuration()), label("command", figures.command()))
        .collect(Collectors.joining(","));
  }

  private static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  private String ended() {
    return String.valueOf(figures.ended().getEpochSecond());
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }
}
