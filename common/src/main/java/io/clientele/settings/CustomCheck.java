package io.clientele.settings;

import io.clientele.failure.PlainReason;
import io.clientele.schema.Customers;
import io.clientele.schema.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Whether custom segments fit what they may read; analysis only, without a Spark session. */
final class CustomCheck {
  /** The scale of money makes no boolean something else. */
  private static final Money MONEY = new Money(4);

  private final Section texts;
  private final Optional<Set<String>> mapped;
  private final List<String> visible;
  private final SqlAnalysis analysis;

  CustomCheck(Section texts, Set<String> segments, Optional<Set<String>> mapped) {
    this.texts = texts;
    this.mapped = mapped;
    List<StructField> fields =
        new ArrayList<>(
            Stream.concat(
                    CustomSettings.columns().stream(),
                    Customers.SCHEMA.columns().stream()
                        .filter(column -> CustomSettings.REGISTER.contains(column.name())))
                .map(column -> column.field(MONEY))
                .toList());
    segments.stream()
        .filter(name -> fields.stream().noneMatch(field -> field.name().equalsIgnoreCase(name)))
        .map(name -> new StructType().add(name, "boolean").fields()[0])
        .forEach(fields::add);
    this.visible = fields.stream().map(StructField::name).toList();
    this.analysis = new SqlAnalysis(new StructType(fields.toArray(StructField[]::new)));
  }

  /** Notes everything that is wrong with a segment that parses. */
  void judge(String name, Expression sql) {
    if (Unfit.SUBQUERY.isIn(sql)) {
      texts.problem(
          name, "has a subquery", "compute it from one customer's columns and other segments");
      return;
    }
    refuseUnmapped(name, sql);
    List<String> missing =
        SqlText.columns(sql).stream()
            .filter(column -> !isKnown(column))
            .map(column -> String.join(".", column))
            .distinct()
            .sorted()
            .toList();
    missing.forEach(
        column ->
            texts.problem(
                name,
                "reads " + column + ", no feature, label or segment",
                Nearest.hint(column.substring(column.lastIndexOf('.') + 1), visible)));
    if (callsKnown(name, sql) && missing.isEmpty()) {
      refuseUnfit(name, sql);
    }
  }

  private boolean callsKnown(String name, Expression sql) {
    List<String> known = SqlAnalysis.functions();
    List<String> unknown =
        SqlText.functions(sql).stream()
            .filter(function -> !known.contains(function.toLowerCase(Locale.ROOT)))
            .toList();
    unknown.forEach(
        function ->
            texts.problem(
                name,
                "calls " + function + ", no function of Spark",
                Nearest.to(function, known)
                    .map(nearest -> "nearest: " + nearest)
                    .orElse("see Spark's list of built-in functions")));
    return unknown.isEmpty();
  }

  private void refuseUnfit(String name, Expression sql) {
    LogicalPlan plan;
    try {
      plan = analysis.of(sql);
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      texts.problem(name, "is not sound: " + PlainReason.of(failure), "mend the expression");
      return;
    }
    if (!(plan instanceof Project project)
        || !analysis.isWhole(project.child())
        || project.projectList().size() != 1) {
      texts.problem(
          name, "looks at more than one row", "leave out aggregates, windows and generators");
      return;
    }
    if (Unfit.CLOCK_OR_CHANCE.isIn(plan.expressions().head())) {
      texts.problem(
          name,
          "depends on the clock or on chance",
          "compare with segment_date, so that a day can be computed again");
      return;
    }
    DataType type = plan.schema().fields()[0].dataType();
    if (!(type instanceof BooleanType)) {
      texts.problem(name, "gives " + type.simpleString(), "needs a boolean");
    }
  }

  private boolean isKnown(List<String> column) {
    return visible.stream().anyMatch(column.get(0)::equalsIgnoreCase)
        || (column.size() == 1 && analysis.knows(column.get(0)));
  }

  /** What the shop does not map holds for nobody, which is never what was meant. */
  private void refuseUnmapped(String name, Expression sql) {
    if (mapped.isEmpty()) {
      return;
    }
    Set<String> columns = mapped.get();
    SqlText.columns(sql).stream()
        .map(column -> column.get(0).toLowerCase(Locale.ROOT))
        .filter(List.of(Customers.COUNTRY, Customers.CONSENT)::contains)
        .filter(column -> !columns.contains(column))
        .distinct()
        .forEach(
            column ->
                texts.problem(
                    name,
                    "reads " + column + ", which is not mapped",
                    "map source.customers.columns." + column));
    Set<String> attributes = new TreeSet<>(columns);
    LogicalColumn.of("customers").forEach(known -> attributes.remove(known.name()));
    for (String key : SqlText.keys(sql, Customers.ATTRIBUTES)) {
      if (!attributes.contains(key)) {
        texts.problem(
            name,
            "reads attribute " + key + ", which is not mapped",
            attributes.isEmpty()
                ? "map source.customers.columns." + key
                : Nearest.hint(key, attributes));
      }
    }
  }
}
