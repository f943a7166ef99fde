package io.clientele.source;

import io.clientele.settings.SourceSettings;
import io.clientele.settings.Unfit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Whether a source's query looks at one row of one input at a time: what it makes of new rows is
 * then what is new in what it makes of all.
 */
final class RowWise {

  private RowWise() {}

  /** Returns whether a source of one input is a query of select, where and lateral view over it. */
  static boolean is(SparkSession spark, SourceSettings source, Dataset<Row> input) {
    String name = source.inputs().keySet().iterator().next();
    try (QueryViews views = new QueryViews(spark)) {
      views.add(name, BrokenColumns.sound(input));
      Dataset<Row> rows = spark.sql(source.query().orElseThrow());
      return isRowWise(
          ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed());
    }
  }

  private static boolean isRowWise(LogicalPlan plan) {
    if (plan instanceof View) {
      return true;
    }
    boolean isKnown =
        plan instanceof Project
            || plan instanceof Filter
            || plan instanceof Generate
            || plan instanceof SubqueryAlias;
    return isKnown
        && CollectionConverters.asJava(plan.expressions()).stream()
            .noneMatch(
                expression ->
                    Unfit.SUBQUERY.isIn(expression) || Unfit.CLOCK_OR_CHANCE.isIn(expression))
        && plan.children().size() == 1
        && isRowWise(plan.children().head());
  }
}
