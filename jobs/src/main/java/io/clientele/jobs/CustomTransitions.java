package io.clientele.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.family.Custom;
import io.clientele.family.FamilyModel;
import io.clientele.family.Member;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentTransitions;
import io.clientele.settings.CustomSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The ways of customers into and out of the segments of the configuration. A segment that was not
 * defined on the earlier date as it is now had no label then: two rules are not compared.
 *
 * @param run the run
 */
record CustomTransitions(Run run) {
  private static final String MODEL = Member.CUSTOM;

  /**
   * An earlier date.
   *
   * @param horizon its name
   * @param date the date
   * @param here not null where the customer was there
   * @param held the segments that held the customer
   */
  record Then(String horizon, LocalDate date, Column here, Column held) {}

  /**
   * Returns an array of ways, as {@link Transitions} has them of other labels.
   *
   * @param known the columns of today's customers
   */
  Column ways(List<Then> dates, List<String> known) {
    CustomSettings custom = run.settings().families().custom();
    List<String> names = custom.segments().stream().map(CustomSettings.Segment::name).toList();
    if (names.isEmpty() || !known.contains(CustomerSegments.CUSTOM_SEGMENTS)) {
      return array()
          .cast(
              "array<struct<family:string,horizon:string,compared_date:date,from_segment:string,"
                  + "to_segment:string,by_refit:boolean,remark:string>>");
    }
    Map<LocalDate, CustomSettings> definitions =
        definitions(dates.stream().map(Then::date).toList());
    return dates.stream()
        .map(then -> ways(then, custom, Optional.ofNullable(definitions.get(then.date()))))
        .reduce((one, other) -> concat(one, other))
        .orElseThrow();
  }

  private static Column ways(Then then, CustomSettings custom, Optional<CustomSettings> before) {
    Column[] segments =
        custom.segments().stream()
            .map(CustomSettings.Segment::name)
            .map(
                name ->
                    struct(
                        lit(name).as("name"),
                        lit(before.isEmpty() || !isSame(custom, before.get(), name)).as("is_new"),
                        lit(custom.isAsIngestedLast(name)
                                ? SegmentTransitions.AS_INGESTED_LAST
                                : null)
                            .cast("string")
                            .as("remark")))
            .toArray(Column[]::new);
    return transform(array(segments), segment -> way(then, segment));
  }

  private static boolean isSame(CustomSettings now, CustomSettings then, String name) {
    return then.definition(name).equals(now.definition(name));
  }

  private static Column way(Then then, Column segment) {
    Column name = segment.getField("name");
    Column isToday = col("is_here").isNotNull();
    Column from =
        when(then.here().isNull(), SegmentTransitions.NOT_YET)
            .when(segment.getField("is_new"), SegmentTransitions.NO_LABEL)
            .otherwise(label(then.held(), name));
    Column to =
        when(isToday, label(col(CustomerSegments.CUSTOM_SEGMENTS), name))
            .otherwise(SegmentTransitions.NO_LONGER);
    return struct(
        concat(lit(Member.custom("")), name).as(SegmentTransitions.FAMILY),
        lit(then.horizon()).as(SegmentTransitions.HORIZON),
        lit(then.date()).as(SegmentTransitions.COMPARED_DATE),
        from.as(SegmentTransitions.FROM_SEGMENT),
        to.as(SegmentTransitions.TO_SEGMENT),
        // A rule has no cuts that a refit could move.
        lit(then.horizon().equals(SegmentTransitions.PREVIOUS_RUN) ? false : null)
            .cast("boolean")
            .as("by_refit"),
        segment.getField("remark").as(SegmentTransitions.REMARK));
  }

  private static Column label(Column held, Column name) {
    return coalesce(
        when(array_contains(held, name), Member.IN).when(held.isNotNull(), Member.NOT_IN),
        lit(SegmentTransitions.NO_LABEL));
  }

  /** The segments as the newest succeeded run of each date had them; none where that is unknown. */
  private Map<LocalDate, CustomSettings> definitions(List<LocalDate> dates) {
    Map<LocalDate, LocalDate> fitted = new HashMap<>();
    run.tables()
        .read(Runs.SCHEMA)
        .filter(col(Runs.STATUS).equalTo(Recorded.SUCCEEDED))
        .filter(col(Runs.COMMAND).isin(Commands.SEGMENTS, Commands.RUN))
        .filter(col(Runs.SEGMENT_DATE).isInCollection(dates))
        .groupBy(col(Runs.SEGMENT_DATE).cast("string"))
        .agg(max_by(coalesce(col(Runs.MODELS_USED), lit("{}")), col(Runs.FINISHED_AT)))
        .collectAsList()
        .forEach(
            row ->
                fitDate(row.getString(1))
                    .ifPresent(day -> fitted.put(LocalDate.parse(row.getString(0)), day)));
    Map<LocalDate, List<Row>> models = new HashMap<>();
    run.tables()
        .read(SegmentModels.SCHEMA)
        .filter(col(SegmentModels.FAMILY).equalTo(Member.CUSTOM))
        .filter(col(SegmentModels.FIT_DATE).isInCollection(fitted.values()))
        .select(col(SegmentModels.FIT_DATE).cast("string"), col(SegmentModels.PARAMETERS))
        .collectAsList()
        .forEach(
            row ->
                models
                    .computeIfAbsent(LocalDate.parse(row.getString(0)), day -> new ArrayList<>())
                    .add(row));
    Map<LocalDate, CustomSettings> known = new HashMap<>();
    fitted.forEach(
        (date, day) -> {
          List<Row> ofDay = models.getOrDefault(day, List.of());
          // Of two configurations that were first used on one day nobody knows which it was.
          if (ofDay.size() == 1) {
            String parameters = ofDay.get(0).getString(1);
            known.put(
                date,
                Custom.definitions(new FamilyModel(Member.CUSTOM, "rules", day, parameters, 0)));
          }
        });
    return known;
  }

  /** The model that a run used is told as {@code rules of 2025-03-31}. */
  private static Optional<LocalDate> fitDate(String models) {
    try {
      String used = JsonMapper.builder().build().readTree(models).path(MODEL).asText();
      return used.isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(used.substring(used.lastIndexOf(' ') + 1)));
    } catch (JsonProcessingException unreadable) {
      // Somebody else wrote it.
      return Optional.empty();
    }
  }
}
