package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.family.Families;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.schema.CustomerSegments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labels of a past date: of every lifecycle to be judged, and of the other families but
 * clusters.
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

  /**
   * Fits and assigns on the features of a date.
   *
   * @param then a run of that date
   */
  static JudgedLabels of(Run then, Dataset<Row> features, List<JudgedLifecycle> candidates) {
    LocalDate date = then.asOf();
    Map<String, String> models = new LinkedHashMap<>();
    List<String> lifecycles = new ArrayList<>();
    Dataset<Row> labelled = features;
    FitBase base = Features.base(then, features);
    for (Families.Scheduled scheduled : Families.of(then.settings())) {
      String family = scheduled.family().name();
      if (family.equals("clusters") || family.equals("custom")) {
        continue;
      }
      if (family.equals("lifecycle")) {
        labelled = withStages(labelled, date, candidates, lifecycles);
      }
      FittedFamily fitted = scheduled.family().fit(base.with(labelled), date);
      models.put(family, fitted.model().model());
      labelled = fitted.assign(labelled);
    }
    return new JudgedLabels(labelled, lifecycles, models);
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
