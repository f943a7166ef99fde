package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.Families;
import io.clientele.family.FamilyModel;
import io.clientele.family.FittedFamily;
import io.clientele.family.Lifecycle;
import io.clientele.family.ShopRhythm;
import io.clientele.report.Fact;
import io.clientele.report.Facts;
import io.clientele.report.Figures;
import io.clientele.report.Page;
import io.clientele.schema.AllTables;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.SegmentValidity;
import io.clientele.schema.TableSchema;
import io.clientele.table.Storage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The report of a complete date: small tables to one HTML page. It reads what stands and writes
 * nothing but the page; no row that it reads is about a single customer.
 */
public final class Report {
  /** Purchase days for which limits are told: patience grows with their square root. */
  private static final List<Long> TOLD = List.of(1L, 2L, 4L, 9L);

  private Report() {}

  /**
   * Writes the report of the run's date in place of an older one.
   *
   * @return where it is
   * @throws ClienteleException with exit code 3 where the date is not complete
   */
  public static String write(Run run) {
    guard(run);
    String folder =
        run.settings()
            .report()
            .folder()
            .orElseGet(() -> run.settings().warehouse().path() + "/_reports");
    String name = "report-" + run.asOf() + ".html";
    return new Stages(run)
        .compute(
            "report",
            () -> Storage.publish(run.spark(), folder, "report.folder", name, Page.of(facts(run))));
  }

  private static void guard(Run run) {
    CompleteDates complete = CompleteDates.of(run.tables());
    if (!complete.dates().contains(run.asOf())) {
      String newest =
          complete.dates().isEmpty()
              ? "no date is complete yet"
              : "the newest complete date is " + complete.dates().last();
      throw ClienteleException.of(
          ExitCode.INPUT,
          "The segments of %s are not complete: %s".formatted(run.asOf(), newest),
          "table " + run.tables().location(SegmentSummary.SCHEMA),
          "run the command run (or segments) for this date first, or name a complete one");
    }
  }

  static Facts facts(Run run) {
    Map<String, List<Fact>> tables = new HashMap<>();
    Stream.concat(
            Stream.of(SegmentSummary.SCHEMA, SegmentTransitions.SCHEMA),
            AllTables.insights().stream())
        .forEach(table -> tables.put(table.name(), ofDate(run, table, run.asOf())));
    tables.put(SegmentValidity.SCHEMA.name(), judgement(run));
    tables.put(Runs.SCHEMA.name(), reading(run));
    return new Facts(
        run.settings().shop().name(),
        run.asOf(),
        new Figures(run.settings().report().language(), run.settings().shop().currency()),
        tables,
        rhythm(run),
        Version.current());
  }

  private static List<Fact> ofDate(Run run, TableSchema table, LocalDate date) {
    Column isOfDate = col(table.partition().orElseThrow()).equalTo(date);
    return facts(run.tables().read(table).filter(isOfDate));
  }

  /** The newest judgement that the date could know. */
  private static List<Fact> judgement(Run run) {
    return run.tables().dates(SegmentValidity.SCHEMA).stream()
        .filter(date -> !date.isAfter(run.asOf()))
        .reduce((earlier, later) -> later)
        .map(date -> ofDate(run, SegmentValidity.SCHEMA, date))
        .orElse(List.of());
  }

  /** The newest run that read the sources for the date, or for the last date before it. */
  private static List<Fact> reading(Run run) {
    return facts(
        run.tables()
            .read(Runs.SCHEMA)
            .filter(col(Runs.STATUS).equalTo(Recorded.SUCCEEDED))
            .filter(col(Runs.SEGMENT_DATE).leq(run.asOf()))
            .filter(col(Runs.RECONCILIATION).isNotNull())
            .orderBy(desc(Runs.SEGMENT_DATE), desc(Runs.FINISHED_AT))
            .limit(1));
  }

  private static Optional<Facts.Rhythm> rhythm(Run run) {
    Lifecycle lifecycle = new Lifecycle(run.settings().families());
    return Families.of(run.settings()).stream()
        .filter(scheduled -> scheduled.family().name().equals(lifecycle.name()))
        .findFirst()
        .flatMap(scheduled -> new ModelShelf(run).standing(scheduled))
        .map(FittedFamily::model)
        .map(model -> rhythm(lifecycle, model, run.asOf()));
  }

  private static Facts.Rhythm rhythm(Lifecycle lifecycle, FamilyModel model, LocalDate date) {
    List<Facts.Limit> limits = new ArrayList<>();
    for (long days : TOLD) {
      ShopRhythm told = lifecycle.rhythm(model, days);
      limits.add(new Facts.Limit(days, told.justOrdered(), told.active(), told.slippingAway()));
    }
    ShopRhythm shop = lifecycle.rhythm(model, 1);
    Optional<Double> typical =
        shop.typicalDays().isPresent()
            ? Optional.of(shop.typicalDays().getAsDouble())
            : Optional.empty();
    return new Facts.Rhythm(
        shop.method(),
        model.fitDate(),
        shop.gaps(),
        lifecycle.historyDays(model, date),
        typical,
        limits);
  }

  private static List<Fact> facts(Dataset<Row> rows) {
    List<Fact> facts = new ArrayList<>();
    // Always the same page of the same rows.
    List<Row> sorted =
        rows.collectAsList().stream().sorted(Comparator.comparing(Row::mkString)).toList();
    for (Row row : sorted) {
      Map<String, @Nullable Object> cells = new HashMap<>();
      for (String column : row.schema().fieldNames()) {
        cells.put(column, row.get(row.fieldIndex(column)));
      }
      facts.add(new Fact(cells));
    }
    return facts;
  }
}
