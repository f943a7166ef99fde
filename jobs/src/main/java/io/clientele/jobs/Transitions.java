package io.clientele.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentTransitions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts who went from which segment to which: since the newest complete date before, and over 30
 * and 90 days.
 */
final class Transitions {
  private static final String ID = CustomerSegments.CUSTOMER_ID;

  private final Run run;
  private final CompleteDates dates;

  Transitions(Run run, CompleteDates dates) {
    this.run = run;
    this.dates = dates;
  }

  /** Returns the name of the column that holds what the model before would have said. */
  static String unmoved(String label) {
    return "unmoved_" + label;
  }

  /**
   * Returns segment_transitions of the date; no rows where no earlier date is complete.
   *
   * @param labelled features and labels of the date, and for families fitted again {@link #unmoved}
   */
  Dataset<Row> of(Dataset<Row> labelled) {
    List<Horizon> horizons = horizons();
    Dataset<Row> joined = now(labelled);
    for (Horizon horizon : horizons) {
      joined = joined.join(then(horizon), new String[] {ID}, "full_outer");
    }
    if (horizons.isEmpty()) {
      return run.spark()
          .createDataFrame(List.of(), SegmentTransitions.SCHEMA.structType(run.settings().money()));
    }
    List<String> known = Arrays.asList(labelled.columns());
    Column[] ways =
        horizons.stream()
            .flatMap(
                horizon ->
                    PreviousLabels.LABELS.stream()
                        .map(label -> way(horizon, label, byRefit(horizon, label, known))))
            .toArray(Column[]::new);
    Column custom =
        new CustomTransitions(run).ways(horizons.stream().map(Horizon::custom).toList(), known);
    return counted(joined.select(col("net"), explode(concat(array(ways), custom)).as("way")));
  }

  private List<Horizon> horizons() {
    LocalDate date = run.asOf();
    List<Horizon> horizons = new ArrayList<>();
    dates
        .before(date)
        .ifPresent(day -> horizons.add(new Horizon(SegmentTransitions.PREVIOUS_RUN, "run", day)));
    for (int days : List.of(30, 90)) {
      // A shop that runs by the week has no date of exactly that age.
      Optional<LocalDate> day = dates.newest(date.minusDays(days + 6), date.minusDays(days));
      day.ifPresent(found -> horizons.add(new Horizon(days + " days", "days" + days, found)));
    }
    return horizons;
  }

  private static Dataset<Row> now(Dataset<Row> labelled) {
    List<String> known = Arrays.asList(labelled.columns());
    Stream<Column> always =
        Stream.of(col(ID), lit(true).as("is_here"), col(CustomerFeatures.NET_REVENUE).as("net"));
    Stream<Column> labels =
        Stream.concat(
                Stream.of(CustomerSegments.CUSTOM_SEGMENTS),
                PreviousLabels.LABELS.stream().flatMap(label -> Stream.of(label, unmoved(label))))
            .filter(known::contains)
            .map(name -> col(name));
    return labelled.select(Stream.concat(always, labels).toArray(Column[]::new));
  }

  private Dataset<Row> then(Horizon horizon) {
    Stream<Column> always = Stream.of(col(ID), lit(true).as(horizon.was("here")));
    Stream<Column> labels =
        Stream.concat(PreviousLabels.LABELS.stream(), Stream.of(CustomerSegments.CUSTOM_SEGMENTS))
            .map(label -> col(label).as(horizon.was(label)));
    return new PersonIds(run)
        .followed(
            run.tables()
                .read(CustomerSegments.SCHEMA)
                .filter(col(CustomerSegments.SEGMENT_DATE).equalTo(horizon.date))
                .select(Stream.concat(always, labels).toArray(Column[]::new)));
  }

  /** Holds where the model before would have left the customer where they were. */
  private static Column byRefit(Horizon horizon, String label, List<String> known) {
    if (!horizon.name.equals(SegmentTransitions.PREVIOUS_RUN)) {
      // Several refits may lie between, of which only today's is known.
      return lit(null).cast("boolean");
    }
    if (!known.contains(unmoved(label))) {
      return lit(false);
    }
    return coalesce(
        col(unmoved(label))
            .equalTo(col(horizon.was(label)))
            .and(col(label).notEqual(col(unmoved(label)))),
        lit(false));
  }

  private static Column way(Horizon horizon, String label, Column byRefit) {
    Column from =
        when(col(horizon.was("here")).isNull(), SegmentTransitions.NOT_YET)
            .otherwise(coalesce(col(horizon.was(label)), lit(SegmentTransitions.NO_LABEL)));
    Column to =
        when(col("is_here").isNull(), SegmentTransitions.NO_LONGER)
            .otherwise(coalesce(col(label), lit(SegmentTransitions.NO_LABEL)));
    return struct(
        lit(label).as(SegmentTransitions.FAMILY),
        lit(horizon.name).as(SegmentTransitions.HORIZON),
        lit(horizon.date).as(SegmentTransitions.COMPARED_DATE),
        from.as(SegmentTransitions.FROM_SEGMENT),
        to.as(SegmentTransitions.TO_SEGMENT),
        byRefit.as("by_refit"),
        lit(null).cast("string").as(SegmentTransitions.REMARK));
  }

  private Dataset<Row> counted(Dataset<Row> ways) {
    Dataset<Row> flat = ways.select(col("net"), col("way.*"));
    // Nobody's label of a family that is off says anything.
    Dataset<Row> told =
        flat.filter(
            col(SegmentTransitions.FROM_SEGMENT)
                .isin(SegmentTransitions.NO_LABEL, SegmentTransitions.NOT_YET)
                .and(
                    col(SegmentTransitions.TO_SEGMENT)
                        .isin(SegmentTransitions.NO_LABEL, SegmentTransitions.NO_LONGER))
                .equalTo(false));
    Column refitKnown = count(col("by_refit"));
    return told.groupBy(
            SegmentTransitions.FAMILY,
            SegmentTransitions.HORIZON,
            SegmentTransitions.COMPARED_DATE,
            SegmentTransitions.FROM_SEGMENT,
            SegmentTransitions.TO_SEGMENT,
            SegmentTransitions.REMARK)
        .agg(
            count(lit(1)).as(SegmentTransitions.CUSTOMERS),
            sum(col("net")).as(SegmentTransitions.NET_REVENUE),
            when(refitKnown.gt(0), count_if(col("by_refit")))
                .as(SegmentTransitions.CUSTOMERS_BY_REFIT))
        .withColumn(SegmentTransitions.SEGMENT_DATE, lit(run.asOf()))
        .coalesce(1);
  }

  /**
   * An earlier date.
   *
   * @param name what the table calls it
   * @param prefix of its columns in the join
   * @param date the date itself
   */
  private record Horizon(String name, String prefix, LocalDate date) {

    String was(String label) {
      return prefix + "_" + label;
    }

    /** What the segments of the configuration are compared with. */
    CustomTransitions.Then custom() {
      return new CustomTransitions.Then(
          name, date, col(was("here")), col(was(CustomerSegments.CUSTOM_SEGMENTS)));
    }
  }
}
