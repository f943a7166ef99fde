package io.clientele.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Lifecycle;
import io.clientele.family.Member;
import io.clientele.family.Prediction;
import io.clientele.family.Separation;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentValidity;
import io.clientele.settings.CustomSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * One past date, computed as if it were today, and held against what came after.
 *
 * @param run the judgement: warehouse, settings and the last day known
 * @param date the past date
 * @param horizon days after it that are looked at
 * @param lifecycles the lifecycles to be judged
 */
record JudgedDate(Run run, LocalDate date, int horizon, List<JudgedLifecycle> lifecycles) {
  private static final String PROBABILITY = Prediction.RETURN_PROBABILITY;
  private static final String EXPECTED = Prediction.EXPECTED_DAYS;
  private static final int FIT_PARTITIONS = 4;

  private static final List<String> STAGES =
      List.of(Lifecycle.JUST_ORDERED, Lifecycle.ACTIVE, Lifecycle.SLIPPING_AWAY, Lifecycle.LOST);

  /** Returns the rows of the date; none where the shop was too young. */
  List<JudgedSegment> segments() {
    Run then =
        new Run(run.settings(), run.spark(), run.tables(), date, run.fitting(), run.progress());
    Dataset<Row> features = Features.features(then).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      if (historyDays(features) < run.settings().judge().minHistoryDays()) {
        return List.of();
      }
      JudgedLabels chain = JudgedLabels.of(this, features);
      Dataset<Row> outcomes =
          new Outcomes(run, date, horizon)
              .with(
                  chain
                      .labelled()
                      .filter(col(CustomerFeatures.PURCHASE_DAYS).gt(0))
                      .select(needed(chain)))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return judged(chain, outcomes);
      } finally {
        outcomes.unpersist();
      }
    } finally {
      features.unpersist();
    }
  }

  /** The segments of the configuration that can be computed for a past date. */
  CustomSettings custom() {
    CustomSettings custom = run.settings().families().custom();
    return custom.enabled() ? custom.ofAnyDate() : CustomSettings.none();
  }

  private static long historyDays(Dataset<Row> features) {
    Row longest = features.agg(max(col(CustomerFeatures.TENURE_DAYS))).head();
    return longest.isNullAt(0) ? -1 : longest.getInt(0);
  }

  private static Column[] needed(JudgedLabels chain) {
    List<String> known = Arrays.asList(chain.labelled().columns());
    Stream<String> scored =
        known.stream()
            .filter(
                name -> name.startsWith(JudgedLabels.STAGE) || name.startsWith(JudgedLabels.SCORE));
    Stream<String> labels =
        Stream.concat(
                Stream.of(
                    CustomerSegments.CUSTOMER_ID,
                    CustomerSegments.LOYALTY,
                    CustomerSegments.CUSTOM_SEGMENTS),
                Member.FLAGS.stream().map(Member::column))
            .filter(known::contains);
    Stream<Column> columns = Stream.concat(scored, labels).map(name -> col(name));
    return Stream.concat(
            columns,
            Stream.of(
                predicted(known, PROBABILITY).as(PROBABILITY),
                predicted(known, EXPECTED).as(EXPECTED)))
        .toArray(Column[]::new);
  }

  /** As decimals: sums of floating point would depend on the order of rows. */
  private static Column predicted(List<String> known, String column) {
    return (known.contains(column) ? col(column) : lit(null)).cast("decimal(20,12)");
  }

  private List<JudgedSegment> judged(JudgedLabels chain, Dataset<Row> outcomes) {
    List<JudgedSegment> segments =
        counted(
                outcomes.select(
                    col("*"),
                    explode(array(ways(chain, outcomes).toArray(Column[]::new))).as("way")))
            .collectAsList()
            .stream()
            .map(row -> JudgedSegment.of(date, row))
            .toList();
    Optional<JudgedSegment> buyers =
        segments.stream().filter(one -> one.family().equals(Member.BASE)).findFirst();
    Stream<JudgedSegment> wholes =
        buyers.stream()
            .flatMap(
                all ->
                    chain.lifecycles().stream()
                        .map(method -> whole(all, method, segments, outcomes)));
    return Stream.concat(segments.stream(), wholes).toList();
  }

  private List<Column> ways(JudgedLabels chain, Dataset<Row> outcomes) {
    List<String> known = Arrays.asList(outcomes.columns());
    List<Column> ways = new ArrayList<>();
    ways.add(way(Member.BASE, "buyers", lit(SegmentValidity.ALL)));
    chain
        .lifecycles()
        .forEach(method -> ways.add(way("lifecycle", method, col(JudgedLabels.STAGE + method))));
    if (chain.models().containsKey("loyalty")) {
      String method = String.valueOf(chain.models().get("loyalty"));
      ways.add(way("loyalty", method, col(CustomerSegments.LOYALTY)));
    }
    Member.FLAGS.stream()
        .filter(flag -> known.contains(flag.column()))
        .forEach(
            flag ->
                ways.add(way(flag.family(), "rule", when(col(flag.column()), lit(flag.column())))));
    for (CustomSettings.Segment segment : custom().segments()) {
      Column holds = array_contains(col(CustomerSegments.CUSTOM_SEGMENTS), segment.name());
      ways.add(
          way(
              Member.custom(segment.name()),
              "rule",
              when(holds, Member.IN).otherwise(Member.NOT_IN)));
    }
    if (chain.models().containsKey("prediction")) {
      String method = String.valueOf(chain.models().get("prediction"));
      ways.add(way("prediction", method, decile(outcomes)));
    }
    return ways;
  }

  private static Column way(String family, String method, Column segment) {
    return struct(lit(family).as("family"), lit(method).as("method"), segment.as("segment"));
  }

  /** The tenth of the buyers by predicted return, 1 lowest; equal predictions share a tenth. */
  private static Column decile(Dataset<Row> outcomes) {
    double[] tenths = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    Column probability = col(PROBABILITY).cast("double");
    double[] cuts =
        outcomes
            .select(probability.as(PROBABILITY))
            .coalesce(FIT_PARTITIONS)
            .stat()
            .approxQuantile(PROBABILITY, tenths, 0);
    Column place = lit(1);
    for (double cut : cuts) {
      place = place.plus(when(probability.gt(lit(cut)), 1).otherwise(0));
    }
    return when(col(PROBABILITY).isNotNull(), place.cast("string"));
  }

  private static Dataset<Row> counted(Dataset<Row> ways) {
    return ways.filter(col("way.segment").isNotNull())
        .groupBy(col("way.family"), col("way.method"), col("way.segment"))
        .agg(
            count(lit(1)),
            count_if(col(Outcomes.RETURNED)),
            sum(col(Outcomes.DAYS)),
            sum(col(Outcomes.SPEND)),
            sum(col(PROBABILITY)),
            sum(col(EXPECTED)),
            count(col(Outcomes.ACTIVE)),
            count_if(col(Outcomes.ACTIVE)));
  }

  /** What is said of a method of lifecycle as a whole. */
  private static JudgedSegment whole(
      JudgedSegment buyers, String method, List<JudgedSegment> segments, Dataset<Row> outcomes) {
    List<Separation.Group> groups = groups(method, segments, STAGES);
    List<Separation.Group> falling =
        groups(method, segments, STAGES.subList(1, STAGES.size())).stream()
            .filter(group -> group.customers() > 0)
            .toList();
    JudgedSegment.Counts counts = buyers.counts();
    JudgedSegment.Quality quality =
        new JudgedSegment.Quality(
            new Separation(groups).auc(),
            counts.returned() == 0 || counts.returned() == counts.customers()
                ? OptionalDouble.empty()
                : auc(outcomes, JudgedLabels.SCORE + method, Outcomes.RETURNED),
            falling.size() < 2
                ? Optional.empty()
                : Optional.of(new Separation(falling).isMonotone()),
            counts.active() == 0 || counts.active() == counts.known()
                ? OptionalDouble.empty()
                : auc(outcomes, JudgedLabels.SCORE + method, Outcomes.ACTIVE));
    return new JudgedSegment(
        buyers.date(), "lifecycle", method, SegmentValidity.ALL, counts, quality);
  }

  private static List<Separation.Group> groups(
      String method, List<JudgedSegment> segments, List<String> stages) {
    return stages.stream()
        .map(
            stage ->
                segments.stream()
                    .filter(one -> one.family().equals("lifecycle"))
                    .filter(one -> one.method().equals(method) && one.segment().equals(stage))
                    .map(
                        one ->
                            new Separation.Group(one.counts().customers(), one.counts().returned()))
                    .findFirst()
                    .orElse(new Separation.Group(0, 0)))
        .toList();
  }

  /** The area under the ROC curve over every distinct score, ties counted half. */
  private static OptionalDouble auc(Dataset<Row> outcomes, String score, String outcome) {
    double auc =
        new BinaryClassificationEvaluator()
            .setRawPredictionCol("score")
            .setLabelCol("label")
            .setNumBins(0)
            .evaluate(
                outcomes
                    .filter(col(score).isNotNull().and(col(outcome).isNotNull()))
                    .select(
                        col(score).cast("double").as("score"),
                        col(outcome).cast("double").as("label")));
    // Summed in floating point over partitions: the digits beyond are theirs.
    return OptionalDouble.of(Math.rint(auc * 1e9) / 1e9);
  }
}
