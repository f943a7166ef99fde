package io.clientele.source;

import static org.apache.spark.sql.functions.expr;

import io.clientele.failure.PlainReason;
import io.clientele.settings.LogicalColumn;
import io.clientele.settings.LogicalColumn.Kind;
import io.clientele.settings.Problem;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.jdk.javaapi.CollectionConverters;

/** Whether a source's expressions fit its columns; analysis only, no row is read. */
final class MappingCheck {
  private final SourceSettings source;
  private final Dataset<Row> raw;
  private final List<Problem> problems = new ArrayList<>();

  MappingCheck(SourceSettings source, Dataset<Row> raw) {
    this.source = source;
    this.raw = BrokenColumns.own(raw);
  }

  /** Returns the problem of a query that does not fit its inputs. */
  static Problem queryProblem(SourceSettings source, Throwable failure) {
    return new Problem(
        "source." + source.name() + ".query",
        source.wheres().getOrDefault("query", ""),
        "does not fit its inputs: " + PlainReason.of(failure),
        "name columns that the inputs have");
  }

  /** Returns everything that does not fit. */
  List<Problem> problems() {
    problems.clear();
    source
        .columns()
        .forEach(
            (name, sql) -> {
              Place place = place("columns." + name, name);
              type(place, sql)
                  .ifPresent(type -> judge(place, type, LogicalColumn.kind(source.name(), name)));
            });
    source
        .filter()
        .ifPresent(
            sql -> {
              Place place = place("filter", "filter");
              type(place, sql).ifPresent(type -> judge(place, type, Kind.FLAG));
            });
    return List.copyOf(problems);
  }

  /** Returns what does not fit about the expression that gives a row's lines. */
  List<Problem> linesProblems() {
    problems.clear();
    source
        .lines()
        .ifPresent(
            sql -> {
              Place place = place("lines", "lines");
              type(place, sql)
                  .filter(type -> !(type instanceof ArrayType))
                  .ifPresent(
                      type ->
                          problems.add(
                              place.problem(
                                  "gives " + type.simpleString(), "needs an array of lines")));
            });
    return List.copyOf(problems);
  }

  private record Place(String key, String where) {
    Problem problem(String what, String cure) {
      return new Problem(key, where, what, cure);
    }
  }

  private Place place(String key, String name) {
    return new Place("source." + source.name() + "." + key, source.wheres().getOrDefault(name, ""));
  }

  private Optional<DataType> type(Place place, String sql) {
    LogicalPlan plan;
    try {
      plan = analysed(raw.select(expr(sql).as("value")));
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      addFaults(place, sql, failure);
      return Optional.empty();
    }
    if (!(plan instanceof Project project)
        || project.child() != analysed(raw)
        || project.projectList().size() != 1
        || Unfit.SUBQUERY.isIn(plan.expressions().head())) {
      problems.add(
          place.problem(
              "looks at more than one row",
              "leave out aggregates, windows, generators and subqueries; a query may have them"));
      return Optional.empty();
    }
    if (Unfit.CLOCK_OR_CHANCE.isIn(plan.expressions().head())) {
      problems.add(
          place.problem(
              "depends on the clock or on chance",
              "compute it from the source's columns alone, so that a day can be computed again"));
      return Optional.empty();
    }
    return Optional.of(plan.schema().fields()[0].dataType());
  }

  private void addFaults(Place place, String sql, Exception failure) {
    Set<String> missing = new TreeSet<>();
    addMissing(CatalystSqlParser$.MODULE$.parseExpression(sql), missing);
    ColumnNames columns = ColumnNames.of(raw.schema());
    missing.forEach(
        name -> problems.add(place.problem(columns.what(name), columns.cure(name, sql))));
    if (missing.isEmpty()) {
      problems.add(
          place.problem(
              "does not fit the source: " + PlainReason.of(failure),
              "mend the expression; the source has " + raw.schema().simpleString()));
    }
  }

  private void addMissing(Expression expression, Set<String> missing) {
    if (expression instanceof UnresolvedAttribute attribute) {
      try {
        raw.select(raw.col(attribute.sql()));
      } catch (Exception unknown) {
        missing.add(attribute.name());
      }
    }
    CollectionConverters.asJava(expression.children()).forEach(child -> addMissing(child, missing));
  }

  private void judge(Place place, DataType type, Kind kind) {
    boolean text = type instanceof StringType;
    boolean number = type instanceof NumericType;
    boolean time =
        type instanceof TimestampType
            || type instanceof TimestampNTZType
            || type instanceof DateType;
    boolean flag = type instanceof BooleanType;
    boolean fits =
        switch (kind) {
          case TEXT -> text || number || time || flag;
          case TIME -> text || time;
          case NUMBER -> text || number;
          case FLAG -> flag;
        };
    if (!fits) {
      problems.add(place.problem("gives " + type.simpleString(), "needs " + need(kind)));
    }
  }

  private static String need(Kind kind) {
    return switch (kind) {
      case TEXT -> "a text, number, date, timestamp or boolean";
      case TIME -> "a timestamp, a date or a text that holds one";
      case NUMBER -> "a number or a text that holds one";
      case FLAG -> "a boolean";
    };
  }

  private static LogicalPlan analysed(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
  }
}
