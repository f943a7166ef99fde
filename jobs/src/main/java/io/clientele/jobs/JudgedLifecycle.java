package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.family.FamilyModel;
import io.clientele.family.Lifecycle;
import io.clientele.family.SegmentFamily;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * A way to decide the stages of lifecycle that is put to the test.
 *
 * @param name its name, which its model must have as well, else it stands aside
 * @param family decides the stages
 * @param score what the stages of a fitted model are cut from, over what the family assigns: the
 *     higher, the likelier to return
 */
record JudgedLifecycle(String name, SegmentFamily family, Function<FamilyModel, Column> score) {

  JudgedLifecycle(String name, SegmentFamily family, Column score) {
    this(name, family, model -> score);
  }

  /** Returns every method there is. */
  static List<JudgedLifecycle> methods(FamiliesSettings families) {
    return Stream.of(LifecycleMethod.values()).map(method -> of(method, families)).toList();
  }

  private static JudgedLifecycle of(LifecycleMethod method, FamiliesSettings families) {
    String name = method.name().toLowerCase(Locale.ROOT);
    Lifecycle family = new Lifecycle(families.with(method));
    Column recency = col(CustomerFeatures.RECENCY_DAYS).cast("double");
    return switch (method) {
      case RHYTHM ->
          new JudgedLifecycle(
              name,
              family,
              model ->
                  recency
                      .divide(col(CustomerSegments.EXPECTED_GAP_DAYS))
                      .divide(family.patience(model))
                      .unary_$minus());
      case SHOP, FIXED -> new JudgedLifecycle(name, family, recency.unary_$minus());
      case MODEL -> new JudgedLifecycle(name, family, col(CustomerSegments.RETURN_PROBABILITY_90D));
    };
  }
}
