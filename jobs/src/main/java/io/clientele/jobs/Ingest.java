package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.clientele.quality.OrderFinding;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.Identities;
import io.clientele.schema.Ingests;
import io.clientele.schema.Money;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.settings.QualitySettings;
import io.clientele.source.BrokenRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads what is new in the shop's sources, applies the row rules and brings orders, order_products,
 * sessions, customers and rejected_rows up to date; reconciles counts and amounts of the whole
 * sources to the last row. The tables come out as if the whole sources had been read; whether they
 * are depends on what the sources can tell of themselves, and is said. The as-of date only names
 * the batch of rejected rows.
 *
 * <p>Nothing is written before every gate has passed. The row in ingests comes last: it holds the
 * position and the versions of the tables as of it, so that a run that ended in between is followed
 * by one that reads everything.
 */
public final class Ingest implements Job {

  private final Sharing sharing;
  private OptionalLong done = OptionalLong.empty();

  private Ingest(Sharing sharing) {
    this.sharing = sharing;
  }

  /** A job that looks at the sources every time. */
  public Ingest() {
    this(Sharing.NONE);
  }

  /** Returns a job that looks at the sources the first time, and takes them as read after that. */
  static Ingest shared() {
    return new Ingest(Sharing.ONE_READING);
  }

  private enum Sharing {
    NONE,
    ONE_READING
  }

  @Override
  public RunReport run(Run run) {
    Stages stages = new Stages(run);
    return ingest(run, stages, freshness -> stages.note(freshness.sentence()));
  }

  /** Does it in stages of the caller's, and tells how fresh the orders are. */
  RunReport ingest(Run run, Stages stages, Consumer<Freshness> told) {
    Map<String, String> versions = ShopSources.versions(run.spark(), run.settings());
    try (Intakes intakes = stages.compute("looking at the sources", () -> Intakes.of(run, done))) {
      Map<String, ClassTotals> totals =
          stages.compute("reading the sources", () -> totals(intakes));
      versions.forEach(stages::reads);
      List<RunReport.Reconciliation> reconciliations = reconciliations(run, totals);
      QualitySettings quality = run.settings().quality();
      RefusedFile.remove(run);
      Map<String, BrokenRows> broken = intakes.broken(totals);
      broken.forEach(
          (source, rows) -> stages.note("Of source %s %s.".formatted(source, rows.text())));
      reconciliations.forEach(
          rows ->
              RowTotals.guard(
                  rows, quality.maxRejectedShare(), () -> refused(run, intakes, rows, broken)));
      Freshness freshness = freshness(run, intakes);
      told.accept(freshness);
      if (done.isEmpty()) {
        intakes.remarks().forEach(stages::note);
        tell(stages, intakes);
        tellOfOrders(run, stages, intakes, totals);
        freshness.warning().ifPresent(stages::note);
      }
      freshness.guard(quality);
      write(run, stages, intakes, totals);
      if (totals.getOrDefault("orders", ClassTotals.none()).rejected() > 0 && done.isEmpty()) {
        Strangers.sentence(run).ifPresent(stages::note);
      }
      if (sharing == Sharing.ONE_READING) {
        done = new IngestLog(run).number();
      }
      return new RunReport(reconciliations, List.of(), Map.of(), List.of(), List.of(), Map.of())
          .then(stages.report());
    }
  }

  private static Map<String, ClassTotals> totals(Intakes intakes) {
    Map<String, ClassTotals> totals = new LinkedHashMap<>();
    intakes.bySource().forEach((source, intake) -> totals.put(source, intake.totals()));
    return totals;
  }

  private static List<RunReport.Reconciliation> reconciliations(
      Run run, Map<String, ClassTotals> totals) {
    Optional<Money> money =
        run.settings().sources().knowsMoney()
            ? Optional.of(run.settings().money())
            : Optional.empty();
    return totals.entrySet().stream()
        .map(
            source ->
                RowTotals.of(
                    source.getKey(),
                    source.getValue(),
                    source.getKey().equals("orders") ? money : Optional.empty(),
                    run.settings()))
        .toList();
  }

  private static void tell(Stages stages, Intakes intakes) {
    if (intakes.isUnchanged()) {
      stages.note("Nothing is new in the sources since the last ingest.");
    } else if (intakes.why().isEmpty()) {
      stages.note("Only what is new in the sources was read.");
    } else if (!intakes.isUsual()) {
      stages.note("The sources were read from the start: %s.".formatted(intakes.why().get()));
    }
  }

  private static void tellOfOrders(
      Run run, Stages stages, Intakes intakes, Map<String, ClassTotals> totals) {
    ClassTotals orders = totals.getOrDefault("orders", ClassTotals.none());
    Intake intake = intakes.bySource().get("orders");
    new OrderNotes(
            run.settings(),
            orders,
            finding -> intake == null ? Optional.empty() : intake.example(finding))
        .sentences()
        .forEach(stages::note);
    long unreadable =
        totals
            .getOrDefault("customers", ClassTotals.none())
            .of(OrderFinding.UNREADABLE_KEY)
            .lines();
    if (unreadable > 0) {
      stages.note(
          String.format(
              Locale.ROOT,
              "%,d customers have an e-mail address or another key of identity.guests-by that cannot"
                  + " be read: it joins no guest order with them.",
              unreadable));
    }
    totals.forEach(
        (source, found) -> {
          if (found.hasManyWords()) {
            stages.note(
                "Source %s has more than 1,000 different words for status, currency, nobody or consent:"
                        .formatted(source)
                    + " none are listed. Are the columns mapped right?");
          }
        });
  }

  private static RefusedFile.Written refused(
      Run run, Intakes intakes, RunReport.Reconciliation rows, Map<String, BrokenRows> broken) {
    Intake intake = intakes.bySource().get(rows.source());
    if (intake == null) {
      throw new IllegalStateException("no source " + rows.source());
    }
    return RefusedFile.write(
        run, intake.shown(), Optional.ofNullable(broken.get(rows.source())).map(BrokenRows::text));
  }

  /** Looks at the orders as they will be. */
  private static Freshness freshness(Run run, Intakes intakes) {
    Optional<TableChange> change =
        changes(intakes).stream().filter(found -> found.table().equals(Orders.SCHEMA)).findFirst();
    return Freshness.of(
        run,
        change.filter(found -> found.gone().isPresent()).map(TableChange::rows),
        change
            .map(found -> found.after(run.tables()))
            .orElseGet(() -> run.tables().read(Orders.SCHEMA)));
  }

  private static List<TableChange> changes(Intakes intakes) {
    return intakes.bySource().values().stream()
        .flatMap(intake -> intake.changes().stream())
        .toList();
  }

  private static void write(
      Run run, Stages stages, Intakes intakes, Map<String, ClassTotals> totals) {
    Map<String, String> versions = IngestLog.versions(run.tables());
    // Found before the tables that it is found from are replaced.
    Optional<Dataset<Row>> changed = changed(run, intakes);
    changed.ifPresent(rows -> rows.persist(StorageLevel.MEMORY_AND_DISK()).count());
    for (TableChange change : changes(intakes)) {
      String version = versions.getOrDefault(change.table().name(), "");
      stages.write(change.table(), () -> change.write(run.tables(), version));
    }
    boolean isSameBatch =
        intakes.isUnchanged()
            && intakes.base().filter(state -> state.batch().equals(run.asOf())).isPresent();
    if (!isSameBatch) {
      stages.write(
          RejectedRows.SCHEMA,
          () ->
              run.tables()
                  .replaceDate(RejectedRows.SCHEMA, run.asOf(), rejected(run, intakes, totals)));
    }
    if (!intakes.isUnchanged()) {
      intakes
          .knownPeople(new IngestLog(run).next())
          .ifPresent(
              people ->
                  stages.write(
                      Identities.SCHEMA,
                      () -> run.tables().replaceAll(Identities.SCHEMA, people.rows())));
      commit(run, stages, intakes, totals, changed);
    }
    changed.ifPresent(Dataset::unpersist);
  }

  private static Dataset<Row> rejected(Run run, Intakes intakes, Map<String, ClassTotals> totals) {
    Dataset<Row> rejected = Refusals.none(run);
    for (Map.Entry<String, Intake> source : intakes.bySource().entrySet()) {
      if (totals.getOrDefault(source.getKey(), ClassTotals.none()).rejected() > 0) {
        rejected =
            rejected.union(
                source
                    .getValue()
                    .rejected()
                    .orElseGet(
                        () -> Refusals.before(run, intakes.base().orElseThrow(), source.getKey())));
      }
    }
    return rejected.withColumn(RejectedRows.INGEST_BATCH, lit(run.asOf()));
  }

  private static void commit(
      Run run,
      Stages stages,
      Intakes intakes,
      Map<String, ClassTotals> totals,
      Optional<Dataset<Row>> changed) {
    IngestLog log = new IngestLog(run);
    long number = log.next();
    OptionalLong rows = changed.stream().mapToLong(found -> log.changed(number, found)).findFirst();
    IngestState state =
        new IngestState(
            number,
            run.asOf(),
            Intakes.made(run.settings()),
            intakes.readUpTo(),
            totals,
            IngestLog.versions(run.tables()));
    stages.write(
        Ingests.SCHEMA,
        () -> {
          log.append(state, intakes.why(), rows);
          return 1;
        });
  }

  /** Returns whose rows have changed; empty where that may be anybody, or where nothing has. */
  private static Optional<Dataset<Row>> changed(Run run, Intakes intakes) {
    if (intakes.why().isPresent() || intakes.isUnchanged()) {
      return Optional.empty();
    }
    Dataset<Row> all = SameRows.nobody(run);
    for (Intake intake : intakes.bySource().values()) {
      all = all.union(intake.changed().orElseThrow());
    }
    return Optional.of(
        all.groupBy(col(ChangedCustomers.CUSTOMER_ID))
            .agg(min(col(ChangedCustomers.SINCE)).as(ChangedCustomers.SINCE)));
  }
}
