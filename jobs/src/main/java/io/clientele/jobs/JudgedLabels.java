package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;

import io.clientele.family.Families;
import io.clientele.family.FittedFamily;
import io.clientele.family.Lifecycle;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.PurchaseCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labels of a past date: of every method of lifecycle, and of the other families but clusters.
 *
 * @param labelled features and labels
 * @param lifecycles the methods of lifecycle that the shop is large enough for
 * @param models the method of every other family
 */
record JudgedLabels(Dataset<Row> labelled, List<String> lifecycles, Map<String, String> models) {
  /** Prefix of the column that holds the stage of a method of lifecycle. */
  static final String STAGE = "stage_";

  /** Prefix of the column that holds the number the stages are cut from. */
  static final String SCORE = "score_";

  /** Fits and assigns on the features of the date. */
  static JudgedLabels of(Run run, LocalDate date, Dataset<Row> features) {
    FamiliesSettings families = run.settings().families();
    Map<String, String> models = new LinkedHashMap<>();
    List<String> lifecycles = new ArrayList<>();
    Dataset<Row> labelled = features;
    for (Families.Scheduled scheduled : Families.of(run.settings())) {
      String family = scheduled.family().name();
      if (family.equals("clusters") || family.equals("custom")) {
        continue;
      }
      if (family.equals("lifecycle")) {
        labelled = withStages(labelled, families, date, lifecycles);
      }
      FittedFamily fitted = scheduled.family().fit(labelled, date);
      models.put(family, fitted.model().model());
      labelled = fitted.assign(labelled);
    }
    return new JudgedLabels(labelled, lifecycles, models);
  }

  private static Dataset<Row> withStages(
      Dataset<Row> labelled, FamiliesSettings families, LocalDate date, List<String> lifecycles) {
    Dataset<Row> result = labelled;
    for (LifecycleMethod method : LifecycleMethod.values()) {
      String name = method.name().toLowerCase(Locale.ROOT);
      FittedFamily fitted = new Lifecycle(families.with(method)).fit(labelled, date);
      if (!fitted.model().model().equals(name)) {
        // The shop is too small for the method, which stands aside for another.
        continue;
      }
      lifecycles.add(name);
      List<Column> columns =
          new ArrayList<>(Arrays.stream(result.columns()).map(column -> col(column)).toList());
      columns.add(col(CustomerSegments.LIFECYCLE).as(STAGE + name));
      columns.add(score(method, families).as(SCORE + name));
      result = fitted.assign(result).select(columns.toArray(Column[]::new));
    }
    return result;
  }

  /** What the stages are cut from: the higher, the likelier to return. */
  private static Column score(LifecycleMethod method, FamiliesSettings families) {
    Column recency = col(CustomerFeatures.RECENCY_DAYS).cast("double");
    Column occasions =
        col(
            families.count() == PurchaseCount.ORDERS
                ? CustomerFeatures.ORDERS
                : CustomerFeatures.PURCHASE_DAYS);
    return switch (method) {
      case RHYTHM ->
          recency
              .divide(col(CustomerSegments.EXPECTED_GAP_DAYS))
              .divide(
                  least(sqrt(occasions.cast("double")), lit(families.lifecycle().maxPatience())))
              .unary_$minus();
      case SHOP, FIXED -> recency.unary_$minus();
      case MODEL -> col(CustomerSegments.RETURN_PROBABILITY_90D);
    };
  }
}
