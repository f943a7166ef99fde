package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.family.Custom;
import io.clientele.family.Families;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.family.Prediction;
import io.clientele.family.SegmentFamily;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.CustomSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labels of a past date: of every lifecycle to be judged, and of the other families; of
 * clusters where a segment of the configuration reads them.
 *
 * @param labelled features and labels
 * @param lifecycles names of the lifecycles that the shop is large enough for
 * @param models the method of every other family
 */
record JudgedLabels(Dataset<Row> labelled, List<String> lifecycles, Map<String, String> models) {
  /** Prefix of the column that holds the stage of a method of lifecycle. */
  static final String STAGE = "stage_";

  /** Prefix of the column that holds the number the stages are cut from. */
  static final String SCORE = "score_";

  private static final Set<String> CLUSTER_COLUMNS =
      Set.of(
          CustomerSegments.CLUSTER,
          CustomerSegments.CLUSTER_DISTANCE,
          CustomerSegments.CLUSTER_FIT_DATE);

  /** Fits and assigns on the features of the date. */
  static JudgedLabels of(JudgedDate judged, Dataset<Row> features) {
    LocalDate date = judged.date();
    CustomSettings custom = judged.custom();
    Map<String, String> models = new LinkedHashMap<>();
    List<String> lifecycles = new ArrayList<>();
    Dataset<Row> labelled = features;
    FitBase base = Features.base(judged.run().at(date), features);
    for (Families.Scheduled scheduled : Families.of(judged.run().settings())) {
      String family = scheduled.family().name();
      if (!isJudged(family, custom)) {
        continue;
      }
      if (family.equals("lifecycle")) {
        labelled = withStages(labelled, date, judged.lifecycles(), lifecycles);
      }
      SegmentFamily judgedFamily =
          family.equals("custom") ? new Custom(custom) : scheduled.family();
      FittedFamily fitted = judgedFamily.fit(base.with(labelled), date);
      models.put(family, fitted.model().model());
      labelled = fitted.assign(labelled);
      if (family.equals("prediction")) {
        // A run foretells 90 days; here it is held against the days that are looked at.
        labelled = Prediction.over(fitted.model(), labelled, judged.horizon());
      }
    }
    return new JudgedLabels(labelled, lifecycles, models);
  }

  /** Clusters cost much, and are computed where a segment of the configuration reads them. */
  private static boolean isJudged(String family, CustomSettings custom) {
    return switch (family) {
      case "custom" -> !custom.segments().isEmpty();
      case "clusters" ->
          custom.segments().stream()
              .flatMap(segment -> custom.reads(segment.name()).stream())
              .anyMatch(CLUSTER_COLUMNS::contains);
      default -> true;
    };
  }

  private static Dataset<Row> withStages(
      Dataset<Row> labelled,
      LocalDate date,
      List<JudgedLifecycle> candidates,
      List<String> lifecycles) {
    Dataset<Row> result = labelled;
    for (JudgedLifecycle candidate : candidates) {
      String name = candidate.name();
      FittedFamily fitted = candidate.family().fit(labelled, date);
      if (!fitted.model().model().equals(name)) {
        // The shop is too small for the method, which stands aside for another.
        continue;
      }
      lifecycles.add(name);
      List<Column> columns =
          new ArrayList<>(Arrays.stream(result.columns()).map(column -> col(column)).toList());
      columns.add(col(CustomerSegments.LIFECYCLE).as(STAGE + name));
      columns.add(candidate.score().apply(fitted.model()).as(SCORE + name));
      result = fitted.assign(result).select(columns.toArray(Column[]::new));
    }
    return result;
  }
}
