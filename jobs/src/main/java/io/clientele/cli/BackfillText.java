package io.clientele.cli;

import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.BackfillPlan;
import io.clientele.jobs.BackfillReport;
import io.clientele.jobs.RunReport;
import io.clientele.jobs.StaleDates;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backfill, planned or done, as text: one line a date. */
final class BackfillText {
  private final String title;
  private final Glyphs glyphs;

  BackfillText(String shop, BackfillDays days, Glyphs glyphs) {
    this.title =
        "%s, %s to %s, every %s".formatted(shop, days.from(), days.to(), days.every().word());
    this.glyphs = glyphs;
  }

  /** Returns the dates of a plan, each done already or to do and why. */
  String of(BackfillPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add("");
    plan.steps()
        .forEach(
            step ->
                lines.add(
                    step.reason()
                        .map(reason -> "%s  to do  %s".formatted(step.date(), reason))
                        .orElse(step.date() + "  done")));
    lines.add("");
    lines.add(
        "%d of %d dates to do; nothing was written"
            .formatted(plan.dates().size(), plan.steps().size()));
    return new ReportText(glyphs)
        .of(lines, notes(StaleDates.sentence(plan.stale()).stream().toList()));
  }

  /** Returns what became of each date, their sum, and what the ingest and the notes say. */
  String of(BackfillReport report) {
    List<List<String>> rows = new ArrayList<>();
    report.lines().forEach(line -> rows.add(cells(line)));
    long done = report.lines().stream().filter(line -> line.state().isDone()).count();
    Duration all =
        report.lines().stream()
            .flatMap(line -> line.duration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    rows.add(
        List.of(
            "all dates",
            "%d of %d done".formatted(done, report.lines().size()),
            "",
            "",
            Numbers.seconds(all)));
    List<String> lines = new ArrayList<>(List.of(title, ""));
    lines.addAll(
        new TextTable(List.of("dates", "state", "customers", "newest purchase", "time"), rows)
            .lines(glyphs));
    return new ReportText(glyphs)
        .of(
            lines,
            new RunReport(
                report.reconciliations(),
                List.of(),
                report.tables(),
                report.notes(),
                List.of(),
                Map.of()));
  }

  private static List<String> cells(BackfillReport.Line line) {
    Optional<LocalDate> newest = line.newestPurchase();
    return List.of(
        line.date().toString(),
        line.state().words(),
        line.customers().isPresent() ? Numbers.whole(line.customers().getAsLong()) : "-",
        newest.map(LocalDate::toString).orElse("-"),
        line.duration().map(Numbers::seconds).orElse("-"));
  }

  private static RunReport notes(List<String> notes) {
    return new RunReport(List.of(), List.of(), Map.of(), notes, List.of(), Map.of());
  }
}
