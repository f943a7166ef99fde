package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.Clusters;
import io.clientele.family.Families;
import io.clientele.feature.Day;
import io.clientele.insight.Cohorts;
import io.clientele.insight.Concentration;
import io.clientele.insight.Gaps;
import io.clientele.insight.Growth;
import io.clientele.insight.LabelMix;
import io.clientele.insight.Overlaps;
import io.clientele.insight.PastStages;
import io.clientele.insight.Playbook;
import io.clientele.insight.Profiles;
import io.clientele.insight.PurchaseDays;
import io.clientele.insight.ValueRisk;
import io.clientele.schema.ClusterProfiles;
import io.clientele.schema.CohortRetention;
import io.clientele.schema.CustomerBaseGrowth;
import io.clientele.schema.CustomerBaseHistory;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.GapDistribution;
import io.clientele.schema.Money;
import io.clientele.schema.Orders;
import io.clientele.schema.RevenueConcentration;
import io.clientele.schema.SegmentOverlaps;
import io.clientele.schema.SegmentPlaybook;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.TableSchema;
import io.clientele.schema.ValueRiskMatrix;
import io.clientele.settings.PlaybookSettings;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Sums the segments of a date up to small tables for BI and the report: the base over time, value
 * at risk, concentration, cohorts, rhythm, cluster profiles. Reads what the other jobs wrote.
 */
public final class Insights implements Job {

  /** Returns the job as part of a run: it does nothing where segments.insights is off. */
  static Job whereWanted() {
    return run ->
        run.settings().segments().insights() ? new Insights().run(run) : RunReport.empty();
  }

  @Override
  public RunReport run(Run run) {
    guard(run);
    Stages stages = new Stages(run);
    for (TableSchema read :
        List.of(
            Orders.SCHEMA,
            CustomerFeatures.SCHEMA,
            CustomerSegments.SCHEMA,
            SegmentSummary.SCHEMA)) {
      stages.reads(read.name(), run.tables().version(read));
    }
    ofSummary(run, stages);
    ofCustomers(run, stages);
    ofOrders(run, stages);
    return stages.report();
  }

  private static void guard(Run run) {
    boolean hasSummary = run.tables().dates(SegmentSummary.SCHEMA).contains(run.asOf());
    if (!hasSummary) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "There are no segments of " + run.asOf(),
          "table " + run.tables().location(SegmentSummary.SCHEMA),
          "run the command segments (or run) for this date first");
    }
  }

  private static void ofSummary(Run run, Stages stages) {
    LocalDate date = run.asOf();
    Money money = run.settings().money();
    NavigableSet<LocalDate> complete = CompleteDates.of(run.tables()).with(date).dates();
    Dataset<Row> summary = run.tables().read(SegmentSummary.SCHEMA);
    write(run, stages, CustomerBaseHistory.SCHEMA, () -> PastStages.of(summary, date, complete));
    write(run, stages, CustomerBaseGrowth.SCHEMA, () -> Growth.of(summary, date, complete, money));
  }

  private static void ofCustomers(Run run, Stages stages) {
    LocalDate date = run.asOf();
    Money money = run.settings().money();
    List<String> profiled = run.settings().families().clusters().features();
    // Read five times over.
    Dataset<Row> customers = customers(run, profiled).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      write(run, stages, ValueRiskMatrix.SCHEMA, () -> new ValueRisk(money, date).of(customers));
      write(
          run,
          stages,
          RevenueConcentration.SCHEMA,
          () -> new Concentration(money, date).of(customers));
      write(
          run, stages, ClusterProfiles.SCHEMA, () -> Profiles.of(customers, profiled, date, money));
      LabelMix mix = LabelMix.of(customers, date);
      write(run, stages, SegmentOverlaps.SCHEMA, () -> Overlaps.of(mix, date, money));
      Playbook playbook = new Playbook(run.settings().playbook().with(groups(run)), money);
      Dataset<Row> summary = run.tables().read(SegmentSummary.SCHEMA);
      write(run, stages, SegmentPlaybook.SCHEMA, () -> playbook.of(mix, summary, date));
    } finally {
      customers.unpersist();
    }
  }

  /** What sets clusters without a name apart, by the model that the date uses. */
  private static List<PlaybookSettings.Entry> groups(Run run) {
    return Families.of(run.settings()).stream()
        .filter(scheduled -> scheduled.family() instanceof Clusters)
        .flatMap(scheduled -> new ModelShelf(run).standing(scheduled).stream())
        .flatMap(fitted -> Clusters.groups(fitted.model()).entrySet().stream())
        .map(
            group ->
                new PlaybookSettings.Entry(
                    CustomerSegments.CLUSTER,
                    group.getKey(),
                    Optional.of(group.getValue()),
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  /** The features and labels of the date that the tables are made of, one row a customer. */
  private static Dataset<Row> customers(Run run, List<String> profiled) {
    Set<String> features = new LinkedHashSet<>(List.of(CustomerFeatures.CUSTOMER_ID));
    features.addAll(ValueRisk.features());
    features.addAll(profiled);
    Set<String> labelled = new LinkedHashSet<>(List.of(CustomerSegments.CUSTOMER_ID));
    labelled.addAll(ValueRisk.labels());
    labelled.addAll(LabelMix.columns());
    Dataset<Row> labels =
        ofDate(run, CustomerSegments.SCHEMA, CustomerSegments.SEGMENT_DATE)
            .select(columns(labelled.stream()));
    return ofDate(run, CustomerFeatures.SCHEMA, CustomerFeatures.SEGMENT_DATE)
        .select(columns(features.stream()))
        .join(labels, new String[] {CustomerFeatures.CUSTOMER_ID}, "inner");
  }

  private static Dataset<Row> ofDate(Run run, TableSchema table, String date) {
    return run.tables().read(table).filter(col(date).equalTo(run.asOf()));
  }

  private static Column[] columns(Stream<String> names) {
    return names.map(name -> col(name)).toArray(Column[]::new);
  }

  private static void ofOrders(Run run, Stages stages) {
    LocalDate date = run.asOf();
    Money money = run.settings().money();
    Day day = new Day(date, run.settings().shop().timeZone());
    Dataset<Row> days =
        PurchaseDays.of(run.tables().read(Orders.SCHEMA), day)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      write(run, stages, CohortRetention.SCHEMA, () -> new Cohorts(money, date).of(days));
      write(run, stages, GapDistribution.SCHEMA, () -> Gaps.of(days, date, money));
    } finally {
      days.unpersist();
    }
  }

  /** Some tables are computed before they are written: that is part of their stage. */
  private static void write(
      Run run, Stages stages, TableSchema table, Supplier<Dataset<Row>> rows) {
    stages.write(table, () -> run.tables().replaceDate(table, run.asOf(), rows.get().coalesce(1)));
  }
}
