package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.family.Behaviour;
import io.clientele.family.Lifecycle;
import io.clientele.family.Loyalty;
import io.clientele.family.Member;
import io.clientele.family.PriceSensitivity;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.RfmSettings;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/** Reads the segments of the date as they were written, in the order people expect. */
final class SegmentLines {
  private static final List<String> FAMILIES =
      List.of(
          Member.BASE,
          CustomerSegments.LIFECYCLE,
          CustomerSegments.LOYALTY,
          CustomerSegments.CLUSTER,
          Member.READY_MADE,
          CustomerSegments.PRIMARY_BEHAVIOUR,
          Member.BEHAVIOUR,
          Member.RFM,
          CustomerSegments.PRICE_SENSITIVITY,
          Member.CUSTOM);

  private final Run run;

  SegmentLines(Run run) {
    this.run = run;
  }

  /** Returns one line per segment: families in order, their segments too, clusters by size. */
  List<RunReport.SegmentLine> read() {
    return run
        .tables()
        .read(SegmentSummary.SCHEMA)
        .filter(col(SegmentSummary.SEGMENT_DATE).equalTo(run.asOf()))
        .collectAsList()
        .stream()
        .map(SegmentLines::line)
        .sorted(
            Comparator.comparingInt((RunReport.SegmentLine line) -> place(FAMILIES, line.family()))
                .thenComparing(RunReport.SegmentLine::family)
                .thenComparingInt(line -> place(order(line.family()), line.segment()))
                .thenComparing(line -> -line.customers().orElse(0))
                .thenComparing(RunReport.SegmentLine::segment))
        .toList();
  }

  private List<String> order(String family) {
    return switch (family) {
      case Member.BASE -> List.of(Member.ALL);
      case CustomerSegments.LIFECYCLE ->
          List.of(
              Lifecycle.JUST_ORDERED,
              Lifecycle.ACTIVE,
              Lifecycle.SLIPPING_AWAY,
              Lifecycle.LOST,
              Lifecycle.PROSPECT);
      case CustomerSegments.LOYALTY ->
          List.of(
              Loyalty.VIP,
              Loyalty.FREQUENT_BUYER,
              Loyalty.LOYAL_CUSTOMER,
              Loyalty.ONE_TIME_BUYER,
              Lifecycle.PROSPECT);
      case CustomerSegments.PRIMARY_BEHAVIOUR -> Behaviour.PRIORITY;
      case Member.RFM ->
          run.settings().families().rfm().segments().stream()
              .map(RfmSettings.Segment::name)
              .distinct()
              .toList();
      case CustomerSegments.PRICE_SENSITIVITY ->
          List.of(PriceSensitivity.CHEAPER, PriceSensitivity.AVERAGE, PriceSensitivity.EXPENSIVE);
      default ->
          Member.customSegment(family).isPresent()
              ? List.of(Member.IN, Member.NOT_IN)
              : Member.FLAGS.stream().map(Member::column).toList();
    };
  }

  private static RunReport.SegmentLine line(Row row) {
    int customers = row.fieldIndex(SegmentSummary.CUSTOMERS);
    return new RunReport.SegmentLine(
        row.getString(row.fieldIndex(SegmentSummary.FAMILY)),
        row.getString(row.fieldIndex(SegmentSummary.SEGMENT)),
        row.isNullAt(customers) ? OptionalLong.empty() : OptionalLong.of(row.getLong(customers)),
        share(row, SegmentSummary.CUSTOMER_SHARE),
        share(row, SegmentSummary.REVENUE_SHARE));
  }

  private static OptionalDouble share(Row row, String column) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(index));
  }

  private static int place(List<String> order, String name) {
    int place = order.indexOf(name);
    return place < 0 ? order.size() : place;
  }
}
