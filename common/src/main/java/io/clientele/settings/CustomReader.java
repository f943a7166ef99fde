package io.clientele.settings;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.TableColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;

/**
 * Reads and judges the block {@code families.custom}.
 *
 * @param mapped the mapped columns of customers; empty where the sources are not known
 */
record CustomReader(Optional<Set<String>> mapped) {

  CustomSettings read(Section section) {
    boolean enabled = section.flag("enabled");
    Section texts = section.section("segments");
    Map<String, Expression> parsed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, String> sqls = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : texts.names()) {
      refuseName(texts, name, names);
      names.add(name);
      texts.optionalText(name).ifPresent(sql -> sqls.put(name, sql));
    }
    sqls.forEach(
        (name, sql) ->
            SqlText.expressionFault(sql)
                .ifPresentOrElse(
                    fault ->
                        texts.problem(
                            name, "does not parse: " + fault, "write one Spark SQL expression"),
                    () -> parsed.put(name, CatalystSqlParser$.MODULE$.parseExpression(sql))));
    CustomCheck check = new CustomCheck(texts, names, mapped);
    parsed.forEach(check::judge);
    Set<String> ordered = ordered(texts, parsed);
    List<CustomSettings.Segment> segments = new ArrayList<>();
    ordered.forEach(
        name -> segments.add(new CustomSettings.Segment(name, sqls.getOrDefault(name, ""))));
    return new CustomSettings(enabled, segments, register(parsed));
  }

  private static void refuseName(Section texts, String name, Set<String> earlier) {
    Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Stream.of(
            CustomSettings.columns(), CustomerSegments.SCHEMA.columns(), Customers.SCHEMA.columns())
        .flatMap(List::stream)
        .map(TableColumn::name)
        .forEach(columns::add);
    if (columns.contains(name)) {
      texts.problem(name, "has the name of a column", "choose another name");
    } else if (earlier.contains(name)) {
      texts.problem(name, "differs from another segment in case alone", "choose another name");
    } else if (name.isBlank() || name.contains(".") || name.contains("`")) {
      texts.problem(name, "cannot be a name", "use a name without dots and backticks");
    }
  }

  /** Returns the names so that each comes after those it reads; a circle is a problem. */
  private static Set<String> ordered(Section texts, Map<String, Expression> parsed) {
    Set<String> done = new LinkedHashSet<>();
    Set<String> circling = new TreeSet<>();
    Map<String, Set<String>> reads = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    parsed.forEach(
        (name, sql) -> {
          Set<String> read = read(List.of(sql));
          reads.put(
              name, new LinkedHashSet<>(parsed.keySet().stream().filter(read::contains).toList()));
        });
    reads.keySet().forEach(name -> visit(name, reads, List.of(), done, circling));
    circling.forEach(
        circle ->
            texts.problem(
                circle.substring(0, circle.indexOf(" -> ")),
                "stands on itself: " + circle,
                "let one of them do without the others"));
    return done;
  }

  private static void visit(
      String name,
      Map<String, Set<String>> reads,
      List<String> path,
      Set<String> done,
      Set<String> circling) {
    if (path.contains(name)) {
      List<String> circle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
      circle.add(name);
      circling.add(String.join(" -> ", circle));
      return;
    }
    if (done.contains(name)) {
      return;
    }
    List<String> further = Stream.concat(path.stream(), Stream.of(name)).toList();
    reads
        .getOrDefault(name, Set.of())
        .forEach(other -> visit(other, reads, further, done, circling));
    done.add(name);
  }

  private static Set<String> register(Map<String, Expression> parsed) {
    Set<String> read = read(parsed.values());
    return new TreeSet<>(CustomSettings.REGISTER.stream().filter(read::contains).toList());
  }

  /** Returns the first parts of all names that are read, whatever their case. */
  private static Set<String> read(Collection<Expression> expressions) {
    Set<String> read = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    expressions.forEach(sql -> SqlText.columns(sql).forEach(column -> read.add(column.get(0))));
    return read;
  }
}
