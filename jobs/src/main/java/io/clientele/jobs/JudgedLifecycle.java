package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;

import io.clientele.family.Lifecycle;
import io.clientele.family.SegmentFamily;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.PurchaseCount;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * A way to decide the stages of lifecycle that is put to the test.
 *
 * @param name its name, which its model must have as well, else it stands aside
 * @param family decides the stages
 * @param score what the stages are cut from, over what the family assigns: the higher, the likelier
 *     to return
 */
record JudgedLifecycle(String name, SegmentFamily family, Column score) {

  /** Returns every method there is. */
  static List<JudgedLifecycle> methods(FamiliesSettings families) {
    return Stream.of(LifecycleMethod.values())
        .map(
            method ->
                new JudgedLifecycle(
                    method.name().toLowerCase(Locale.ROOT),
                    new Lifecycle(families.with(method)),
                    score(method, families)))
        .toList();
  }

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
