package io.clientele.cli;

import io.clientele.jobs.RunReport;
import io.clientele.jobs.RunReport.Reconciliation;
import io.clientele.jobs.RunReport.SegmentLine;
import io.clientele.jobs.RunReport.Stage;
import io.clientele.jobs.RunReport.Total;
import io.clientele.jobs.RunReport.WordRead;
import io.clientele.quality.RowClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What a run did, as text of at most 80 columns (paths aside). */
final class ReportText {
  private static final int WIDTH = 78;
  private static final int CENTS = 2;

  /** Classes that most shops have no row of. */
  private static final Set<String> RARE = Set.of(RowClass.SUPERSEDED, RowClass.FORGOTTEN);

  private static final int MOST_WORDS = 30;

  private final Glyphs glyphs;

  ReportText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns the text of a report under a title. */
  String of(String title, RunReport report) {
    return of(List.of(title), report);
  }

  /** Returns the text of a report under lines that come first. */
  String of(List<String> first, RunReport report) {
    List<String> lines = new ArrayList<>(first);
    for (Reconciliation source : report.reconciliations()) {
      lines.addAll(section(reconciliation(source)));
      if (!source.words().isEmpty()) {
        lines.addAll(section(words(source)));
      }
    }
    if (!report.segments().isEmpty()) {
      lines.addAll(section(segments(report.segments())));
    }
    if (!report.notes().isEmpty()) {
      lines.addAll(section(notes(report.notes())));
    }
    if (!report.stages().isEmpty()) {
      lines.addAll(section(stages(report.stages())));
    }
    if (!report.tables().isEmpty()) {
      lines.addAll(section(tables(report.tables())));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> section(List<String> lines) {
    return Stream.concat(Stream.of(""), lines.stream()).toList();
  }

  private List<String> reconciliation(Reconciliation source) {
    int decimals = decimals(source);
    boolean priced =
        source.classes().values().stream().anyMatch(total -> total.amount().isPresent());
    List<List<String>> rows = new ArrayList<>();
    rows.add(total("source", source.all(), decimals));
    source
        .classes()
        .forEach(
            (name, total) -> {
              if (!RARE.contains(name) || total.rows() > 0) {
                rows.add(total("  " + name, total, decimals));
              }
              if (name.equals(RowClass.REJECTED)) {
                source
                    .rejected()
                    .forEach((reason, part) -> rows.add(total("    " + reason, part, decimals)));
              }
            });
    source
        .rounding()
        .ifPresent(taken -> rows.add(List.of("rounding", "", Numbers.amount(taken, decimals))));
    source.ofOrders().forEach((name, total) -> rows.add(total(name, total, decimals)));
    List<String> heads = List.of(source.source() + " read", "rows", "amount");
    return priced
        ? new TextTable(heads, rows).lines(glyphs)
        : new TextTable(heads.subList(0, 2), rows.stream().map(row -> row.subList(0, 2)).toList())
            .lines(glyphs);
  }

  /** The words of a source, unknown ones first; of very many the first ones. */
  private List<String> words(Reconciliation source) {
    int decimals = decimals(source);
    boolean isPriced = source.words().stream().anyMatch(word -> word.total().amount().isPresent());
    List<List<String>> rows = new ArrayList<>();
    String column = "";
    for (WordRead word : source.words().stream().limit(MOST_WORDS).toList()) {
      if (!word.column().equals(column)) {
        column = word.column();
        rows.add(List.of(column.equals("nobody") ? "customer_id of nobody" : column));
      }
      List<String> row = new ArrayList<>(total("  " + word.word(), word.total(), decimals));
      row.add(word.meaning());
      rows.add(isPriced ? row : List.of(row.get(0), row.get(1), row.get(3)));
    }
    List<String> heads = List.of("words in " + source.source(), "rows", "amount", "counts as");
    List<String> lines =
        new ArrayList<>(
            new TextTable(
                    isPriced ? heads : List.of(heads.get(0), heads.get(1), heads.get(3)), rows)
                .lines(glyphs));
    if (source.words().size() > MOST_WORDS) {
      lines.add("and %d more words".formatted(source.words().size() - MOST_WORDS));
    }
    return lines;
  }

  private static List<String> total(String name, Total total, int decimals) {
    return List.of(
        name,
        Numbers.whole(total.rows()),
        total.amount().map(amount -> Numbers.amount(amount, decimals)).orElse("-"));
  }

  /** Every amount of a source with the decimals that the finest of them needs. */
  private static int decimals(Reconciliation source) {
    return Stream.of(source.classes().values(), source.rejected().values())
        .flatMap(Collection::stream)
        .map(Total::amount)
        .flatMap(amount -> Stream.concat(amount.stream(), source.rounding().stream()))
        .mapToInt(amount -> amount.stripTrailingZeros().scale())
        .reduce(CENTS, Math::max);
  }

  private List<String> segments(List<SegmentLine> segments) {
    List<List<String>> rows = new ArrayList<>();
    String family = "";
    for (SegmentLine segment : segments) {
      if (!segment.family().equals(family)) {
        family = segment.family();
        rows.add(List.of(family));
      }
      rows.add(
          List.of(
              "  " + segment.segment(),
              whole(segment.customers()),
              percent(segment.customerShare()),
              percent(segment.revenueShare())));
    }
    return new TextTable(List.of("segments", "customers", "of all", "of revenue"), rows)
        .lines(glyphs);
  }

  private static String whole(OptionalLong number) {
    return number.isPresent() ? Numbers.whole(number.getAsLong()) : "-";
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble()) : "-";
  }

  private static List<String> notes(List<String> notes) {
    List<String> lines = new ArrayList<>();
    lines.add("notes");
    notes.forEach(note -> lines.addAll(Wrapped.bullet(note, WIDTH)));
    return lines;
  }

  private List<String> stages(List<Stage> stages) {
    List<List<String>> rows = new ArrayList<>();
    stages.forEach(
        stage ->
            rows.add(
                List.of(stage.name(), whole(stage.rows()), Numbers.seconds(stage.duration()))));
    Duration all = stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    rows.add(List.of("all stages", "", Numbers.seconds(all)));
    return new TextTable(List.of("stages", "rows", "time"), rows).lines(glyphs);
  }

  private List<String> tables(Map<String, String> tables) {
    int width = tables.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add("tables");
    tables.forEach(
        (name, place) ->
            lines.add("  " + name + " ".repeat(width - name.length() + 2) + shown(place)));
    return lines;
  }

  /** A local folder as people type it; other storage keeps its scheme. */
  private static String shown(String place) {
    return place.replaceFirst("^file:/+", "/");
  }
}
