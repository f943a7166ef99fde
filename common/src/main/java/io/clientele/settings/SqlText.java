package io.clientele.settings;

import io.clientele.failure.PlainReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.jdk.javaapi.CollectionConverters;

/** Spark SQL in the configuration, as far as it can be judged without data. */
final class SqlText {

  private SqlText() {}

  /** Returns why an expression does not parse; empty where it does. */
  static Optional<String> expressionFault(String sql) {
    return fault(() -> CatalystSqlParser$.MODULE$.parseExpression(sql));
  }

  /** Returns why a query does not parse as one SELECT; empty where it does. */
  static Optional<String> queryFault(String sql) {
    return fault(() -> CatalystSqlParser$.MODULE$.parseQuery(sql));
  }

  /** Returns the tables a query reads, its own WITH names left out, in lower case. */
  static Set<String> tables(String sql) {
    Set<String> tables = new TreeSet<>();
    Set<String> own = new TreeSet<>();
    addTables(CatalystSqlParser$.MODULE$.parseQuery(sql), tables, own);
    tables.removeAll(own);
    return tables;
  }

  private static Optional<String> fault(Runnable parse) {
    try {
      parse.run();
      return Optional.empty();
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      return Optional.of(PlainReason.of(failure));
    }
  }

  private static void addTables(LogicalPlan plan, Set<String> tables, Set<String> own) {
    if (plan instanceof UnresolvedRelation relation) {
      tables.add(relation.tableName().toLowerCase(Locale.ROOT));
    }
    if (plan instanceof UnresolvedWith with) {
      CollectionConverters.asJava(with.cteRelations())
          .forEach(
              relation -> {
                own.add(relation._1().toLowerCase(Locale.ROOT));
                addTables(relation._2(), tables, own);
              });
    }
    CollectionConverters.asJava(plan.expressions())
        .forEach(expression -> addTables(expression, tables, own));
    CollectionConverters.asJava(plan.children()).forEach(child -> addTables(child, tables, own));
  }

  private static void addTables(Expression expression, Set<String> tables, Set<String> own) {
    if (expression instanceof SubqueryExpression subquery) {
      addTables(subquery.plan(), tables, own);
    }
    List<Expression> children = new ArrayList<>(CollectionConverters.asJava(expression.children()));
    children.forEach(child -> addTables(child, tables, own));
  }
}
