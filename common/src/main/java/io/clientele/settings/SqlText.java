package io.clientele.settings;

import io.clientele.failure.PlainReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExtractValue;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
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

  /** Returns the names of columns an expression reads, each in its parts, as written. */
  static List<List<String>> columns(Expression expression) {
    List<List<String>> columns = new ArrayList<>();
    if (expression instanceof UnresolvedAttribute attribute) {
      columns.add(List.copyOf(CollectionConverters.asJava(attribute.nameParts())));
    }
    CollectionConverters.asJava(expression.children())
        .forEach(child -> columns.addAll(columns(child)));
    return columns;
  }

  /** Returns the first parts of the names of columns that an expression reads, in lower case. */
  static Set<String> names(String sql) {
    Set<String> names = new TreeSet<>();
    columns(CatalystSqlParser$.MODULE$.parseExpression(sql))
        .forEach(column -> names.add(column.get(0).toLowerCase(Locale.ROOT)));
    return names;
  }

  /** Returns the names of functions an expression calls, as written. */
  static Set<String> functions(Expression expression) {
    Set<String> functions = new TreeSet<>();
    if (expression instanceof UnresolvedFunction function) {
      functions.add(String.join(".", CollectionConverters.asJava(function.nameParts())));
    }
    CollectionConverters.asJava(expression.children())
        .forEach(child -> functions.addAll(functions(child)));
    return functions;
  }

  /** Returns the keys by which an expression reads a map, as far as they are literals. */
  static Set<String> keys(Expression expression, String map) {
    Set<String> keys = new TreeSet<>();
    for (List<String> column : columns(expression)) {
      if (column.size() > 1 && column.get(0).equalsIgnoreCase(map)) {
        keys.add(column.get(1));
      }
    }
    addKeys(expression, map, keys);
    return keys;
  }

  private static void addKeys(Expression expression, String map, Set<String> keys) {
    if (expression instanceof UnresolvedExtractValue value
        && value.child() instanceof UnresolvedAttribute attribute
        && attribute.name().equalsIgnoreCase(map)
        && value.extraction() instanceof Literal key) {
      keys.add(String.valueOf(key.value()));
    }
    CollectionConverters.asJava(expression.children()).forEach(child -> addKeys(child, map, keys));
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
