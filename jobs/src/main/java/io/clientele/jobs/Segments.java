package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.Custom;
import io.clientele.family.Families;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.family.SegmentFamily;
import io.clientele.feature.Day;
import io.clientele.insight.PurchaseDays;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.Identities;
import io.clientele.schema.Money;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableColumn;
import io.clientele.settings.Settings;
import io.clientele.table.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Labels the customers of the date: fits the families that are due, assigns all of them in one
 * pass, and writes segment_models, customer_segments, segment_summary and segment_transitions.
 */
public final class Segments implements Job {
  /**
   * Labels of so many customers are kept at hand for the tables that are made of them. To keep
   * those of millions costs more than to work each table's few out again from the features.
   */
  private static final int FEW = 100_000;

  private final int few;

  /** A job without state. */
  public Segments() {
    this(FEW);
  }

  /** A job that keeps the labels of other numbers of customers at hand. */
  Segments(int few) {
    this.few = few;
  }

  @Override
  public RunReport run(Run run) {
    CompleteDates dates = CompleteDates.of(run.tables());
    RunReport report = label(run, dates);
    Stages after = new Stages(run);
    StaleDates.sentence(dates.stale(List.of(run.asOf()))).ifPresent(after::note);
    return report.then(after.report());
  }

  /** Does it where the complete dates are known, and says nothing of later ones. */
  RunReport label(Run run, CompleteDates dates) {
    Tables tables = run.tables();
    guard(run);
    Stages stages = new Stages(run);
    stages.reads(CustomerFeatures.SCHEMA.name(), tables.version(CustomerFeatures.SCHEMA));
    // Not kept at hand, though every fit reads them: each reads a few columns of a table that lies
    // in columns, which costs less than keeping all of them.
    Dataset<Row> features =
        tables
            .read(CustomerFeatures.SCHEMA)
            .filter(col(CustomerFeatures.SEGMENT_DATE).equalTo(run.asOf()))
            .select(read(run));
    ModelShelf models = new ModelShelf(run);
    FitBase base = Features.base(run, features).withPurchaseDays(purchaseDays(run));
    Dataset<Row> labelled = labelled(run, stages, models, base);
    if (models.hasFresh()) {
      stages.write(SegmentModels.SCHEMA, () -> models.save(stages.report().inputs()));
    }
    models.used().forEach((family, model) -> stages.reads("model." + family, model));
    Dataset<Row> needed = labelled.select(needed(labelled));
    if (base.isWithin(few)) {
      needed.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      write(run, stages, dates, withAbsent(needed, run.settings().money()));
    } finally {
      needed.unpersist();
    }
    FamilyNotes.of(run.settings()).forEach(stages::note);
    return new RunReport(
            List.of(), new SegmentLines(run).read(), Map.of(), List.of(), List.of(), Map.of())
        .then(stages.report());
  }

  private static void write(Run run, Stages stages, CompleteDates dates, Dataset<Row> labelled) {
    Tables tables = run.tables();
    stages.write(
        CustomerSegments.SCHEMA,
        () ->
            tables.replaceDate(
                CustomerSegments.SCHEMA,
                run.asOf(),
                new PreviousLabels(run, dates).with(labelled)));
    stages.write(SegmentSummary.SCHEMA, () -> summarise(run, labelled));
    stages.write(
        SegmentTransitions.SCHEMA,
        () ->
            tables.replaceDate(
                SegmentTransitions.SCHEMA, run.asOf(), new Transitions(run, dates).of(labelled)));
  }

  /** Read where a family looks into the shop's past: lazy, as all of Spark's is. */
  private static Dataset<Row> purchaseDays(Run run) {
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    return PurchaseDays.of(run.tables().read(Orders.SCHEMA), day);
  }

  /** What the families look at, and what goes into customer_segments or is summed up. */
  private static Column[] read(Run run) {
    Set<String> columns = new LinkedHashSet<>(Summary.SUMMED);
    CustomerSegments.SCHEMA.columns().forEach(column -> columns.add(column.name()));
    Families.of(run.settings()).forEach(family -> columns.addAll(family.family().reads()));
    return CustomerFeatures.SCHEMA.columns().stream()
        .map(TableColumn::name)
        .filter(columns::contains)
        .map(functions::col)
        .toArray(Column[]::new);
  }

  /** What goes into customer_segments, is summed up, or says what moved. */
  private static Column[] needed(Dataset<Row> labelled) {
    Set<String> columns = new LinkedHashSet<>();
    CustomerSegments.SCHEMA.columns().forEach(column -> columns.add(column.name()));
    columns.addAll(Summary.SUMMED);
    PreviousLabels.LABELS.forEach(label -> columns.add(Transitions.unmoved(label)));
    return Arrays.stream(labelled.columns())
        .filter(columns::contains)
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private static void guard(Run run) {
    if (!run.tables().dates(CustomerFeatures.SCHEMA).contains(run.asOf()) && !isBaseEmpty(run)) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "There are no features of " + run.asOf(),
          "table " + run.tables().location(CustomerFeatures.SCHEMA),
          "run the command features (or run) for this date first");
    }
  }

  /** Delta knows a date by its rows only: before the first customer it has none to show. */
  private static boolean isBaseEmpty(Run run) {
    return !run.tables().version(CustomerFeatures.SCHEMA).isEmpty()
        && Features.features(run).isEmpty();
  }

  private static Dataset<Row> labelled(Run run, Stages stages, ModelShelf models, FitBase base) {
    Dataset<Row> labelled = base.rows();
    for (Families.Scheduled scheduled : Families.of(run.settings())) {
      SegmentFamily family = scheduled.family();
      String stage = "fitting " + family.name();
      // A family may look at the labels of those before it.
      Dataset<Row> before =
          family instanceof Custom ? withRegister(run, stages, labelled) : labelled;
      var fitted = stages.compute(stage, () -> models.fitted(scheduled, base.with(before)));
      fitted.notes().forEach(stages::note);
      labelled = fitted.assign(withUnmoved(before, family, models));
    }
    if (run.settings().joinsPeople()) {
      stages.reads(Identities.SCHEMA.name(), run.tables().version(Identities.SCHEMA));
    }
    return new PersonIds(run)
        .withOfFirstId(
            labelled, CustomerSegments.CONTROL_BUCKET, id -> controlBucket(run.settings(), id));
  }

  /** Adds what custom segments read of the registered customers. */
  private static Dataset<Row> withRegister(Run run, Stages stages, Dataset<Row> labelled) {
    Set<String> columns = run.settings().families().custom().register();
    if (columns.isEmpty()) {
      return labelled;
    }
    stages.reads(Customers.SCHEMA.name(), run.tables().version(Customers.SCHEMA));
    return Register.joined(labelled, run.tables().read(Customers.SCHEMA), columns);
  }

  /** Adds what the model before would have said of today, where this run fitted a family again. */
  private static Dataset<Row> withUnmoved(
      Dataset<Row> labelled, SegmentFamily family, ModelShelf models) {
    FittedFamily before = models.replaced().get(family.name());
    if (before == null) {
      return labelled;
    }
    Dataset<Row> assigned = before.assign(labelled);
    List<Column> columns =
        new ArrayList<>(Arrays.stream(labelled.columns()).map(functions::col).toList());
    PreviousLabels.LABELS.stream()
        .filter(family.labels()::contains)
        .forEach(label -> columns.add(col(label).as(Transitions.unmoved(label))));
    return assigned.select(columns.toArray(Column[]::new));
  }

  /** Adds the columns of families that are off, so that the table keeps its columns. */
  private static Dataset<Row> withAbsent(Dataset<Row> labelled, Money money) {
    Set<String> present = Set.copyOf(Arrays.asList(labelled.columns()));
    Map<String, Column> absent = new LinkedHashMap<>();
    for (TableColumn column : CustomerSegments.SCHEMA.columns()) {
      if (!present.contains(column.name())) {
        absent.put(column.name(), lit(null).cast(column.type().at(money)));
      }
    }
    return labelled.withColumns(absent);
  }

  private static Column controlBucket(Settings settings, Column firstId) {
    Column salted = concat(lit(settings.segments().controlSalt() + ":"), firstId);
    Column digits = substring(sha2(salted.cast("binary"), 256), 1, 15);
    return conv(digits, 16, 10).cast("bigint").mod(lit(10_000L)).cast("int");
  }

  private static long summarise(Run run, Dataset<Row> labelled) {
    Tables tables = run.tables();
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    Dataset<Row> guests = new Guests(day, run.settings()).of(tables.read(Orders.SCHEMA));
    Dataset<Row> summary = new Summary(run.settings(), run.asOf()).of(labelled);
    return tables.replaceDate(
        SegmentSummary.SCHEMA, run.asOf(), summary.unionByName(guests).coalesce(1));
  }
}
