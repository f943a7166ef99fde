package io.clientele.settings;

import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTime;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import scala.jdk.javaapi.CollectionConverters;

/** What a configured expression must not do, since it decides about one row for ever. */
public enum Unfit {
  /** Reads another table. */
  SUBQUERY,
  /** Says something else the next time. */
  CLOCK_OR_CHANCE;

  /** Returns whether an expression does so, anywhere in it. */
  public boolean isIn(Expression expression) {
    return does(expression)
        || CollectionConverters.asJava(expression.children()).stream().anyMatch(this::isIn);
  }

  private boolean does(Expression expression) {
    return switch (this) {
      case SUBQUERY -> expression instanceof SubqueryExpression;
      case CLOCK_OR_CHANCE ->
          !expression.deterministic()
              || expression instanceof CurrentTimestampLike
              || expression instanceof CurrentDate
              || expression instanceof CurrentTime
              || expression instanceof LocalTimestamp;
    };
  }
}
