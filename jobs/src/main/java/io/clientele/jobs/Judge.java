package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.Families;
import io.clientele.family.Lifecycle;
import io.clientele.family.Member;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentValidity;
import io.clientele.settings.CustomSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.JudgeSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSelection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Holds the segments of past dates against what came after: each date is computed as if it were
 * today, with every method of lifecycle, and its segments are asked who bought again. Writes
 * segment_validity of the as-of date and says which method fits this shop.
 */
public final class Judge implements Job {

  private final Function<Run, List<JudgedLifecycle>> lifecycles;

  /** Judges every method of lifecycle. */
  public Judge() {
    this(run -> JudgedLifecycle.methods(run.settings().families()));
  }

  /** Judges these lifecycles of a run. */
  Judge(Function<Run, List<JudgedLifecycle>> lifecycles) {
    this.lifecycles = lifecycles;
  }

  @Override
  public RunReport run(Run asked) {
    return judge(settled(asked), asked.settings().families().lifecycle().selection());
  }

  /** Where the method is chosen, past dates are computed with the one that was chosen. */
  private static Run settled(Run run) {
    FamiliesSettings families = run.settings().families();
    if (families.lifecycle().selection() == LifecycleSelection.GIVEN) {
      return run;
    }
    LifecycleMethod used =
        Families.of(run.settings()).stream()
            .filter(scheduled -> scheduled.family() instanceof Lifecycle)
            .findFirst()
            .flatMap(scheduled -> new ModelShelf(run).standing(scheduled))
            .map(fitted -> fitted.model().model().toUpperCase(Locale.ROOT))
            .map(LifecycleMethod::valueOf)
            .orElse(families.lifecycle().method());
    return new Run(
        run.settings().with(families.with(used)),
        run.spark(),
        run.tables(),
        run.asOf(),
        run.fitting(),
        run.progress());
  }

  private RunReport judge(Run run, LifecycleSelection selection) {
    if (run.tables().version(Orders.SCHEMA).isEmpty()) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "Nothing has been ingested into this warehouse",
          "table " + run.tables().location(Orders.SCHEMA),
          "run the command ingest (or run) first, with the same warehouse.path and format");
    }
    Stages stages = new Stages(run);
    stages.reads(Orders.SCHEMA.name(), run.tables().version(Orders.SCHEMA));
    Optional<Integer> asked = run.settings().judge().horizonDays();
    int horizon =
        asked.isPresent()
            ? asked.get()
            : stages.compute("measuring the shop's gaps", () -> usualHorizon(run));
    List<JudgedLifecycle> candidates = lifecycles.apply(run);
    List<JudgedSegment> judged = new ArrayList<>();
    for (LocalDate date : dates(run, horizon)) {
      judged.addAll(
          stages.compute(
              "judging " + date, () -> new JudgedDate(run, date, horizon, candidates).segments()));
    }
    stages.write(SegmentValidity.SCHEMA, () -> write(run, horizon, judged));
    stages.note(sentence(horizon, asked));
    leftOut(run.settings().families().custom()).ifPresent(stages::note);
    new Recommendation(run.settings().families().lifecycle().method(), selection, horizon)
        .of(judged)
        .forEach(stages::note);
    return stages.report();
  }

  /**
   * The days to look at after a past date where nobody asks for others: the usual ones, or the
   * shop's mean gap where that is longer, since nobody can be expected to return before.
   */
  private static int usualHorizon(Run run) {
    Row sums =
        Features.features(run)
            .filter(col(CustomerFeatures.PURCHASE_DAYS).gt(1))
            .agg(
                sum(col(CustomerFeatures.PURCHASE_DAYS).minus(1)),
                sum(col(CustomerFeatures.TENURE_DAYS).minus(col(CustomerFeatures.RECENCY_DAYS))))
            .head();
    double mean = sums.isNullAt(0) ? 0 : (double) sums.getLong(1) / sums.getLong(0);
    return (int) Math.max(JudgeSettings.USUAL_HORIZON, Math.ceil(mean));
  }

  private static String sentence(int horizon, Optional<Integer> asked) {
    String why =
        asked.isPresent()
            ? "as asked for"
            : horizon > JudgeSettings.USUAL_HORIZON
                ? "the shop's mean gap, longer than the usual " + JudgeSettings.USUAL_HORIZON
                : "as usual";
    return "Judged over the %d %s after each past date (%s); predictions are of as many days."
        .formatted(horizon, horizon == 1 ? "day" : "days", why);
  }

  private static Optional<String> leftOut(CustomSettings custom) {
    List<String> names =
        custom.enabled()
            ? custom.segments().stream()
                .map(CustomSettings.Segment::name)
                .filter(custom::isAsIngestedLast)
                .sorted()
                .toList()
            : List.of();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not judged: the custom segments %s. They read country, consent or attributes of customers, which are known as ingested last and not as of a past date."
                .formatted(String.join(", ", names)));
  }

  private static List<LocalDate> dates(Run run, int horizon) {
    JudgeSettings settings = run.settings().judge();
    List<LocalDate> dates = new ArrayList<>();
    for (int i = 0; i < settings.snapshots(); i++) {
      dates.add(run.asOf().minusDays(horizon + (long) i * settings.everyDays()));
    }
    return dates;
  }

  private static long write(Run run, int horizon, List<JudgedSegment> judged) {
    Map<LocalDate, Double> shares =
        judged.stream()
            .filter(one -> one.family().equals(Member.BASE))
            .collect(Collectors.toMap(JudgedSegment::date, JudgedSegment::returnShare));
    int scale = run.settings().money().scale();
    List<Row> rows =
        judged.stream()
            .map(one -> one.row(run.asOf(), horizon, scale, shares.getOrDefault(one.date(), 0.0)))
            .toList();
    return run.tables()
        .replaceDate(
            SegmentValidity.SCHEMA,
            run.asOf(),
            run.spark()
                .createDataFrame(rows, SegmentValidity.SCHEMA.structType(run.settings().money()))
                .coalesce(1));
  }
}
