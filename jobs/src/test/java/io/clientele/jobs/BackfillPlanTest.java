package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes a date done: a list of past commands in, a plan out. */
class BackfillPlanTest {
  private static final Map<String, String> SOURCES =
      Map.of("source.orders", "delta 3", "source.events", "sha256 e");
  private static final Origin NOW = new Origin("1.0.0", "hash", SOURCES);
  private static final List<LocalDate> DATES = dates("2025-03-01", "2025-03-02", "2025-03-03");

  @Test
  void nothingIsDoneInAnEmptyWarehouse() {
    assertThat(plan())
        .containsExactly(
            "2025-03-01 not computed yet",
            "2025-03-02 not computed yet",
            "2025-03-03 not computed yet");
  }

  @Test
  void datesComputedInOrderAreDone() {
    assertThat(plan(run("2025-03-01", 10), run("2025-03-02", 20), run("2025-03-03", 30)))
        .containsExactly("2025-03-01 done", "2025-03-02 done", "2025-03-03 done");
  }

  @Test
  void itGoesOnWhereItStopped() {
    assertThat(plan(run("2025-03-01", 10), failed("2025-03-02", 20, 3)))
        .containsExactly(
            "2025-03-01 done",
            "2025-03-02 its last run failed with exit code 3",
            "2025-03-03 not computed yet");
  }

  @Test
  void theLastCommandOfADateDecides() {
    assertThat(
            plan(
                failed("2025-03-01", 10, 5),
                run("2025-03-01", 20),
                run("2025-03-02", 30),
                entry("2025-03-02", "segments", 40, ending(true, 0)),
                run("2025-03-03", 50)))
        .containsExactly(
            "2025-03-01 done",
            "2025-03-02 its last command was segments, not run",
            "2025-03-03 2025-03-02, which it follows, is computed");
  }

  @Test
  void whatFollowsADateToComputeIsComputedToo() {
    assertThat(plan(run("2025-03-02", 20), run("2025-03-03", 30)))
        .containsExactly(
            "2025-03-01 not computed yet",
            "2025-03-02 2025-03-01, which it follows, is computed",
            "2025-03-03 2025-03-01, which it follows, is computed");
  }

  @Test
  void aDateIsStaleWhereAnEarlierOneWasComputedAfterIt() {
    assertThat(
            plan(
                run("2025-03-01", 10),
                run("2025-03-02", 20),
                run("2025-03-03", 30),
                // Not asked for, and still the date before.
                run("2025-02-20", 15),
                run("2025-04-20", 40)))
        .containsExactly(
            "2025-03-01 2025-02-20, which it follows, was computed after it",
            "2025-03-02 2025-03-01, which it follows, is computed",
            "2025-03-03 2025-03-01, which it follows, is computed");
    assertThat(plan(run("2025-03-01", 10), run("2025-03-02", 20), run("2025-03-03", 20)))
        .contains("2025-03-03 2025-03-02, which it follows, was computed after it");
  }

  @Test
  void anEarlierDateThatWroteNothingMakesNoneStale() {
    RunHistory.Entry[] before = {
      run("2025-03-01", 10), run("2025-03-02", 20), run("2025-03-03", 30)
    };
    assertThat(plan(before, failed("2025-02-20", 40, 4)))
        .containsExactly("2025-03-01 done", "2025-03-02 done", "2025-03-03 done");
    assertThat(plan(before, entry("2025-02-20", "features", 40, ending(true, 0))))
        .containsExactly("2025-03-01 done", "2025-03-02 done", "2025-03-03 done");
    assertThat(plan(before, failed("2025-02-20", 40, 1)))
        .contains("2025-03-01 2025-02-20, which it follows, was computed after it");
  }

  @Test
  void whatADateFollowsFromMustBeTheSame() {
    assertThat(reason(new Origin("0.9.0", "hash", SOURCES))).isEqualTo("computed by version 0.9.0");
    assertThat(reason(new Origin("1.0.0", "other", SOURCES)))
        .isEqualTo("the configuration has changed");
    assertThat(
            reason(
                new Origin(
                    "1.0.0",
                    "hash",
                    Map.of("source.orders", "delta 2", "source.events", "sha256 e"))))
        .isEqualTo("source.orders has changed");
    assertThat(reason(new Origin("1.0.0", "hash", Map.of("source.orders", "delta 3"))))
        .isEqualTo("source.events has changed");
  }

  @Test
  void aViewHasNoVersionToCompare() {
    for (String version : List.of("unknown", "a: delta 1, b: unknown", "a: unknown, b: delta 1")) {
      Map<String, String> sources = Map.of("source.orders", version);
      Origin origin = new Origin("1.0.0", "hash", sources);

      assertThat(
              lines(
                  BackfillPlan.of(
                      dates("2025-03-01"),
                      new RunHistory(List.of(of("2025-03-01", origin))),
                      origin,
                      DATES)))
          .containsExactly("2025-03-01 source.orders is a view, which has no version");
    }
  }

  @Test
  void rowsThatAreGoneAreComputedAgainUnlessThereWereNone() {
    RunHistory history =
        new RunHistory(
            List.of(
                entry("2025-03-01", "run", 10, new RunHistory.Ending(true, 0, 0)),
                run("2025-03-02", 20)));

    assertThat(lines(BackfillPlan.of(dates("2025-03-01", "2025-03-02"), history, NOW, List.of())))
        .containsExactly("2025-03-01 done", "2025-03-02 its rows are no longer there");
  }

  @Test
  void namesTheLaterDatesItMakesStale() {
    RunHistory history =
        new RunHistory(
            List.of(
                run("2025-02-01", 5),
                run("2025-03-01", 10),
                run("2025-03-02", 20),
                failed("2025-03-03", 30, 1),
                entry("2025-03-04", "segments", 40, ending(true, 0)),
                failed("2025-03-05", 50, 1)));

    assertThat(stale(history, NOW, "2025-03-01", "2025-03-03")).isEqualTo(dates("2025-03-04"));
    assertThat(stale(history, new Origin("2.0.0", "hash", SOURCES), "2025-03-01"))
        .isEqualTo(dates("2025-03-02", "2025-03-04"));
    assertThat(stale(history, NOW, "2025-03-01")).isEmpty();
  }

  @Test
  void aDateWhoseRowsAreGoneIsNotStale() {
    RunHistory history =
        new RunHistory(
            List.of(
                run("2025-03-02", 20),
                entry("2025-03-08", "run", 25, new RunHistory.Ending(true, 0, 0)),
                run("2025-03-09", 30)));

    assertThat(stale(history, NOW, "2025-03-01")).isEqualTo(dates("2025-03-02", "2025-03-08"));
  }

  /** The first four days of the month have rows. */
  private static List<LocalDate> stale(RunHistory history, Origin now, String... dates) {
    List<LocalDate> held = dates("2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04");
    return BackfillPlan.of(dates(dates), history, now, held).stale();
  }

  private static String reason(Origin then) {
    return BackfillPlan.of(
            dates("2025-03-01"), new RunHistory(List.of(of("2025-03-01", then))), NOW, DATES)
        .steps()
        .get(0)
        .reason()
        .orElse("done");
  }

  private static List<String> plan(RunHistory.Entry[] before, RunHistory.Entry last) {
    RunHistory.Entry[] entries = Arrays.copyOf(before, before.length + 1);
    entries[before.length] = last;
    return plan(entries);
  }

  private static List<String> plan(RunHistory.Entry... entries) {
    return lines(BackfillPlan.of(DATES, new RunHistory(List.of(entries)), NOW, DATES));
  }

  private static List<String> lines(BackfillPlan plan) {
    return plan.steps().stream()
        .map(step -> step.date() + " " + step.reason().orElse("done"))
        .toList();
  }

  private static RunHistory.Entry run(String date, long finished) {
    return entry(date, "run", finished, ending(true, 0));
  }

  private static RunHistory.Entry failed(String date, long finished, int exitCode) {
    return entry(date, "run", finished, ending(false, exitCode));
  }

  private static RunHistory.Ending ending(boolean succeeded, int exitCode) {
    return new RunHistory.Ending(succeeded, exitCode, 5);
  }

  private static RunHistory.Entry of(String date, Origin origin) {
    return new RunHistory.Entry(
        LocalDate.parse(date), "run", ending(true, 0), origin, new RunHistory.Span(1, 2));
  }

  /** Each took 5 microseconds. */
  private static RunHistory.Entry entry(
      String date, String command, long finished, RunHistory.Ending ending) {
    return new RunHistory.Entry(
        LocalDate.parse(date), command, ending, NOW, new RunHistory.Span(finished - 5, finished));
  }

  private static List<LocalDate> dates(String... dates) {
    return Arrays.stream(dates).map(LocalDate::parse).toList();
  }
}
