package io.clientele.settings;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's analyser over one schema and its own functions: types without a session or a row. */
final class SqlAnalysis {
  private final Analyzer analyzer;
  private final LogicalPlan rows;

  SqlAnalysis(StructType schema) {
    SessionCatalog catalog =
        new SessionCatalog(
            new InMemoryCatalog(new SparkConf(false), new Configuration(false)),
            FunctionRegistry.builtin());
    this.analyzer = new Analyzer(catalog);
    List<Attribute> columns =
        new ArrayList<>(CollectionConverters.asJava(DataTypeUtils.toAttributes(schema)));
    this.rows = new LocalRelation(sequence(columns), sequence(List.of()), false, Option.empty());
  }

  /** Returns the analysed plan of an expression over the rows; Spark's exception where unsound. */
  LogicalPlan of(Expression expression) {
    NamedExpression value =
        new Alias(
            expression,
            "value",
            NamedExpression.newExprId(),
            sequence(List.of()),
            Option.empty(),
            sequence(List.of()));
    return analyzer.executeAndCheck(
        new Project(sequence(List.of(value)), rows), new QueryPlanningTracker(Option.empty()));
  }

  /** Returns whether a name that is no column has a meaning, such as current_date. */
  boolean knows(String name) {
    try {
      of(new UnresolvedAttribute(sequence(List.of(name))));
      return true;
    } catch (Exception unknown) {
      // Spark's own exceptions are checked, but Scala does not say so.
      return false;
    }
  }

  /** Returns the names of Spark's own functions, in lower case. */
  static List<String> functions() {
    return CollectionConverters.asJava(FunctionRegistry.builtin().listFunction()).stream()
        .map(FunctionIdentifier::funcName)
        .sorted()
        .toList();
  }

  /** Returns whether a plan is the rows themselves. */
  boolean isWhole(LogicalPlan plan) {
    return plan.equals(rows);
  }

  private static <T> Seq<T> sequence(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
